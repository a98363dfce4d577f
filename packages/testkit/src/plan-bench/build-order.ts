import type {
  ApprovedOrderRecord,
  FillEvent,
  OrderUpdate,
  PlanDraft,
  PlanSlice,
} from "@polytraders/core";

/** An approval: buy 100 shares of the first token of `market-0` at 0.50, good till cancelled. */
export function buildApprovedOrder(
  overrides: Partial<ApprovedOrderRecord> = {},
): ApprovedOrderRecord {
  return {
    schemaVersion: 1,
    orderId: "order-0",
    intentId: "intent-0",
    origin: "bot",
    originId: "strat.test",
    marketId: "market-0",
    tokenId: `${overrides.marketId ?? "market-0"}-yes`,
    side: "BUY",
    price: 5_000,
    size: 100_000_000,
    timeInForce: "GTC",
    isPostOnly: false,
    isReduceOnly: false,
    expiresAtMs: null,
    votes: [],
    configVersion: "test",
    correlationId: "correlation-0",
    eventSequence: 1,
    approvedAtMs: 1_000_000,
    ...overrides,
  };
}

/** One slice as the approval has it, to be sent at once. */
export function buildSlice(
  order: ApprovedOrderRecord,
  overrides: Partial<PlanSlice> = {},
): PlanSlice {
  const { price, size, timeInForce, isPostOnly, expiresAtMs, approvedAtMs } = order;
  return {
    price,
    size,
    timeInForce,
    isPostOnly,
    expiresAtMs,
    notBeforeMs: approvedAtMs,
    ...overrides,
  };
}

/** The draft that the first execution bot finds: the whole order in one slice, no estimate yet. */
export function buildDraft(
  order: ApprovedOrderRecord,
  overrides: Partial<PlanDraft> = {},
): PlanDraft {
  return {
    slices: [buildSlice(order)],
    cancelFirst: [],
    estimatedFeesMicroUsd: 0,
    estimatedSlippageBps: 0,
    ...overrides,
  };
}

/** Our `order-0` of {@link buildApprovedOrder}, resting and not filled. */
export function buildOrderUpdate(overrides: Partial<OrderUpdate> = {}): OrderUpdate {
  const originalSize = overrides.originalSize ?? 100_000_000;
  const filledSize = overrides.filledSize ?? 0;
  return {
    schemaVersion: 1,
    orderId: "order-0",
    venueOrderId: `venue-of-${overrides.orderId ?? "order-0"}`,
    intentId: "intent-0",
    originId: "strat.test",
    marketId: "market-0",
    tokenId: `${overrides.marketId ?? "market-0"}-yes`,
    side: "BUY",
    status: "resting",
    price: 5_000,
    originalSize,
    filledSize,
    remainingSize: originalSize - filledSize,
    venueReason: null,
    correlationId: "correlation-0",
    eventSequence: 1,
    exchangeTimeMs: overrides.timeMs ?? 1_000_000,
    timeMs: 1_000_000,
    ...overrides,
  };
}

/** A match of all of `order-0` as maker, at its limit and without a fee. */
export function buildFill(overrides: Partial<FillEvent> = {}): FillEvent {
  return {
    schemaVersion: 1,
    fillId: "fill-0",
    venueTradeId: "trade-0",
    orderId: "order-0",
    intentId: "intent-0",
    originId: "strat.test",
    marketId: "market-0",
    tokenId: `${overrides.marketId ?? "market-0"}-yes`,
    side: "BUY",
    role: "maker",
    price: 5_000,
    size: 100_000_000,
    feeMicroUsd: 0,
    settlement: "MATCHED",
    transactionHash: null,
    correlationId: "correlation-0",
    eventSequence: 1,
    exchangeTimeMs: overrides.timeMs ?? 1_000_000,
    timeMs: 1_000_000,
    ...overrides,
  };
}
