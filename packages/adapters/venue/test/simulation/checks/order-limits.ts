import type { VenueOrder } from "../../../src/exchange/order-request.ts";
import type { VenueTrade } from "../../../src/exchange/venue-trade.ts";
import type { Venue } from "../../../src/venue/open-venue.ts";
import { demand, type SimulationCheck } from "./check.ts";

/**
 * Nobody trades at a worse price, for more shares or for more money than the order says, and of one
 * price who came first gives first.
 */
export function checkOrderLimits({ exchange }: Venue): SimulationCheck {
  const problems: string[] = [];
  const expect = (holds: boolean, orderId: string, what: string): void => {
    if (!holds) problems.push(`order ${orderId} ${what}`);
  };
  const hearTrade = (trade: VenueTrade): void => {
    const taker = exchange.order(trade.takerOrderId);
    if (taker !== undefined) {
      const isBetter =
        trade.side === "BUY" ? trade.price <= taker.price : trade.price >= taker.price;
      expect(isBetter, trade.takerOrderId, `took at ${trade.price}, its limit is ${taker.price}`);
    }
    let restedMs = 0;
    for (const { orderId, price } of trade.makers) {
      const maker = exchange.order(orderId);
      const own = maker?.price ?? price;
      expect(own === price, orderId, `gave at ${price}, it rested at ${own}`);
      const sinceMs = maker?.restingSinceMs ?? restedMs;
      expect(sinceMs >= restedMs, orderId, "gave after an order that came later");
      restedMs = sinceMs;
    }
  };
  const hearUpdate = ({
    request,
    originalSize,
    matchedSize,
    matchedMicroUsd,
  }: VenueOrder): void => {
    const { orderId, orderType, side, makerAmount } = request;
    const isMarketBuy = side === "BUY" && (orderType === "FOK" || orderType === "FAK");
    if (isMarketBuy) expect(matchedMicroUsd <= makerAmount, orderId, "spent more than its money");
    else expect(matchedSize <= originalSize, orderId, "filled more than its size");
    if (orderType !== "FOK") return;
    const isWhole = isMarketBuy ? matchedMicroUsd === makerAmount : matchedSize === originalSize;
    expect(isWhole, orderId, "filled in part, a FOK");
  };
  exchange.subscribe((event) => {
    if (event.kind === "trade_matched") hearTrade(event.trade);
    if (event.kind === "order_updated") hearUpdate(event.order);
  });
  return { afterStep: () => demand(problems.length === 0, () => problems[0] ?? "") };
}
