import { complementPrice, notionalMicroUsd } from "@polytraders/core";
import type { MakerFill, VenueTrade } from "../../src/exchange/venue-trade.ts";
import { matchKindOf } from "../../src/matching/market-book.ts";
import { takerNotionalOf } from "../../src/settlement/taker-notional.ts";
import { conditionIdOf } from "./money-market.ts";

/** A resting order's part, as a test says it. */
export interface MakerDraft {
  readonly account: string;
  readonly size: number;
  /** True for an order of the other token: a mint or a merge. */
  readonly isComplement: boolean;
  readonly roundsUp?: boolean;
  readonly builderFeeMicroUsd?: number;
}

export interface TradeDraft {
  readonly tradeId: string;
  readonly market?: number;
  readonly taker: string;
  readonly token?: 0 | 1;
  readonly side?: "BUY" | "SELL";
  readonly price?: number;
  readonly makers: readonly MakerDraft[];
  readonly feeMicroUsd?: number;
  readonly builderFeeMicroUsd?: number;
  readonly timeMs?: number;
}

export const TAKER_BUILDER = `0x${"b1".repeat(32)}`;
export const MAKER_BUILDER = `0x${"b2".repeat(32)}`;

/** A matched trade: the taker's money is what the makers leave. */
export function matchedTrade(draft: TradeDraft): VenueTrade {
  const { token = 0, side = "BUY", price = 5000, timeMs = 0 } = draft;
  const makers = draft.makers.map((maker) => makerFill(draft.tradeId, maker, token, side, price));
  return {
    tradeId: draft.tradeId,
    conditionId: conditionIdOf(draft.market ?? 0),
    takerOrderId: `${draft.tradeId}-taker`,
    takerSession: draft.taker,
    takerAccount: draft.taker,
    token,
    side,
    size: makers.reduce((sum, { size }) => sum + size, 0),
    price,
    notionalMicroUsd: takerNotionalOf(makers),
    feeMicroUsd: draft.feeMicroUsd ?? 0,
    builderCode: TAKER_BUILDER,
    builderFeeMicroUsd: draft.builderFeeMicroUsd ?? 0,
    makers,
    matchedAtMs: timeMs,
    settlement: "MATCHED",
    settledAtMs: timeMs,
    transactionHash: "",
    bucketIndex: 0,
  };
}

function makerFill(
  tradeId: string,
  draft: MakerDraft,
  takerToken: 0 | 1,
  takerSide: "BUY" | "SELL",
  takerPrice: number,
): MakerFill {
  const token = draft.isComplement ? (takerToken === 0 ? 1 : 0) : takerToken;
  const isBuy = draft.isComplement === (takerSide === "BUY");
  const price = draft.isComplement ? complementPrice(takerPrice) : takerPrice;
  return {
    orderId: `${tradeId}-${draft.account}`,
    session: draft.account,
    account: draft.account,
    token,
    side: isBuy ? "BUY" : "SELL",
    size: draft.size,
    price,
    notionalMicroUsd: notionalMicroUsd(price, draft.size, draft.roundsUp === true ? "up" : "down"),
    kind: matchKindOf({ token: takerToken, isBuy: takerSide === "BUY" }, { token, isBuy }),
    builderCode: MAKER_BUILDER,
    builderFeeMicroUsd: draft.builderFeeMicroUsd ?? 0,
  };
}
