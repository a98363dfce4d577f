import type {
  FillEvent,
  OpenOrder,
  OrderIntent,
  OrderUpdate,
  RiskDecision,
} from "@polytraders/core";

/** What risk makes of an intent: as it is, recorded only, cut to a size, or refused with a code. */
export type BenchAnswer =
  | "approve"
  | "record"
  | { readonly size: number }
  | { readonly refuse: string };

/** The decision that an answer stands for, as the runtime would put it. */
export function decisionOf(
  intent: OrderIntent,
  answer: BenchAnswer,
  orderId: string,
): RiskDecision {
  const { tokenId, side, price, size, timeInForce, isPostOnly, isReduceOnly, expiresAtMs } = intent;
  const terms = { tokenId, side, price, size, timeInForce, isPostOnly, isReduceOnly, expiresAtMs };
  const refused = typeof answer === "object" && "refuse" in answer ? answer.refuse : null;
  const isSent = refused === null && answer !== "record";
  const grantedSize = typeof answer === "object" && "size" in answer ? answer.size : size;
  const passed = isSent ? "approved" : "recorded";
  return {
    schemaVersion: 1,
    intentId: intent.intentId,
    botId: intent.botId,
    marketId: intent.marketId,
    outcome: refused === null ? passed : "refused",
    reasonCode: refused ?? (isSent ? "RISK_INTENT_APPROVED" : "RISK_INTENT_RECORDED"),
    severity: refused === null ? "INFO" : "HARD_REJECT",
    decidedBy: "runtime",
    found: null,
    orderId: isSent ? orderId : null,
    requested: terms,
    granted: refused === null ? { ...terms, size: grantedSize } : null,
    votes: [],
    correlationId: intent.correlationId,
    eventSequence: 1,
    timeMs: intent.emittedAtMs,
  };
}

/** The open order that an approval becomes. */
export function openOrderOf(decision: RiskDecision, state: OpenOrder["state"]): OpenOrder {
  const { granted, orderId } = decision;
  if (granted === null || orderId === null) throw new TypeError("expected an approval");
  return {
    orderId,
    intentId: decision.intentId,
    botId: decision.botId,
    marketId: decision.marketId,
    tokenId: granted.tokenId,
    side: granted.side,
    price: granted.price,
    originalSize: granted.size,
    remainingSize: granted.size,
    isPostOnly: granted.isPostOnly,
    state,
    isCancelling: false,
    sentAtMs: decision.timeMs,
  };
}

/** An update about an order as it stands. */
export function updateOf(
  order: OpenOrder,
  status: OrderUpdate["status"],
  nowMs: number,
  venueReason: string | null = null,
): OrderUpdate {
  const { orderId, intentId, marketId, tokenId, side, price, originalSize, remainingSize } = order;
  return {
    schemaVersion: 1,
    orderId,
    venueOrderId: `venue-${orderId}`,
    intentId,
    originId: order.botId,
    marketId,
    tokenId,
    side,
    status,
    price,
    originalSize,
    filledSize: originalSize - remainingSize,
    remainingSize,
    venueReason,
    correlationId: "c",
    eventSequence: 1,
    exchangeTimeMs: nowMs,
    timeMs: nowMs,
  };
}

/** A match of an open order, not settled yet. */
export function fillOf(
  order: OpenOrder,
  match: Pick<FillEvent, "fillId" | "price" | "size" | "timeMs">,
): FillEvent {
  const { orderId, intentId, marketId, tokenId, side } = order;
  return {
    schemaVersion: 1,
    venueTradeId: `trade-${match.fillId}`,
    orderId,
    intentId,
    originId: order.botId,
    marketId,
    tokenId,
    side,
    role: "maker",
    feeMicroUsd: 0,
    settlement: "MATCHED",
    transactionHash: null,
    correlationId: "c",
    eventSequence: 1,
    exchangeTimeMs: match.timeMs,
    ...match,
  };
}
