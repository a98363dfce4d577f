import type { z } from "@polytraders/core";
import type * as decay from "../../bots/intelligence-liquidity-decay-monitor/src/contract.gen.ts";
import type * as flow from "../../bots/intelligence-order-flow-analyzer/src/contract.gen.ts";
import type * as halt from "../../bots/risk-market-halt-detector/src/contract.gen.ts";

// Types come from JSON Schema, validators from zod source: both from one spec, so they must be equal.

/** `true` only for types that no third type can tell apart; optional and readonly count. */
// oxlint-disable typescript/no-unnecessary-type-parameters -- the unused parameter makes the comparison exact
type IsEqual<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

// oxlint-enable typescript/no-unnecessary-type-parameters

/** What a schema accepts. */
type Accepted<S> = S extends z.ZodType<infer T> ? T : never;

/** Each pair of a generated type and the type that its zod schema infers. */
type Pairs = [
  IsEqual<decay.Parameters, Accepted<typeof decay.parametersSchema>>,
  IsEqual<decay.LiquidityDecayPayload, Accepted<typeof decay.emitsSchemas.liquidity_decay>>,
  IsEqual<decay.MarketHaltPayload, Accepted<typeof decay.consumesSchemas.market_halt>>,
  IsEqual<flow.Parameters, Accepted<typeof flow.parametersSchema>>,
  IsEqual<flow.OrderFlowPayload, Accepted<typeof flow.emitsSchemas.order_flow>>,
  IsEqual<halt.Parameters, Accepted<typeof halt.parametersSchema>>,
  IsEqual<halt.MarketHaltPayload, Accepted<typeof halt.emitsSchemas.market_halt>>,
  IsEqual<decay.MarketHaltPayload, halt.MarketHaltPayload>,
];

export const everyPairIsEqual: Pairs = [true, true, true, true, true, true, true, true];

// The comparison itself can fail.
export const nullCounts: IsEqual<{ a: number | null }, { a: number }> = false;
export const unionsCount: IsEqual<"a" | "b", "a"> = false;
export const optionalCounts: IsEqual<{ a?: number }, { a: number }> = false;
