import type { EpochMs, VenueReportOf } from "@polytraders/core";
import type { VenueOrder } from "../exchange/order-request.ts";
import type { MakerFill, VenueTrade } from "../exchange/venue-trade.ts";

type OrderChanged = VenueReportOf<"order_changed">;
type TradeChanged = VenueReportOf<"trade_changed">;

/** How the exchange gives the reason of an expiry. */
const EXPIRED = "expired";

/** A purchase by money is filled when less than this is left of it: a cent. */
const SPENT_WITHIN_MICRO_USD = 10_000;

/** An order as it stands; `null` for one that is held back, of which nothing can be said yet. */
export function orderChanged(order: VenueOrder, atMs: EpochMs): OrderChanged | null {
  const state = stateOf(order);
  if (state === null) return null;
  return {
    schemaVersion: 1,
    kind: "order_changed",
    exchangeTimeMs: atMs,
    venueOrderId: order.request.orderId,
    state,
    matchedSize: order.matchedSize,
    venueReason: order.cancelReason,
  };
}

/** What is said of an order that the venue never had. */
export function orderMissing(venueOrderId: string, atMs: EpochMs): OrderChanged {
  return {
    schemaVersion: 1,
    kind: "order_changed",
    exchangeTimeMs: atMs,
    venueOrderId,
    state: "missing",
    matchedSize: 0,
    venueReason: null,
  };
}

function stateOf(order: VenueOrder): OrderChanged["state"] | null {
  switch (order.state) {
    case "delayed":
      return null;
    case "live":
      return "resting";
    case "matched":
      return isWhole(order) ? "filled" : "cancelled";
    case "invalid":
      return "rejected";
    case "cancelled":
    case "cancelled_market_resolved":
      return order.cancelReason === EXPIRED ? "expired" : "cancelled";
  }
}

/** A FAK order ends as matched with whatever it found. */
function isWhole({ request, matchedSize, matchedMicroUsd, originalSize }: VenueOrder): boolean {
  if (matchedSize >= originalSize) return true;
  const isByMoney = request.side === "BUY" && request.orderType === "FAK";
  return isByMoney && request.makerAmount - matchedMicroUsd < SPENT_WITHIN_MICRO_USD;
}

/** The parts of a trade that are this session's, as the taker's or as resting orders'. */
export function tradeChanged(
  trade: VenueTrade,
  session: string,
  /** The session's name of a token of the trade's market. */
  tokenIdOf: (token: 0 | 1) => string,
  atMs: EpochMs,
): readonly TradeChanged[] {
  const { tradeId, settlement, transactionHash } = trade;
  const base = {
    schemaVersion: 1,
    kind: "trade_changed",
    exchangeTimeMs: atMs,
    venueTradeId: tradeId,
    settlement,
    transactionHash: transactionHash === "" ? null : transactionHash,
  } as const;
  const changed: TradeChanged[] = [];
  if (trade.takerSession === session) {
    const { takerOrderId, token, side, price, size, notionalMicroUsd } = trade;
    changed.push({
      ...base,
      venueOrderId: takerOrderId,
      tokenId: tokenIdOf(token),
      side,
      role: "taker",
      price,
      size,
      notionalMicroUsd,
      feeMicroUsd: trade.feeMicroUsd + trade.builderFeeMicroUsd,
    });
  }
  for (const maker of ownMakersOf(trade, session)) {
    const { orderId, token, side, price, size, notionalMicroUsd, builderFeeMicroUsd } = maker;
    changed.push({
      ...base,
      venueOrderId: orderId,
      tokenId: tokenIdOf(token),
      side,
      role: "maker",
      price,
      size,
      notionalMicroUsd,
      feeMicroUsd: builderFeeMicroUsd,
    });
  }
  return changed;
}

/**
 * The session's resting orders in a trade, each once: one order can be met several times at its price
 * by the recorded trades of one frame, and what is told of a trade and an order is told as one.
 */
function ownMakersOf({ makers }: VenueTrade, session: string): readonly MakerFill[] {
  const byOrder = new Map<string, MakerFill>();
  for (const maker of makers) {
    if (maker.session !== session) continue;
    const known = byOrder.get(maker.orderId);
    byOrder.set(maker.orderId, known === undefined ? maker : sumOf(known, maker));
  }
  return [...byOrder.values()];
}

function sumOf(left: MakerFill, right: MakerFill): MakerFill {
  return {
    ...left,
    size: left.size + right.size,
    notionalMicroUsd: left.notionalMicroUsd + right.notionalMicroUsd,
    builderFeeMicroUsd: left.builderFeeMicroUsd + right.builderFeeMicroUsd,
  };
}
