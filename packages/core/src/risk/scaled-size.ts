import type { OrderTerms } from "../contracts/risk-decision.ts";
import type { MicroShares } from "../domain/units.ts";
import { SIZE_STEP } from "./read-terms.ts";
import type { Holdings } from "./shape-intent.ts";

/**
 * The size of an order in a run whose orders are all scaled, to see what a strategy earns with more or
 * less money. Purchases are scaled as they are; a sale goes with what is held, since its strategy has
 * taken its size from that already, and is never made smaller.
 */
export function scaledSize(
  { size, side, tokenId }: OrderTerms,
  multiplier: number,
  { ledger }: Holdings,
): MicroShares {
  if (multiplier === 1) return size;
  const scaled = Math.floor((size * multiplier) / SIZE_STEP) * SIZE_STEP;
  if (side === "BUY") return scaled;
  const sellable = ledger?.sellableSize(tokenId) ?? 0;
  return Math.max(size, Math.min(scaled, Math.floor(sellable / SIZE_STEP) * SIZE_STEP));
}
