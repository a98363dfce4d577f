import { VOTES } from "@polytraders/core";
import { z } from "zod";
import { prose, reasonCode, snakeCase } from "./primitives.ts";

const countOrShare = z.enum(["count", "share"]);

/** What a test, an injection or a gate measures. Each form can be computed from envelopes or records. */
export const measurementSchema = z.discriminatedUnion("measure", [
  z.strictObject({ measure: z.literal("reason_code"), reasonCode, statistic: countOrShare }),
  z.strictObject({ measure: z.literal("unexpected_reason_codes") }),
  z.strictObject({
    measure: z.literal("metric"),
    metric: snakeCase,
    statistic: z.enum(["total", "per_second", "mean", "p50", "p99", "max"]),
  }),
  z.strictObject({
    measure: z.literal("signal"),
    kind: snakeCase,
    /** `value`, `confidence` or a path into the payload, such as `payload.baselineDepthUsd`. */
    field: z.string().regex(/^(value|confidence|payload(\.[a-z][a-zA-Z0-9]*)+)$/, {
      error: "value, confidence or payload.<field>",
    }),
    statistic: z.enum(["each", "last", "min", "max", "mean", "sum", "time_integral", "null_share"]),
  }),
  z.strictObject({ measure: z.literal("vote"), vote: z.enum(VOTES), statistic: countOrShare }),
  z.strictObject({ measure: z.literal("envelopes") }),
  z.strictObject({ measure: z.literal("decision_latency_ms"), statistic: z.enum(["p50", "p99"]) }),
  z.strictObject({ measure: z.literal("error_share") }),
  z.strictObject({ measure: z.literal("replay_determinism_share") }),
  z.strictObject({ measure: z.literal("agreement_share"), with: prose }),
  /** Mean absolute error of the value over that of a simpler alternative. */
  z.strictObject({ measure: z.literal("error_ratio"), against: prose }),
  z.strictObject({
    measure: z.literal("incidents"),
    priority: z.enum(["P0", "P1", "P2", "P3"]),
  }),
  z.strictObject({ measure: z.literal("docs_score") }),
  z.strictObject({
    measure: z.literal("tests_passed_share"),
    suite: z.enum(["unit", "integration", "property", "failure_injection", "all"]),
  }),
  z.strictObject({ measure: z.literal("time_in_mode"), mode: z.enum(["shadow", "advisory"]) }),
  z.strictObject({ measure: z.literal("adopting_consumers") }),
  z.strictObject({ measure: z.literal("recorded_approval"), by: prose }),
]);

/** A number, or a quantity of the run: `takerTapeUsd`, `payload.baselineDepthUsd`, `baseline.staticDecay`. */
const operand = z.union([
  z.number(),
  z.string().regex(/^[a-z][a-zA-Z0-9]*(\.[a-z][a-zA-Z0-9]*)*$/, {
    error: "a number, or the path of a quantity such as payload.baselineDepthUsd",
  }),
]);
const quantity = z.union([operand, z.strictObject({ divide: z.tuple([operand, operand]) })], {
  error: "a number, the path of a quantity, or { divide: [a, b] }",
});

/** When a measurement passes. */
export const thresholdSchema = z.discriminatedUnion("comparator", [
  z.strictObject({ comparator: z.literal("at_least"), value: quantity, unit: prose }),
  z.strictObject({ comparator: z.literal("at_most"), value: quantity, unit: prose }),
  z.strictObject({
    comparator: z.literal("equals"),
    value: quantity,
    unit: prose,
    toleranceAbsolute: z.number().min(0).optional(),
    toleranceShare: z.number().min(0).optional(),
  }),
  z.strictObject({
    comparator: z.literal("between"),
    minimum: quantity,
    maximum: quantity,
    unit: prose,
  }),
]);

/** Over how much of a run or of history a measurement is taken. */
export const windowSchema = z.strictObject({
  amount: z.number().gt(0),
  unit: z.enum(["seconds", "minutes", "hours", "days", "events", "decisions", "runs", "inputs"]),
});

/** Something that must hold: measured, compared, over a window. */
export const assertionSchema = z.strictObject({
  measurement: measurementSchema,
  threshold: thresholdSchema,
  window: windowSchema,
});
export type Assertion = z.infer<typeof assertionSchema>;
