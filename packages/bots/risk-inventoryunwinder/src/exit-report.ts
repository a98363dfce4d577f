import { publish, PRICE_UNITS_PER_USD, type Decision, type HeldPosition } from "@polytraders/core";
import type { InventoryExitPayload, Parameters, ReasonCode, Types } from "./contract.gen.ts";
import type { ExitSlice } from "./exit-slice.ts";
import type { ExitNeed } from "./token-exit.ts";

/** What is known of an exit when it is reported. */
export interface ExitFacts {
  readonly position: HeldPosition;
  readonly need: ExitNeed;
  readonly bestBid: number;
  /** What can be sold now, micro-shares. */
  readonly sellable: number;
  /** What risk has answered; `null` when it was not asked. */
  readonly refusal: string | null;
}

/** What becomes of a position that is watched, or has to go. */
export function exitReport(
  status: InventoryExitPayload["status"],
  code: ReasonCode,
  { position, need, bestBid, sellable, refusal }: ExitFacts,
  { exitPriceMin }: Parameters,
): Decision<Types> {
  return publish("inventory_exit", code, need.lossShare, 1, {
    tokenId: position.tokenId,
    status,
    size: position.size,
    sellable,
    basisUsd: need.basis.price / PRICE_UNITS_PER_USD,
    isBasisKnown: need.basis.isKnown,
    bestBidUsd: bestBid / PRICE_UNITS_PER_USD,
    floorUsd: exitPriceMin / PRICE_UNITS_PER_USD,
    refusal: refusal ?? "",
  });
}

/** A position that had to go is gone. */
export function exitDone(tokenId: string, { exitPriceMin }: Parameters): Decision<Types> {
  return publish("inventory_exit", "RISK_EXIT_DONE", 0, 1, {
    tokenId,
    status: "done",
    size: 0,
    sellable: 0,
    basisUsd: 0,
    isBasisKnown: true,
    bestBidUsd: 0,
    floorUsd: exitPriceMin / PRICE_UNITS_PER_USD,
    refusal: "",
  });
}

/** The code of an exit that has no slice. */
export function codeOfBlock({ kind }: Exclude<ExitSlice, { kind: "slice" }>): ReasonCode {
  if (kind === "below_floor") return "RISK_EXIT_BELOW_FLOOR";
  return kind === "too_small" ? "RISK_EXIT_TOO_SMALL" : "RISK_EXIT_BLOCKED";
}
