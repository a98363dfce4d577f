import type { SettlementState } from "../../contracts/fill-event.ts";

/**
 * How far a settlement state is on the way. News of a lower or equal rank is old and changes nothing:
 * a retry that is heard of after MINED has been overtaken.
 */
export const SETTLEMENT_RANK: Readonly<Record<SettlementState, number>> = {
  MATCHED: 0,
  RETRYING: 1,
  MINED: 2,
  CONFIRMED: 3,
  FAILED: 3,
};

export function isFinalState(state: SettlementState): boolean {
  return state === "CONFIRMED" || state === "FAILED";
}

/** True when the tokens and the money of a fill have moved on the chain. */
export function isOnChain(state: SettlementState): boolean {
  return state === "MINED" || state === "CONFIRMED";
}
