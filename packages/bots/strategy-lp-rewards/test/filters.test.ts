import { describe, expect, it } from "vitest";
import type { MarketTerms } from "@polytraders/core";
import type { StrategySetting } from "@polytraders/testkit";
import type { ReasonCode } from "../src/index.ts";
import {
  BOOK,
  DAY_MS,
  marketOf,
  NOW_MS,
  payloadOf,
  quotingBench,
  saidOf,
  termsOf,
  wordsOf,
} from "./lp-bench.ts";

/** Each filter in the order of the source, with a market that fails it and all after it. */
const CHAIN: readonly { code: ReasonCode; said: string; setting: StrategySetting }[] = [
  {
    code: "STRAT_LP_DISABLED",
    said: "switched off",
    setting: { parameters: { isEnabled: false } },
  },
  {
    code: "STRAT_LP_NO_REWARD_TERMS",
    said: "no reward programme",
    setting: { markets: [{ book: BOOK, phase: "halted" }] },
  },
  {
    code: "STRAT_LP_MARKET_INACTIVE",
    said: "it is halted",
    setting: { markets: [marketOf({ phase: "halted", terms: termsOf({ bandUsd: 0 }) })] },
  },
  {
    code: "STRAT_LP_NO_REWARD_BAND",
    said: "rewards no distance",
    setting: { markets: [marketOf({ tokenIds: ["a", ""], terms: termsOf({ bandUsd: 0 }) })] },
  },
  {
    code: "STRAT_LP_TOKENS_MISSING",
    said: "not known",
    setting: { markets: [marketOf({ tokenIds: ["a", ""], terms: termsOf({ poolUsd: 1 }) })] },
  },
  {
    code: "STRAT_LP_REWARD_TOO_SMALL",
    said: "pays 9.99 USD a day, and 10",
    setting: { markets: [marketOf({ terms: termsOf({ poolUsd: 9.99, days: 1 }) })] },
  },
  {
    code: "STRAT_LP_EXPIRY_UNKNOWN",
    said: "its end is not known",
    setting: {
      markets: [marketOf({ terms: termsOf({ days: null }) })],
      parameters: { isEndRequired: true },
    },
  },
  {
    code: "STRAT_LP_EXPIRY_NEAR",
    said: "ends in 2.5 days, and 3",
    setting: { markets: [marketOf({ book: {}, terms: termsOf({ days: 2.5 }) })] },
  },
  {
    code: "STRAT_LP_EXPIRY_FAR",
    said: "ends in 181 days, and 180",
    setting: { markets: [marketOf({ book: {}, terms: termsOf({ days: 181 }) })] },
  },
  {
    code: "STRAT_LP_BOOK_UNUSABLE",
    said: "its book is one_sided",
    setting: { markets: [marketOf({ book: { bids: [[0.05, 1]] } })] },
  },
  {
    code: "STRAT_LP_BOOK_UNUSABLE",
    said: "not proven after a gap",
    setting: { markets: [marketOf({ book: { ...BOOK, isProven: false } })] },
  },
  {
    code: "STRAT_LP_MIDPOINT_OUT_OF_RANGE",
    said: "its midpoint is 0.05",
    setting: { markets: [marketOf({ book: { bids: [[0.01, 1]], asks: [[0.09, 1]] } })] },
  },
  {
    code: "STRAT_LP_BEST_BID_TOO_LOW",
    said: "its best bid is 0.01, and 0.02",
    setting: { markets: [marketOf({ book: { bids: [[0.01, 1]], asks: [[0.3, 1]] } })] },
  },
  {
    code: "STRAT_LP_SPREAD_TOO_WIDE",
    said: "its spread is 0.16, and 0.15",
    setting: { markets: [marketOf({ book: { bids: [[0.42, 1]], asks: [[0.58, 1]] } })] },
  },
  {
    code: "STRAT_LP_LIQUIDITY_TOO_THIN",
    said: "its book shows",
    setting: { markets: [marketOf({ book: { bids: [[0.48, 100]], asks: [[0.5, 100]] } })] },
  },
];

describe("filter chain", () => {
  it.each(CHAIN)("$code: $said", ({ code, said, setting }) => {
    const bench = quotingBench(setting);
    expect(bench.proposals).toEqual([]);
    expect(saidOf(bench)).toBe(code);
    expect(wordsOf(bench)).toContain(said);
    expect(payloadOf(bench).found).toContain(said);
    expect(bench.said.at(-1)?.decision).toMatchObject({ value: null, confidence: null });
  });

  it("quotes a market that passes everything", () => {
    expect(saidOf(quotingBench())).toBe("STRAT_LP_QUOTING");
  });

  it("lets its bounds pass: a best bid of 0.02, a spread of 0.15", () => {
    const low = quotingBench({
      markets: [marketOf({ book: { bids: [[0.02, 1]], asks: [[0.3, 1]] } })],
    });
    expect(saidOf(low)).toBe("STRAT_LP_SPREAD_TOO_WIDE");
    const wide = quotingBench({
      markets: [marketOf({ book: { bids: [[0.42, 1]], asks: [[0.57, 1]] } })],
    });
    expect(saidOf(wide)).toBe("STRAT_LP_LIQUIDITY_TOO_THIN");
  });

  it("counts the trades of the last 24 hours, not older ones", () => {
    const bench = quotingBench();
    bench.trade({ takerSide: "BUY", price: 5_000, size: 20_000_000_000 });
    bench.advance(DAY_MS + 120_000);
    expect(saidOf(bench)).toBe("STRAT_LP_QUOTE_KEPT");
    bench.advance(DAY_MS);
    expect(saidOf(bench)).toBe("STRAT_LP_VOLUME_TOO_LOW");
  });

  it("takes an unknown end for passing unless one is required", () => {
    const bench = quotingBench({ markets: [marketOf({ terms: termsOf({ days: null }) })] });
    expect(saidOf(bench)).toBe("STRAT_LP_QUOTING");
  });

  it("takes the start of the game for the end where nothing else is known", () => {
    const terms: MarketTerms = { ...termsOf({ days: null }), gameStartAtMs: NOW_MS + DAY_MS };
    const bench = quotingBench({ markets: [marketOf({ terms })] });
    expect(saidOf(bench)).toBe("STRAT_LP_EXPIRY_NEAR");
  });

  it("quotes games in play when the expiry filter is off", () => {
    const bench = quotingBench({
      markets: [marketOf({ terms: termsOf({ days: -1 }) })],
      parameters: { daysToResolveMin: 0 },
    });
    expect(saidOf(bench)).toBe("STRAT_LP_QUOTING");
  });

  it("counts volume only once it has seen a day of trades", () => {
    const bench = quotingBench({ parameters: { fillCooldownSeconds: 0 } });
    bench.trade({ takerSide: "BUY", price: 5_000, size: 100_000_000 });
    expect(saidOf(bench)).toBe("STRAT_LP_QUOTING");
    bench.advance(DAY_MS + 120_000);
    expect(saidOf(bench)).toBe("STRAT_LP_VOLUME_TOO_LOW");
    bench.trade({ takerSide: "BUY", price: 5_000, size: 20_000_000_000 });
    bench.advance(120_000);
    expect(saidOf(bench)).toBe("STRAT_LP_QUOTE_KEPT");
  });

  it("says a lasting refusal once", () => {
    const bench = quotingBench({ markets: [marketOf({ terms: termsOf({ days: 1 }) })] });
    bench.advance(600_000);
    expect(bench.said).toHaveLength(1);
  });
});
