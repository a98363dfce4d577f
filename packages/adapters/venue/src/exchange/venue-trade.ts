import type {
  EpochMs,
  MicroShares,
  MicroUsd,
  PriceUnits,
  SettlementState,
} from "@polytraders/core";
import type { MatchKind } from "../matching/market-book.ts";
import type { TokenIndex } from "../market/venue-market.ts";
import type { OrderSide } from "./order-request.ts";

/** One resting order's part in a trade. */
export interface MakerFill {
  readonly orderId: string;
  readonly session: string;
  readonly account: string;
  readonly token: TokenIndex;
  readonly side: OrderSide;
  readonly size: MicroShares;
  /** In the maker's own token. */
  readonly price: PriceUnits;
  /** Paid (BUY) or received (SELL), before fees. */
  readonly notionalMicroUsd: MicroUsd;
  readonly kind: MatchKind;
  /** `bytes32` of the maker's builder, `null` without one. */
  readonly builderCode: string | null;
  /** Builder fee of the maker, 0 without a builder. */
  readonly builderFeeMicroUsd: MicroUsd;
}

/** One taker against the makers of one price level; it settles, or fails, as a whole. */
export interface VenueTrade {
  readonly tradeId: string;
  readonly conditionId: string;
  readonly takerOrderId: string;
  readonly takerSession: string;
  readonly takerAccount: string;
  /** The taker's token. */
  readonly token: TokenIndex;
  readonly side: OrderSide;
  readonly size: MicroShares;
  /** In the taker's token. */
  readonly price: PriceUnits;
  /** Paid (BUY) or received (SELL) by the taker, before fees. */
  readonly notionalMicroUsd: MicroUsd;
  /** Platform fee of the taker. */
  readonly feeMicroUsd: MicroUsd;
  /** `bytes32` of the taker's builder, `null` without one. */
  readonly builderCode: string | null;
  readonly builderFeeMicroUsd: MicroUsd;
  readonly makers: readonly MakerFill[];
  readonly matchedAtMs: EpochMs;
  readonly settlement: SettlementState;
  readonly settledAtMs: EpochMs;
  /** `""` until it is mined. */
  readonly transactionHash: string;
  /** Counts trades of one taker order from 0. */
  readonly bucketIndex: number;
}
