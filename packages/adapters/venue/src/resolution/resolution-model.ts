import { z } from "@polytraders/core";
import { durationMs } from "../settlement/checked-model.ts";

/** Clocks of a resolution. Plain numbers, so that it can be written in YAML. */
export interface ResolutionModel {
  /** From a proposal to its being final when nobody disputes it. */
  readonly disputeWindowMs: number;
  /** From a dispute to the decision. */
  readonly disputedMs: number;
  /** From final until tokens can be redeemed. */
  readonly redemptionDelayMs: number;
}

/** Two hours to dispute, two days to decide, redeemable at once. */
export const DEFAULT_RESOLUTION: ResolutionModel = {
  disputeWindowMs: 7_200_000,
  disputedMs: 172_800_000,
  redemptionDelayMs: 0,
};

/** What a resolution model must be like. */
export const RESOLUTION_MODEL_SCHEMA: z.ZodType<ResolutionModel> = z.strictObject({
  disputeWindowMs: durationMs,
  disputedMs: durationMs,
  redemptionDelayMs: durationMs,
});
