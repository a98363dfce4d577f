import type { OrderUpdate } from "../../contracts/order-update.ts";
import { isAmount, isNamed, isOrderPrice, isPositiveAmount } from "../amounts/amount-range.ts";
import { type Decision, DUPLICATE, LATE, refused } from "../ledger-answer.ts";
import type { OrderReserved } from "../ledger-entry.ts";
import type { LedgerState } from "../ledger-state.ts";

/** An order about to be sent. */
export type OrderReservation = Pick<
  OrderReserved,
  "orderId" | "tokenId" | "side" | "price" | "size" | "feeMicroUsdMax"
>;

export function decideReservation(state: LedgerState, order: OrderReservation): Decision {
  const { orderId, tokenId, side, price, size, feeMicroUsdMax } = order;
  const isValid =
    isNamed(orderId) &&
    (side === "BUY" || side === "SELL") &&
    isOrderPrice(price) &&
    isPositiveAmount(size) &&
    isAmount(feeMicroUsdMax);
  if (!isValid) {
    const found = `order ${orderId}: ${side} ${size} at ${price}, fee ${feeMicroUsdMax}`;
    return refused("LEDGER_ORDER_INVALID", found);
  }
  if (state.orders.get(orderId) !== undefined) return DUPLICATE;
  if (state.markets.token(tokenId) === undefined) {
    return refused("LEDGER_TOKEN_UNKNOWN", `token ${tokenId}`);
  }
  return { kind: "order_reserved", orderId, tokenId, side, price, size, feeMicroUsdMax };
}

/** The part of an order update that the ledger reads. */
export type LedgerOrderUpdate = Pick<OrderUpdate, "orderId" | "status" | "filledSize">;

const OVER: ReadonlySet<OrderUpdate["status"]> = new Set([
  "filled",
  "cancelled",
  "expired",
  "rejected",
]);

/** Only the end of an order matters here: while it lives, its fills tell how much is left. */
export function decideOrderUpdate(state: LedgerState, update: LedgerOrderUpdate): Decision {
  const { orderId, status, filledSize } = update;
  const order = state.orders.get(orderId);
  if (order === undefined) return refused("LEDGER_ORDER_UNKNOWN", `order ${orderId}`);
  if (!isAmount(filledSize)) return refused("LEDGER_ORDER_INVALID", `filledSize ${filledSize}`);
  if (order.isOver) return LATE;
  if (!OVER.has(status)) return order.endSize === null ? DUPLICATE : LATE;
  if (order.endSize === filledSize) return DUPLICATE;
  return { kind: "order_ended", orderId, filledSize };
}

/** Frees whatever the order still promises: its owner has made sure that it is gone. */
export function decideRelease(state: LedgerState, orderId: string): Decision {
  const order = state.orders.get(orderId);
  if (order === undefined) return refused("LEDGER_ORDER_UNKNOWN", `order ${orderId}`);
  if (order.isOver) return DUPLICATE;
  return { kind: "order_ended", orderId, filledSize: order.filledSize };
}
