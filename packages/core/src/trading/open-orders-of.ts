import type { OpenOrders } from "../ports/open-orders.ts";
import type { OrderRegister } from "./order-register.ts";

/** Open orders without the means to change them. */
export function openOrdersOf(register: OrderRegister): OpenOrders {
  return Object.freeze({
    get count() {
      return register.count;
    },
    sentWithin: (windowMs: number, botId?: string) => register.sentWithin(windowMs, botId),
    find: (orderId: string) => register.find(orderId),
    inMarket: (marketId: string) => register.inMarket(marketId),
    restingSize: (marketIndex: number, side: "bid" | "ask", price: number) =>
      register.restingSize(marketIndex, side, price),
  });
}
