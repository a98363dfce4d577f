import type { ReasonCode } from "./contract.gen.ts";

/** Why a market, or a side of it, is not quoted. */
export interface Refusal {
  readonly reasonCode: ReasonCode;
  /** What was found instead of what is required, in words. */
  readonly found: string;
}

export function refusal(reasonCode: ReasonCode, found: string): Refusal {
  return { reasonCode, found };
}
