import { formatDecimal, type Decision } from "@polytraders/core";
import { contract, type InventoryExitPayload, type Types } from "./contract.gen.ts";

/** One or two sentences about an exit. */
export function explainExit(decision: Decision<Types>): string {
  if ("intent" in decision) {
    const { size, price } = decision.intent;
    const why =
      decision.reasonCode === "RISK_EXIT_CONCENTRATION"
        ? "More is held in this market than it may hold."
        : "The position has lost as much as it may.";
    return `${why} Sells ${formatDecimal(size, 6)} shares at ${formatDecimal(price, 4)} or better, and what is not taken at once is dropped.`;
  }
  return `${rule(decision.reasonCode)} ${figures(decision.payload, decision.value)}`;
}

function rule(reasonCode: string): string {
  return contract.manifest.reasonCodes[reasonCode]?.userMessage ?? "";
}

function figures(payload: InventoryExitPayload, loss: number | null): string {
  const { size, basisUsd, isBasisKnown, bestBidUsd, floorUsd, refusal } = payload;
  if (size === 0) return "Nothing of it is left.";
  const basis = `${basisUsd.toFixed(4)} USD a share${isBasisKnown ? "" : ", assumed, since nobody knows what was paid"}`;
  const percent = ((loss ?? 0) * 100).toFixed(1);
  const refused = refusal === "" ? "" : ` Risk has answered ${refusal}.`;
  return `${formatDecimal(size, 6)} shares are held at ${basis}; the best bid is ${bestBidUsd.toFixed(4)}, a loss of ${percent} %, and the floor ${floorUsd.toFixed(4)}.${refused}`;
}
