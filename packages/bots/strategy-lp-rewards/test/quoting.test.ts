import { describe, expect, it } from "vitest";
import { benchOf, BOOK, marketOf, quotingBench, saidOf, termsOf, wordsOf } from "./lp-bench.ts";

/** The golden book, moved by some cents. */
function moved(cents: number): {
  bids: (readonly [number, number])[];
  asks: (readonly [number, number])[];
} {
  const by = ([price, size]: readonly [number, number]): readonly [number, number] => [
    Math.round(1_000 * price + 10 * cents) / 1_000,
    size,
  ];
  return { bids: BOOK.bids.map(by), asks: BOOK.asks.map(by) };
}

describe("placing", () => {
  it("rests behind the best bid, post-only, and says why", () => {
    const bench = quotingBench();
    expect(bench.last?.intent).toMatchObject({
      tokenId: "market-0-yes",
      side: "BUY",
      price: 4_700,
      size: 53_190_000,
      timeInForce: "GTC",
      isPostOnly: true,
      reasonCode: "STRAT_LP_QUOTE_PLACED",
    });
    expect(wordsOf(bench)).toMatch(/53\.19 YES at 0\.47.*behind the best bid of 0\.48.*2 cents/);
    expect(wordsOf(bench)).toMatch(/points against .* pool of 100 USD a day/);
  });

  it("joins the level it is told to", () => {
    const prices = [1, 2, 3, 4].map((placementLevel) => {
      const terms = termsOf({ bandUsd: 0.1 });
      const bench = quotingBench({
        markets: [marketOf({ terms })],
        parameters: { placementLevel },
      });
      return bench.last?.intent.price;
    });
    expect(prices).toEqual([4_800, 4_700, 4_500, 4_400]);
  });

  it("does not follow its own order to the second place", () => {
    const bench = quotingBench({ parameters: { refreshIntervalSeconds: 10 } });
    // Everybody but us leaves the levels behind the best bid.
    bench.book({ bids: [[0.48, 4_000]], asks: BOOK.asks });
    bench.advance(30_000);
    expect(bench.proposals).toHaveLength(1);
    expect(bench.cancels).toEqual([]);
  });

  it("tries the other token when the preferred one is too dear, and stays with it", () => {
    const book = {
      bids: [
        [0.79, 2_000],
        [0.78, 1_000],
      ],
      asks: [
        [0.81, 2_000],
        [0.82, 1_000],
      ],
    } as const;
    const bench = quotingBench({ markets: [marketOf({ book })] });
    expect(bench.last?.intent).toMatchObject({ tokenId: "market-0-no", price: 1_800 });
    bench.advance(2_000);
    bench.book(BOOK);
    bench.advance(60_000);
    // YES can be paid now, too.
    expect(bench.last?.intent).toMatchObject({ tokenId: "market-0-no", price: 4_900 });
  });

  it("skips a market whose smallest rewarded order is too dear", () => {
    const bench = quotingBench({ markets: [marketOf({ terms: termsOf({ sizeShares: 200 }) })] });
    expect(saidOf(bench)).toBe("STRAT_LP_MIN_SIZE_TOO_EXPENSIVE");
    expect(wordsOf(bench)).toContain("costs 94 USD, and one may be worth 25");
    const larger = quotingBench({
      markets: [marketOf({ terms: termsOf({ sizeShares: 200 }) })],
      parameters: { tradeUsdMax: 100 },
    });
    expect(wordsOf(larger)).toContain("costs 94 USD, and a market may hold 25");
  });

  it("skips a market that has no room left, and one that cash does not reach", () => {
    const full = benchOf();
    full.account.hold("market-0", "market-0-yes", 40_000_000, 19_000_000);
    full.frame();
    full.advance(2);
    expect(saidOf(full)).toBe("STRAT_LP_MARKET_LIMIT_REACHED");
    expect(saidOf(quotingBench({ cashMicroUsd: 5_000_000 }))).toBe("STRAT_LP_CASH_TOO_LOW");
  });

  it("finds no price in a band narrower than the grid", () => {
    const bench = quotingBench({ markets: [marketOf({ terms: termsOf({ bandUsd: 0.005 }) })] });
    expect(saidOf(bench)).toBe("STRAT_LP_NO_VIABLE_PRICE");
  });
});

describe("keeping and replacing", () => {
  it("keeps a quote while the midpoint has moved less than two cents, and says so once", () => {
    const bench = quotingBench();
    bench.advance(2_000);
    bench.book(moved(1));
    bench.advance(600_000);
    expect(bench.cancels).toEqual([]);
    expect(bench.said.map(({ decision }) => decision.reasonCode)).toEqual([
      "STRAT_LP_QUOTING",
      "STRAT_LP_QUOTE_KEPT",
    ]);
  });

  it("replaces it within decideIntervalMs of a larger move, once the old one is gone", () => {
    const bench = quotingBench({ venueAnswers: false });
    bench.update("order-0", "resting");
    bench.advance(500);
    bench.book(moved(2));
    expect(bench.cancels).toEqual([]);
    bench.advance(600);
    bench.book(moved(2));
    expect(bench.cancels).toEqual(["order-0"]);
    expect(bench.proposals).toHaveLength(1);
    expect(saidOf(bench)).toBe("STRAT_LP_QUOTE_REPLACED");
    bench.update("order-0", "cancelled");
    expect(bench.last?.intent).toMatchObject({ tokenId: "market-0-yes", price: 4_900 });
    expect(saidOf(bench)).toBe("STRAT_LP_QUOTING");
  });

  it("replaces a quote that no longer scores", () => {
    const bench = quotingBench({ markets: [marketOf({ terms: termsOf({ bandUsd: 0.03 }) })] });
    bench.advance(2_000);
    bench.book(moved(1));
    bench.advance(60_000);
    expect(bench.cancels).toEqual(["order-0"]);
    expect(bench.last?.intent.price).toBe(4_800);
  });

  it("takes quotes back when the book breaks or the market stops, and comes back", () => {
    const bench = quotingBench();
    bench.advance(2_000);
    bench.book({ ...BOOK, isProven: false });
    expect(bench.cancels).toEqual(["order-0"]);
    expect(saidOf(bench)).toBe("STRAT_LP_BOOK_UNUSABLE");
    bench.book(BOOK);
    bench.advance(120_000);
    expect(bench.orders.count).toBe(1);
    bench.status("halted");
    bench.advance(1);
    expect(saidOf(bench)).toBe("STRAT_LP_MARKET_INACTIVE");
    expect(bench.orders.count).toBe(0);
  });

  it("does nothing more often than it is told to", () => {
    const bench = quotingBench({ parameters: { decideIntervalMs: 1_000 } });
    const before = Number(bench.health()["looks"]);
    for (let step = 0; step < 100; step += 1) {
      bench.advance(10);
      bench.book(moved(step % 2 === 0 ? 1 : -1));
    }
    expect(Number(bench.health()["looks"]) - before).toBeLessThanOrEqual(1);
  });
});

describe("fills", () => {
  it("leaves the market for half an hour, then quotes the other side", () => {
    const bench = quotingBench({ parameters: { perMarketUsdMax: 60 } });
    bench.fill("order-0");
    expect(saidOf(bench)).toBe("STRAT_LP_FILL_COOLDOWN");
    bench.advance(1_799_000);
    expect(bench.proposals).toHaveLength(1);
    bench.advance(61_000);
    expect(bench.proposals).toHaveLength(2);
    expect(bench.last?.intent).toMatchObject({ tokenId: "market-0-no", price: 4_900 });
  });

  it("takes back what is left of a quote that was partly filled", () => {
    const bench = quotingBench();
    bench.fill("order-0", { size: 10_000_000 });
    expect(bench.cancels).toEqual(["order-0"]);
    expect(bench.orders.count).toBe(0);
  });

  it("quotes the other side only when the first order is gone", () => {
    const bench = quotingBench({
      venueAnswers: false,
      parameters: { perMarketUsdMax: 60, fillCooldownSeconds: 0 },
    });
    bench.update("order-0", "resting");
    bench.fill("order-0", { size: 10_000_000 });
    expect(bench.cancels).toEqual(["order-0"]);
    bench.advance(120_000);
    expect(bench.proposals).toHaveLength(1);
    bench.update("order-0", "cancelled");
    expect(bench.last?.intent.tokenId).toBe("market-0-no");
  });

  it("forgets cooldown and change of side when the fill fails", () => {
    const bench = quotingBench({ parameters: { perMarketUsdMax: 60 } });
    const { fillId } = bench.fill("order-0");
    bench.settle(fillId, "MINED");
    bench.advance(60_000);
    expect(bench.proposals).toHaveLength(1);
    bench.settle(fillId, "FAILED");
    expect(bench.last?.intent).toMatchObject({ tokenId: "market-0-yes", price: 4_700 });
    expect(bench.proposals).toHaveLength(2);
  });

  it("stops quoting a market whose position has lost half", () => {
    const bench = quotingBench({ parameters: { perMarketUsdMax: 100, fillCooldownSeconds: 0 } });
    bench.fill("order-0");
    bench.advance(2_000);
    bench.book(moved(-25));
    bench.advance(70_000);
    expect(saidOf(bench)).toBe("STRAT_LP_STOP_LOSS");
    expect(wordsOf(bench)).toContain("bought at 0.47 are bid 0.23");
    expect(bench.orders.count).toBe(0);
  });
});

describe("refusals", () => {
  it("waits after risk has refused, and does not hammer", () => {
    const bench = quotingBench({
      answer: () => ({ refuse: "RISK_MARKET_LIMIT" }),
      parameters: { refreshIntervalSeconds: 1, downtimeSeconds: 0 },
    });
    expect(saidOf(bench)).toBe("STRAT_LP_WAITING");
    expect(wordsOf(bench)).toContain("refused by runtime, RISK_MARKET_LIMIT");
    bench.advance(59_000);
    expect(bench.proposals).toHaveLength(1);
    bench.advance(3_000);
    expect(bench.proposals).toHaveLength(2);
  });

  it("makes no new quotes from an old book, and leaves the resting ones", () => {
    const bench = quotingBench({ parameters: { bookAgeSecondsMax: 600 } });
    bench.advance(900_000);
    expect(bench.orders.count).toBe(1);
    bench.update("order-0", "expired");
    expect(bench.orders.count).toBe(0);
    expect(wordsOf(bench)).toMatch(/its book is 9\d\d\S* s old/);
    bench.advance(2_000);
    bench.book(BOOK);
    expect(bench.orders.count).toBe(1);
  });

  it("asks less and less often while nothing changes", () => {
    const bench = quotingBench({ answer: () => ({ refuse: "RISK_MARKET_LIMIT" }) });
    bench.advance(3_600_000);
    // After 1, 2, 4, 8, 16 minutes; and a minute after the last with a new book.
    expect(bench.proposals.length).toBeLessThanOrEqual(7);
    const before = bench.proposals.length;
    bench.book(moved(0.1));
    bench.advance(70_000);
    expect(bench.proposals).toHaveLength(before + 1);
  });

  it("asks again with the next book when only the old one was at fault", () => {
    let refuses = true;
    const bench = quotingBench({
      answer: () => (refuses ? { refuse: "RISK_STALE_BOOK" } : "approve"),
    });
    refuses = false;
    bench.advance(2_000);
    bench.frame();
    expect(bench.orders.count).toBe(0);
    bench.advance(1_000);
    bench.book(moved(0.1));
    expect(bench.orders.count).toBe(1);
  });

  it("takes back an order that risk has cut below the rewarded size", () => {
    const bench = quotingBench({ answer: () => ({ size: 40_000_000 }) });
    expect(bench.cancels).toEqual(["order-0"]);
    expect(saidOf(bench)).toBe("STRAT_LP_CUT_BELOW_MIN");
    expect(bench.orders.count).toBe(0);
  });

  it("keeps an order that risk has cut to a size that is still rewarded", () => {
    const bench = quotingBench({ answer: () => ({ size: 51_000_000 }) });
    bench.advance(120_000);
    expect(bench.cancels).toEqual([]);
    expect(bench.proposals).toHaveLength(1);
  });

  it("waits after the venue has rejected", () => {
    const bench = quotingBench({ venueAnswers: false });
    bench.update("order-0", "rejected", "order crosses book");
    expect(wordsOf(bench)).toContain("order crosses book");
    bench.advance(30_000);
    expect(bench.proposals).toHaveLength(1);
  });

  it("waits after somebody else has taken its order back", () => {
    const bench = quotingBench();
    bench.update("order-0", "cancelled");
    expect(saidOf(bench)).toBe("STRAT_LP_WAITING");
    expect(wordsOf(bench)).toContain("taken back by somebody else");
    bench.advance(30_000);
    expect(bench.proposals).toHaveLength(1);
    bench.advance(90_000);
    expect(bench.proposals).toHaveLength(2);
  });

  it("proposes nothing beside an order whose outcome is not known", () => {
    const bench = quotingBench({ venueAnswers: false });
    bench.update("order-0", "unknown");
    bench.advance(600_000);
    expect(bench.proposals).toHaveLength(1);
    expect(saidOf(bench)).toBe("STRAT_LP_WAITING");
    expect(wordsOf(bench)).toContain("not known what became of an order");
  });

  it("behaves in shadow as it would with orders", () => {
    const bench = quotingBench({ answer: () => "record" });
    bench.advance(600_000);
    expect(bench.proposals).toHaveLength(1);
    bench.book(moved(3));
    bench.advance(60_000);
    expect(bench.proposals).toHaveLength(2);
    expect(bench.cancels).toEqual([]);
  });
});

describe("randomisation", () => {
  const sizes = (seed: number, perMarketUsdMax: number): number[] => {
    const bench = quotingBench({
      seed,
      parameters: {
        sizeJitterShare: 0.1,
        orderUsd: 40,
        perMarketUsdMax,
        tradeUsdMax: 100,
        retrySeconds: 1,
      },
    });
    for (let step = 0; step < 40; step += 1) {
      bench.update(bench.last?.decision.orderId ?? "", "expired");
    }
    return bench.proposals.map(({ intent }) => intent.size / 1e6);
  };

  it("keeps sizes within a tenth, and never twice the same for long", () => {
    const found = sizes(7, 100);
    const base = 40 / 0.47;
    expect(Math.min(...found)).toBeGreaterThanOrEqual(base * 0.9 - 0.01);
    expect(Math.max(...found)).toBeLessThanOrEqual(base * 1.1);
    expect(Math.max(...found)).toBeGreaterThan(base);
    expect(new Set(found).size).toBeGreaterThan(30);
    expect(sizes(7, 100)).toEqual(found);
    expect(sizes(8, 100)).not.toEqual(found);
  });

  it("never lets jitter pass a limit or fall below the rewarded size", () => {
    for (const size of sizes(7, 40)) expect(size * 0.47).toBeLessThanOrEqual(40);
    for (const size of sizes(7, 23.6)) expect(size).toBeGreaterThanOrEqual(50);
  });

  it("refreshes at irregular times, within 15 %", () => {
    const bench = quotingBench({
      parameters: { timingJitterShare: 0.15, decideIntervalMs: 3_600_000 },
    });
    const times: number[] = [];
    let looks = Number(bench.health()["looks"]);
    for (let second = 0; second < 3_600; second += 1) {
      bench.advance(1_000);
      const now = Number(bench.health()["looks"]);
      if (now > looks) times.push(second);
      looks = now;
    }
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(50);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(70);
    expect(new Set(gaps).size).toBeGreaterThan(5);
  });
});
