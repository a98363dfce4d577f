import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Parameters } from "../src/contract.gen.ts";
import { contract } from "../src/index.ts";
import { rewardOutlook } from "../src/reward-outlook.ts";
import { readBook } from "../src/seen-book.ts";
import { scoreSideOf, type WantedQuote } from "../src/wanted-quote.ts";
import { bookSource } from "./book-source.ts";

interface ScoreCase {
  readonly id: string;
  readonly fn: "lpScore";
  readonly input: {
    readonly mid: number;
    /** Cents. */
    readonly v: number;
    readonly min_size: number;
    readonly orders: readonly {
      readonly book: "m" | "m'";
      readonly side: "bid" | "ask";
      readonly price: number;
      readonly size: number;
    }[];
  };
  readonly expected: { readonly q_min: number };
}
interface MidCase {
  readonly id: string;
  readonly fn: "adjustedMid";
  readonly input: {
    readonly bids: readonly (readonly [number, number])[];
    readonly asks: readonly (readonly [number, number])[];
    readonly min_size: number;
  };
  readonly expected: { readonly adjusted_mid: number | null };
}

const file = join(
  process.env["POLYTRADERS_GOLDEN_DIR"] ?? "../shared/golden",
  "07-lp-rewards.json",
);
const cases = existsSync(file)
  ? (JSON.parse(readFileSync(file, "utf8")) as { cases: (ScoreCase | MidCase)[] }).cases
  : [];
const scoreCases = cases.filter((each): each is ScoreCase => each.fn === "lpScore");
const midCases = cases.filter((each): each is MidCase => each.fn === "adjustedMid");

const defaults = Object.fromEntries(
  Object.entries(contract.manifest.parameters).map(([name, rule]) => [name, rule.default]),
);
const parameters: Parameters = contract.parametersSchema.parse(defaults);

function quoteOf({ book, side, price, size }: ScoreCase["input"]["orders"][number]): WantedQuote {
  const token = book === "m" ? 0 : 1;
  const orderSide = side === "bid" ? "BUY" : "SELL";
  const sizes = { size: size * 1e6, sizeMin: 0, sizeMax: size * 1e6 };
  const scoreSide = scoreSideOf(token, orderSide);
  return { scoreSide, token, side: orderSide, price: Math.round(price * 10_000), ...sizes };
}

describe.skipIf(cases.length === 0)("golden 07 through the bot", () => {
  it.each(scoreCases)("$id scores as the programme does", ({ input, expected }) => {
    const seen = {
      bids: [[], []],
      mid: input.mid,
      rewardMid: input.mid,
      tickSize: 100,
    } as const;
    const rewards = {
      dailyPoolMicroUsd: 100_000_000,
      spreadMax: input.v * 100,
      sizeMin: input.min_size * 1e6,
      multiplier: 1,
    };
    const outlook = rewardOutlook(input.orders.map(quoteOf), seen, rewards, parameters);
    expect(outlook.score).toBeCloseTo(expected.q_min, 9);
    // Nobody else is there, so the whole pool is ours, less the time off the book.
    if (expected.q_min > 0) expect(outlook.sampleShare).toBe(1);
  });

  it.each(midCases)("$id takes the midpoint of rewarded sizes", ({ input, expected }) => {
    const seen = readBook(bookSource(input), input.min_size * 1e6);
    if (expected.adjusted_mid === null) return;
    expect(seen?.rewardMid).toBeCloseTo(expected.adjusted_mid, 9);
  });
});
