import type { MarketTerms } from "@polytraders/core";
import { StrategyBench, type BenchMarketSetting, type StrategySetting } from "@polytraders/testkit";
import type { Types } from "../src/contract.gen.ts";
import bot from "../src/index.ts";

export const NOW_MS = 1_780_000_000_000;
export const DAY_MS = 86_400_000;

/** What a test says of a reward programme; 100 USD a day, 4 cents, 50 shares, 30 days unless told. */
export interface TermsSetting {
  readonly poolUsd?: number;
  readonly bandUsd?: number;
  readonly sizeShares?: number;
  /** Days to the market's end; `null` for an end that is not known. */
  readonly days?: number | null;
}

export function termsOf(setting: TermsSetting = {}): MarketTerms {
  const { poolUsd = 100, bandUsd = 0.04, sizeShares = 50, days = 30 } = setting;
  return {
    fees: null,
    rewards: {
      dailyPoolMicroUsd: Math.round(poolUsd * 1e6),
      spreadMax: Math.round(bandUsd * 10_000),
      sizeMin: Math.round(sizeShares * 1e6),
      multiplier: 1,
    },
    endAtMs: days === null ? null : NOW_MS + days * DAY_MS,
    gameStartAtMs: null,
    tags: [],
  };
}

/** The book of the golden placement case: midpoint 0.49, bids a cent apart, 3,000 USD deep. */
export const BOOK = {
  bids: [
    [0.48, 2_000],
    [0.47, 1_000],
    [0.45, 1_000],
  ],
  asks: [
    [0.5, 2_000],
    [0.51, 1_000],
    [0.53, 1_000],
  ],
} as const;

/** No randomness, markets chosen at once, and books that never grow old, unless a test says so. */
export const STEADY = {
  sizeJitterShare: 0,
  timingJitterShare: 0,
  rankIntervalSeconds: 0,
  bookAgeSecondsMax: 604_800,
} as const;

export function marketOf(setting: BenchMarketSetting = {}): BenchMarketSetting {
  return { terms: termsOf(), book: BOOK, ...setting };
}

/** A bench over markets with reward terms, which no frame has reached yet. */
export function benchOf(setting: StrategySetting = {}): StrategyBench<Types> {
  return new StrategyBench<Types>(bot, {
    nowMs: NOW_MS,
    markets: [marketOf()],
    ...setting,
    parameters: { ...STEADY, ...setting.parameters },
  });
}

/** The same after the first frame of every market, and the first choice among them. */
export function quotingBench(setting: StrategySetting = {}): StrategyBench<Types> {
  const bench = benchOf(setting);
  const count = setting.markets?.length ?? 1;
  for (let index = 0; index < count; index += 1) bench.frame(`market-${index}`);
  bench.advance(2);
  return bench;
}

/** Code of the newest thing said of a market. */
export function saidOf(bench: StrategyBench<Types>, marketId = "market-0"): string | undefined {
  return bench.said.findLast((each) => each.marketId === marketId)?.decision.reasonCode;
}

/** Its figures. */
export function payloadOf(
  bench: StrategyBench<Types>,
  marketId = "market-0",
): Types["emits"]["lp_quote"] {
  const decision = bench.said.findLast((each) => each.marketId === marketId)?.decision;
  if (decision === undefined || !("signal" in decision)) throw new TypeError("nothing was said");
  return decision.payload;
}

/** The newest thing said of a market, in words. */
export function wordsOf(bench: StrategyBench<Types>, marketId = "market-0"): string {
  const decision = bench.said.findLast((each) => each.marketId === marketId)?.decision;
  return decision === undefined ? "" : bench.explain(decision);
}
