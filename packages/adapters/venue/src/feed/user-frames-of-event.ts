import type { ExchangeEvent } from "../exchange/exchange-event.ts";
import type { VenueOrder } from "../exchange/order-request.ts";
import type { VenueTrade } from "../exchange/venue-trade.ts";
import type { UserFrame, UserOrderFrame, UserTradeFrame } from "./user-frame.ts";

/** What an event tells whom; a session that is taker and maker hears of both roles. */
export function userFramesOf(event: ExchangeEvent): readonly UserFrame[] {
  switch (event.kind) {
    case "order_placed":
    case "order_delayed":
      return [orderFrame("PLACEMENT", event.order, event.timeMs)];
    case "order_updated":
      return [orderFrame("UPDATE", event.order, event.timeMs)];
    case "order_cancelled":
      return [orderFrame("CANCELLATION", event.order, event.timeMs)];
    case "order_killed":
      return [killedFrame(event.order, event.timeMs)];
    case "trade_matched":
    case "trade_settled":
      return tradeFrames(event.trade, event.timeMs);
    default:
      return [];
  }
}

function orderFrame(
  type: UserOrderFrame["type"],
  order: VenueOrder,
  timeMs: number,
): UserOrderFrame {
  const { session } = order.request;
  const { conditionId } = order;
  const status = statusOf(order);
  return { kind: "order", session, conditionId, timeMs, type, status, isKilled: false, order };
}

function killedFrame(order: VenueOrder, timeMs: number): UserOrderFrame {
  const frame = orderFrame("CANCELLATION", order, timeMs);
  if (order.cancelReason === null || !isImmediate(order)) return { ...frame, status: "INVALID" };
  return { ...frame, status: `CANCELED_${order.cancelReason}`, isKilled: true };
}

/** FOK and FAK: the engine ends what it cannot fill. */
function isImmediate({ request }: VenueOrder): boolean {
  return request.orderType === "FOK" || request.orderType === "FAK";
}

function statusOf({ state }: VenueOrder): string {
  switch (state) {
    case "live":
      return "LIVE";
    case "delayed":
      return "DELAYED";
    case "matched":
      return "MATCHED";
    case "cancelled":
      return "CANCELED";
    case "cancelled_market_resolved":
      return "CANCELED_MARKET_RESOLVED";
    case "invalid":
      return "INVALID";
  }
}

function tradeFrames(trade: VenueTrade, timeMs: number): readonly UserTradeFrame[] {
  const { conditionId, takerSession, makers } = trade;
  const base = { kind: "trade", conditionId, timeMs, trade } as const;
  const frames: UserTradeFrame[] = [{ ...base, session: takerSession, role: "TAKER" }];
  for (const session of new Set(makers.map((maker) => maker.session))) {
    frames.push({ ...base, session, role: "MAKER" });
  }
  return frames;
}
