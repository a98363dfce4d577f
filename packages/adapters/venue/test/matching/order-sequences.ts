import fc from "fast-check";
import { TICK_SIZES } from "@polytraders/core";
import type { SelfTradePrevention } from "../../src/matching/market-book.ts";

/** A step of a sequence. Prices count ticks from the middle, orders count back from the newest. */
export type Step =
  | {
      readonly kind: "submit";
      readonly account: number;
      readonly token: 0 | 1;
      readonly isBuy: boolean;
      /** Ticks from 50 cents in the order's own token. */
      readonly ticks: number;
      readonly size: number;
      readonly type: "GTC" | "GTD" | "FOK" | "FAK" | "post_only";
      /** Money of a market buy as a share of what `size` costs at the limit, 1 is one percent. */
      readonly budgetPercent: number | null;
    }
  | { readonly kind: "cancel"; readonly back: number }
  | { readonly kind: "move"; readonly back: number; readonly ticks: number }
  | { readonly kind: "tick"; readonly tickSize: number };

/** What happens to one market from its listing. */
export interface Sequence {
  readonly policy: SelfTradePrevention;
  readonly tickSize: number;
  readonly steps: readonly Step[];
}

const ticks = fc.integer({ min: -4, max: 4 });
const tickSize = fc.constantFrom(...TICK_SIZES);
/** Round lots, odd lots, dust and blocks whose notional needs more than 2^53. */
const size = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 8 }).map((lots) => lots * 5_000_000) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 40_000_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 9 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 2 ** 44 }) },
);

const submit = fc.record({
  kind: fc.constant("submit" as const),
  account: fc.integer({ min: 0, max: 3 }),
  token: fc.constantFrom(0 as const, 1 as const),
  isBuy: fc.boolean(),
  ticks,
  size,
  type: fc.constantFrom(
    "GTC" as const,
    "GTC" as const,
    "GTC" as const,
    "GTD" as const,
    "FOK" as const,
    "FAK" as const,
    "post_only" as const,
  ),
  budgetPercent: fc.option(fc.integer({ min: 1, max: 150 }), { freq: 2 }),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: submit },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("cancel" as const), back: fc.nat({ max: 12 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("move" as const), back: fc.nat({ max: 12 }), ticks }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("tick" as const), tickSize }) },
);

/** Sequences of all operations, both tokens, all order types, tick changes, self-trades, budgets. */
export const sequences: fc.Arbitrary<Sequence> = fc.record({
  policy: fc.constantFrom("cancel_resting" as const, "cancel_incoming" as const),
  tickSize,
  steps: fc.array(step, { minLength: 1, maxLength: 60, size: "max" }),
});
