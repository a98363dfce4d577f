import { formatDecimal, formatPrice, type Decision } from "@polytraders/core";
import type { Types } from "./contract.gen.ts";

/** A plan of this bot in plain words. */
export function explainCleaning(decision: Decision<Types>): string {
  const slices = ("plan" in decision ? decision.plan.slices : undefined) ?? [];
  const result = slices
    .map(({ size, price }) => `${formatDecimal(size, 6)} shares at ${formatPrice(price)}`)
    .join(", ");
  const now = result === "" ? "" : ` Now ${result}.`;
  switch (decision.reasonCode) {
    case "EXEC_DUST_REFUSED":
      return "gave the order up: nothing of it is large enough to be sent, or its price is off every grid.";
    case "EXEC_DUST_LEFT":
      return `sells what it may, and leaves a position too small to be sold by a resting order.${now}`;
    case "EXEC_DUST_DROPPED":
      return `left out what is too small to be sent.${now}`;
    case "EXEC_DUST_TAKES":
      return `too small to rest, so the sale takes what it can.${now}`;
    case "EXEC_DUST_SWEPT":
      return `sells a remainder along that could not be sold alone.${now}`;
    case "EXEC_DUST_JOINED":
      return `joined pieces that were too small to stand alone.${now}`;
    case "EXEC_DUST_ROUNDED":
      return `rounded in our favour to what the exchange accepts.${now}`;
    default:
      return "every slice is on the grid and large enough.";
  }
}
