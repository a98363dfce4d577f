import { createHash } from "node:crypto";
import type { OrderPlacement } from "@polytraders/core";

/**
 * The id that the venue will know a placement by: `0x` and 64 hexadecimal digits, from the run and
 * everything that the placement says of the order. A signed order's id is a digest likewise.
 */
export function venueOrderIdOf(
  runId: string,
  placement: Omit<OrderPlacement, "venueOrderId">,
): string {
  const { placementId, tokenId, side, price, size } = placement;
  const { timeInForce, isPostOnly, expiresAtMs } = placement;
  const said = [runId, placementId, tokenId, side, price, size];
  const text = [...said, timeInForce, isPostOnly, expiresAtMs ?? ""].join("\n");
  return `0x${createHash("sha256").update(text).digest("hex")}`;
}
