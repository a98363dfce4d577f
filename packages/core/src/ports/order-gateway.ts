import type { CancelRequest, OrderPlacement } from "../contracts/order-placement.ts";

/**
 * The wire to a venue. Every call takes note and returns at once; answers come back as
 * {@link VenueReport}s, each an input of the kernel. It decides nothing: what it is handed has been
 * approved, planned and written down.
 */
export interface OrderGateway {
  /**
   * The id under which the venue will know an order: a pure function of the placement, so that it is
   * on disk before anything is sent, and the same after a restart.
   */
  venueOrderIdOf(placement: Omit<OrderPlacement, "venueOrderId">): string;
  /** Answered by one `order_answered`, `unknown` where no answer came. */
  place(placement: OrderPlacement): void;
  /** Answered by one `cancel_answered`. */
  cancel(request: CancelRequest): void;
  /**
   * Asks what became of an order whose outcome is not known. Answered by its `trade_changed` reports,
   * then one `order_changed`, state `missing` where the venue never had it.
   */
  reconcile(venueOrderId: string): void;
  /** Turns what we hold of a resolved market into money. Answered by `tokens_redeemed`. */
  redeem(marketId: string): void;
  /** Asks for balances on the chain. Answered by one `balance_found` for each; `null` is pUSD. */
  checkBalances(tokenIds: readonly (string | null)[]): void;
}
