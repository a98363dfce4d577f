import { StrategyBench, type BenchProposal, type StrategySetting } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

const WIDE = { bids: [[0.48, 500]], asks: [[0.52, 500]] } as const;
const TIGHT = { bids: [[0.5, 500]], asks: [[0.51, 500]] } as const;
const YES = "market-0-yes";
const NO = "market-0-no";

function maker(setting: StrategySetting = {}) {
  return new StrategyBench(bot, setting);
}

/** What a proposal asks for, short: `BUY yes 0.49 x 20.40`. */
function terms({ intent }: BenchProposal): string {
  const token = intent.tokenId === YES ? "yes" : "no";
  return `${intent.side} ${token} ${intent.price / 10_000} x ${intent.size / 1e6}`;
}

const quotes = (bench: ReturnType<typeof maker>): string[] => bench.proposals.map(terms);

describe("MakerTight quotes", () => {
  it("both sides one tick inside a wide spread, post-only and with its edge", () => {
    const bench = maker();
    bench.book(WIDE);
    expect(quotes(bench)).toEqual(["BUY yes 0.49 x 20.4", "BUY no 0.49 x 20.4"]);
    expect(bench.proposals.map(({ intent }) => intent)).toMatchObject([
      { isPostOnly: true, timeInForce: "GTC", reasonCode: "STRAT_MAKER_QUOTE_INSIDE" },
      { isPostOnly: true, timeInForce: "GTC", reasonCode: "STRAT_MAKER_QUOTE_INSIDE" },
    ]);
    // 0.50 less 0.49 less the buffer of 0.002, over 0.49.
    expect(bench.last?.intent.modelEdgeBps).toBeCloseTo((0.008 / 0.49) * 10_000, 6);
  });

  it("beside the best prices where the spread has no inside, unless told not to", () => {
    const bench = maker();
    bench.book(TIGHT);
    expect(quotes(bench)).toEqual(["BUY yes 0.5 x 20", "BUY no 0.49 x 20.4"]);
    expect(bench.last?.intent.reasonCode).toBe("STRAT_MAKER_QUOTE_JOINED");
    const proud = maker({ parameters: { joinsTouch: false } });
    proud.book(TIGHT);
    expect(quotes(proud)).toEqual([]);
  });

  it("nothing where the buffer eats the edge, or the spread says nothing", () => {
    const careful = maker({ parameters: { uncertaintyBufferUsd: 0.005 } });
    careful.book(TIGHT);
    expect(quotes(careful)).toEqual([]);
    const lost = maker();
    lost.book({ bids: [[0.3, 500]], asks: [[0.6, 500]] });
    expect(quotes(lost)).toEqual([]);
  });

  it("only the side that the micro-price leaves an edge on", () => {
    const bench = maker();
    bench.book({ bids: [[0.5, 5_000]], asks: [[0.51, 50]] });
    expect(quotes(bench)).toEqual(["BUY yes 0.5 x 20"]);
  });

  it("without outbidding itself", () => {
    const bench = maker();
    bench.book(WIDE);
    for (let count = 0; count < 5; count += 1) {
      bench.advance(1_000);
      bench.frame();
    }
    expect(quotes(bench)).toHaveLength(2);
    expect(bench.cancels).toEqual([]);
  });
});

it("does not react to a quote of its own that the book shows before the venue has answered", () => {
  const bench = maker({ venueAnswers: false });
  bench.book(WIDE);
  expect(bench.orders.open.map(({ state }) => state)).toEqual(["sent", "sent"]);
  bench.book({
    bids: [
      [0.49, 20.4],
      [0.48, 500],
    ],
    asks: [
      [0.51, 20.4],
      [0.52, 500],
    ],
  });
  expect(bench.cancels).toEqual([]);
  expect(quotes(bench)).toHaveLength(2);
});

describe("MakerTight takes a quote back", () => {
  it("when its price has moved, and makes it anew only once it is gone", () => {
    const bench = maker({ venueAnswers: false });
    bench.book(WIDE);
    bench.book({ bids: [[0.46, 500]], asks: [[0.5, 500]] });
    expect(bench.cancels).toEqual(["order-0", "order-1"]);
    bench.frame();
    expect(bench.proposals).toHaveLength(2);
    bench.update("order-0", "cancelled");
    bench.frame();
    expect(quotes(bench).slice(2)).toEqual(["BUY yes 0.47 x 21.27"]);
  });

  it("when it has become old", () => {
    const bench = maker();
    bench.book(WIDE);
    for (const ageMs of [10_000, 20_000, 29_999]) {
      bench.advanceTo(1_000_000 + ageMs);
      bench.frame();
    }
    expect(bench.cancels).toEqual([]);
    bench.advance(1);
    bench.frame();
    expect(bench.cancels).toEqual(["order-0", "order-1"]);
  });

  it.each([
    ["a gap in the feed", { ...WIDE, isProven: false }],
    ["one side missing", { bids: [[0.48, 500]], asks: [] }],
    ["a crossed book", { bids: [[0.53, 900]], asks: [[0.52, 500]] }],
    ["a spread that is too wide", { bids: [[0.3, 500]], asks: [[0.7, 500]] }],
  ] as const)("at %s", (_name, levels) => {
    const bench = maker();
    bench.book(WIDE);
    bench.book(levels);
    expect(bench.cancels).toEqual(["order-0", "order-1"]);
    expect(bench.orders.open).toEqual([]);
  });

  it("when the market halts, and comes back with it", () => {
    const bench = maker();
    bench.book(WIDE);
    bench.status("halted");
    expect(bench.cancels).toEqual(["order-0", "order-1"]);
    bench.frame();
    expect(bench.proposals).toHaveLength(2);
    bench.status("open");
    bench.frame();
    expect(bench.proposals).toHaveLength(4);
  });

  it("when nothing was heard for longer than a book lasts", () => {
    const bench = maker();
    bench.book(WIDE);
    bench.advance(14_999);
    expect(bench.cancels).toEqual([]);
    bench.advance(1);
    expect(bench.cancels).toEqual(["order-0", "order-1"]);
  });
});

describe("MakerTight's inventory", () => {
  it("is offered before more is bought, and moves the quotes", () => {
    const bench = maker({ parameters: { inventorySkewFactor: 1 } });
    bench.account.hold("market-0", YES, 20_000_000, 9_800_000);
    bench.book(WIDE);
    expect(quotes(bench)).toEqual(["BUY yes 0.48 x 20.83", "SELL yes 0.51 x 19.6"]);
    expect(bench.last?.intent).toMatchObject({
      isReduceOnly: true,
      reasonCode: "STRAT_MAKER_QUOTE_REDUCING",
    });
  });

  it("has a limit that counts what a resting quote would add", () => {
    const bench = maker();
    bench.account.hold("market-0", YES, 30_000_000, 15_000_000);
    bench.book({ bids: [[0.46, 500]], asks: [[0.52, 500]] });
    // 5 of 20 pUSD are left.
    expect(quotes(bench)[0]).toBe("BUY yes 0.47 x 10.63");
  });

  it("buys nothing once it is full, and nothing below the smallest order", () => {
    const bench = maker();
    bench.account.hold("market-0", YES, 36_000_000, 18_000_000);
    bench.book({ bids: [[0.46, 500]], asks: [[0.52, 500]] });
    expect(quotes(bench)).toEqual(["SELL yes 0.51 x 19.6"]);
  });

  it("that cannot be sold yet is hedged with the other token", () => {
    const bench = maker({ venueAnswers: true });
    bench.book(WIDE);
    bench.fill("order-0", { size: 2_000_000 });
    bench.frame();
    expect(bench.account.position(YES)?.size).toBe(2_000_000);
    expect(quotes(bench)).toHaveLength(2);
    expect(bench.orders.find("order-1")).toMatchObject({ tokenId: NO, side: "BUY" });
  });
});

describe("MakerTight under risk", () => {
  it("waits on a side that was refused", () => {
    const bench = maker({
      answer: ({ tokenId }) => (tokenId === YES ? { refuse: "RISK_NO" } : "approve"),
    });
    bench.book(WIDE);
    bench.advance(4_999);
    bench.frame();
    expect(bench.proposals).toHaveLength(2);
    bench.advance(1);
    bench.frame();
    expect(quotes(bench).slice(2)).toEqual(["BUY yes 0.49 x 20.4"]);
  });

  it("records a quote once where nothing is sent", () => {
    const bench = maker({ answer: () => "record" });
    for (let count = 0; count < 10; count += 1) {
      bench.book(WIDE);
      bench.advance(1_000);
    }
    expect(bench.proposals).toHaveLength(2);
  });

  it("steps aside when somebody else takes its quote back", () => {
    const bench = maker({ venueAnswers: false });
    bench.book(WIDE);
    bench.update("order-0", "resting");
    bench.update("order-0", "cancelled");
    bench.frame();
    expect(bench.proposals).toHaveLength(2);
    bench.advance(5_000);
    bench.frame();
    expect(bench.proposals).toHaveLength(3);
  });
});

it("says in plain words what it quotes", () => {
  const bench = maker();
  bench.book(WIDE);
  const [first] = bench.proposals;
  if (first === undefined) throw new Error("expected a quote");
  const { intent } = first;
  const decision = { intent, reasonCode: "STRAT_MAKER_QUOTE_INSIDE" } as const;
  expect(bench.explain(decision)).toBe(
    "Quotes to buy 20.4 shares at 0.49, one tick better than the best price. Against the fair value of the book, after fees and the buffer, that leaves 163 basis points.",
  );
});
