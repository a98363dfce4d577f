import type { OrderPlacement } from "../contracts/order-placement.ts";
import type { MicroShares } from "../domain/units.ts";
import type { PlacementState } from "./placement.ts";
import type { Placement } from "./working-order.ts";

/** One order at the venue, as reports show it. */
export interface PlacementView extends Pick<
  OrderPlacement,
  "placementId" | "venueOrderId" | "orderId" | "tokenId" | "side" | "price" | "size"
> {
  readonly state: PlacementState;
  readonly filledSize: MicroShares;
}

/** A placement without the means to change it. */
export function placementViewOf({ record, state, filledSize }: Placement): PlacementView {
  const { placementId, venueOrderId, orderId, tokenId, side, price, size } = record;
  return { placementId, venueOrderId, orderId, tokenId, side, price, size, state, filledSize };
}
