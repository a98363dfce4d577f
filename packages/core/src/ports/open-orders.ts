import type { EpochMs, MicroShares, PriceUnits } from "../domain/units.ts";

/** One of our orders that is on its way to the venue, or rests there. */
export interface OpenOrder {
  readonly orderId: string;
  readonly intentId: string;
  /** Strategy that wanted it. */
  readonly botId: string;
  readonly marketId: string;
  readonly tokenId: string;
  readonly side: "BUY" | "SELL";
  readonly price: PriceUnits;
  readonly originalSize: MicroShares;
  readonly remainingSize: MicroShares;
  readonly isPostOnly: boolean;
  /**
   * `planned` before anything of it was sent; `unknown` until the venue's answer is reconciled. Each
   * counts as open.
   */
  readonly state: "planned" | "sent" | "resting" | "unknown";
  /** True once it is to be taken back; it may still be filled. */
  readonly isCancelling: boolean;
  readonly sentAtMs: EpochMs;
}

/** Our open orders, read-only. */
export interface OpenOrders {
  readonly count: number;
  /** Orders sent within the last `windowMs` of kernel time, of one strategy or of all. */
  sentWithin(windowMs: number, botId?: string): number;
  find(orderId: string): OpenOrder | undefined;
  /** Open orders of a market, both tokens, oldest first. */
  inMarket(marketId: string): readonly OpenOrder[];
  /** Our displayed size at a price of the first token's view. */
  restingSize(marketIndex: number, side: "bid" | "ask", price: PriceUnits): MicroShares;
}
