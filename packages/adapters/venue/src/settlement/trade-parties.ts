import type { MicroShares, MicroUsd } from "@polytraders/core";
import type { Vault } from "../accounts/vault.ts";
import type { OrderSide } from "../exchange/order-request.ts";
import type { VenueTrade } from "../exchange/venue-trade.ts";

/** What a settlement needs to know beyond the trade. */
export interface TradeAccounts {
  readonly vault: Vault;
  readonly marketIndexOf: (conditionId: string) => number;
}

/** One order's part in a trade. */
export interface TradeParty {
  readonly account: string;
  readonly side: OrderSide;
  readonly token: 0 | 1;
  readonly size: MicroShares;
  /** Paid (BUY) or received (SELL), before fees. */
  readonly notionalMicroUsd: MicroUsd;
  /** Platform fee; makers have none. */
  readonly feeMicroUsd?: MicroUsd;
  /** `bytes32` of the builder, `null` without one. */
  readonly builderCode: string | null;
  readonly builderFeeMicroUsd: MicroUsd;
}

/** The taker, then the makers. */
export function partiesOf(trade: VenueTrade): readonly TradeParty[] {
  const taker: TradeParty = {
    account: trade.takerAccount,
    side: trade.side,
    token: trade.token,
    size: trade.size,
    notionalMicroUsd: trade.notionalMicroUsd,
    feeMicroUsd: trade.feeMicroUsd,
    builderCode: trade.builderCode,
    builderFeeMicroUsd: trade.builderFeeMicroUsd,
  };
  return [taker, ...trade.makers];
}

/** Everything the party pays on top, or has taken from what it receives. */
export function feesOf(party: TradeParty): MicroUsd {
  return (party.feeMicroUsd ?? 0) + party.builderFeeMicroUsd;
}
