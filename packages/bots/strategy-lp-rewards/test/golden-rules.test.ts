import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { benchOf, marketOf, quotingBench, saidOf, termsOf } from "./lp-bench.ts";

interface GoldenCase<F extends string, I, E> {
  readonly id: string;
  readonly fn: F;
  readonly input: I;
  readonly expected: E;
}
type StopLossCase = GoldenCase<
  "stopLoss",
  { readonly fill_price: number; readonly current_price: number },
  { readonly exit: boolean }
>;
type SizeCase = GoldenCase<
  "lpOrderSize",
  {
    readonly order_usd: number;
    readonly price: number;
    readonly min_incentive_size: number;
    readonly max_per_market_usd: number;
  },
  { readonly size_shares: number | null }
>;
type PlacementCase = GoldenCase<
  "lpPlacement",
  {
    readonly bids: readonly number[];
    readonly mid: number;
    readonly max_incentive_spread: number;
    readonly tick: number;
  },
  { readonly price: number }
>;
type FilterCase = GoldenCase<
  "lpFilters",
  {
    readonly mid: number;
    readonly days_left: number;
    readonly seconds_since_fill: number | null;
    readonly mid_move: number;
  },
  {
    readonly midpoint_ok: boolean;
    readonly expiry_ok: boolean;
    readonly cooldown_ok: boolean;
    readonly keep_order: boolean;
  }
>;
type AnyCase = StopLossCase | SizeCase | PlacementCase | FilterCase;

const file = join(process.env["POLYTRADERS_GOLDEN_DIR"] ?? "../shared/golden", "19-lp-rules.json");
const cases = existsSync(file)
  ? (JSON.parse(readFileSync(file, "utf8")) as { cases: AnyCase[] }).cases
  : [];
function casesOf<F extends AnyCase["fn"]>(fn: F): Extract<AnyCase, { fn: F }>[] {
  return cases.filter((each): each is Extract<AnyCase, { fn: F }> => each.fn === fn);
}

/** Nothing but the rule under test stands in the way. */
const OPEN = {
  midpointUsdMin: 0.1,
  midpointUsdMax: 0.9,
  bestBidUsdMin: 0,
  spreadUsdMax: 1,
  liquidityUsdMin: 0,
  volume24hUsdMin: 0,
  rewardToLossMin: 0,
  orderUsd: 1_000,
  perMarketUsdMax: 100_000,
  tradeUsdMax: 100_000,
} as const;
const FINE_TICK = 1;
const round = (price: number): number => Math.round(price * 10_000) / 10_000;

describe.skipIf(cases.length === 0)("golden 19 through the bot", () => {
  it.each(casesOf("stopLoss"))("$id", ({ input, expected }) => {
    const { fill_price: bought, current_price: bid } = input;
    const bench = benchOf({
      markets: [
        marketOf({
          tickSize: FINE_TICK,
          book: { bids: [[bid, 1_000]], asks: [[round(bid + 0.01), 1_000]] },
        }),
      ],
      parameters: { ...OPEN, midpointUsdMin: 0, midpointUsdMax: 1 },
    });
    bench.account.hold("market-0", "market-0-yes", 10_000_000, Math.round(bought * 10_000_000));
    bench.frame();
    bench.advance(2);
    expect(saidOf(bench) === "STRAT_LP_STOP_LOSS").toBe(expected.exit);
    expect(bench.proposals.length > 0).toBe(!expected.exit);
  });

  it.each(casesOf("lpOrderSize"))("$id", ({ input, expected }) => {
    const { price, order_usd: orderUsd, min_incentive_size: sizeShares } = input;
    const bench = quotingBench({
      cashMicroUsd: 1e12,
      markets: [
        marketOf({
          tickSize: FINE_TICK,
          minimumOrderSize: 0,
          terms: termsOf({ sizeShares, bandUsd: 0.1 }),
          // A NO bid so near 1 that YES is the only side that can be paid.
          book: {
            bids: [
              [round(price + 0.01), 10_000],
              [price, 10_000],
            ],
            asks: [[round(price + 0.02), 10_000]],
          },
        }),
      ],
      parameters: { ...OPEN, orderUsd, perMarketUsdMax: input.max_per_market_usd },
    });
    const yes = bench.proposals.find(({ intent }) => intent.tokenId === "market-0-yes");
    const shares = expected.size_shares;
    const floored = shares === null ? undefined : Math.floor(Math.round(shares * 1e6) / 1e4) * 1e4;
    expect(yes?.intent.size).toBe(floored);
    if (shares !== null) expect(yes?.intent.price).toBe(Math.round(price * 10_000));
  });

  it.each(casesOf("lpPlacement"))("$id", ({ input, expected }) => {
    const { bids, mid, max_incentive_spread: bandUsd, tick } = input;
    const [best = 0] = bids;
    const bench = quotingBench({
      markets: [
        marketOf({
          tickSize: Math.round(tick * 10_000),
          terms: termsOf({ bandUsd }),
          book: {
            bids: bids.map((price) => [price, 10_000]),
            asks: [[round(2 * mid - best), 10_000]],
          },
        }),
      ],
      parameters: OPEN,
    });
    expect(bench.proposals.map(({ intent }) => [intent.tokenId, intent.price])).toEqual([
      ["market-0-yes", Math.round(expected.price * 10_000)],
    ]);
  });

  describe.each(casesOf("lpFilters"))("$id", ({ input, expected }) => {
    const bookAt = (mid: number): { bids: [number, number][]; asks: [number, number][] } => ({
      bids: [
        [round(mid - 0.005), 10_000],
        [round(mid - 0.006), 10_000],
      ],
      asks: [[round(mid + 0.005), 10_000]],
    });
    const market = (mid: number, days = 30): ReturnType<typeof marketOf> =>
      marketOf({
        tickSize: FINE_TICK,
        terms: termsOf({ days, bandUsd: 0.05 }),
        book: bookAt(mid),
      });

    it("midpoint", () => {
      const bench = quotingBench({ markets: [market(input.mid)], parameters: OPEN });
      expect(bench.proposals.length > 0).toBe(expected.midpoint_ok);
      if (!expected.midpoint_ok) expect(saidOf(bench)).toBe("STRAT_LP_MIDPOINT_OUT_OF_RANGE");
    });

    it("expiry", () => {
      const bench = benchOf({ markets: [market(0.5, input.days_left)], parameters: OPEN });
      bench.frame();
      expect(saidOf(bench) === "STRAT_LP_EXPIRY_NEAR").toBe(!expected.expiry_ok);
    });

    it("cooldown", () => {
      const bench = quotingBench({
        cashMicroUsd: 1e12,
        markets: [market(0.5)],
        parameters: { ...OPEN, refreshIntervalSeconds: 86_400, decideIntervalMs: 0 },
      });
      if (input.seconds_since_fill === null) return expect(expected.cooldown_ok).toBe(true);
      bench.fill("order-0");
      bench.restart();
      bench.advance(1000 * input.seconds_since_fill);
      bench.frame();
      bench.advance(2);
      return expect(bench.proposals.length > 1).toBe(expected.cooldown_ok);
    });

    it("midpoint move", () => {
      const bench = quotingBench({ markets: [market(0.5)], parameters: OPEN });
      bench.advance(2_000);
      bench.book(bookAt(round(0.5 + input.mid_move)));
      bench.advance(60_000);
      expect(bench.cancels.length === 0).toBe(expected.keep_order);
    });
  });

  it("has cases of every rule", () => {
    expect(new Set(cases.map(({ fn }) => fn))).toEqual(
      new Set(["stopLoss", "lpOrderSize", "lpPlacement", "lpFilters"]),
    );
  });
});
