import type { Exchange } from "../../../src/exchange/exchange.ts";
import type { Venue } from "../../../src/venue/open-venue.ts";
import { demand, type SimulationCheck } from "./check.ts";

/** What open orders may take is kept back: shares of every sale, money of every purchase that rests. */
function checkKeptBack(exchange: Exchange): void {
  const kept = new Map<string, number>();
  for (const { request, state, originalSize, matchedSize, price } of exchange.openOrders({})) {
    const rest = originalSize - matchedSize;
    const isSale = request.side === "SELL";
    // What a held purchase will cost is decided by the book it meets.
    if (!isSale && state === "delayed") continue;
    const key = `${request.account} ${isSale ? request.tokenId : ""}`;
    kept.set(key, (kept.get(key) ?? 0) + (isSale ? rest : Math.floor((rest * price) / 10_000)));
  }
  for (const [key, amount] of kept) {
    const [account = "", tokenId = ""] = key.split(" ");
    const asset = tokenId === "" ? null : tokenId;
    const held = exchange.balance(account, asset) - exchange.spendable(account, asset);
    demand(
      held >= amount,
      () => `${account} has ${amount} of ${asset ?? "pUSD"} in orders, ${held} is kept back`,
    );
  }
}

/** What is filled and what rests are together what was asked for, and nothing else rests. */
export function checkOpenOrders({ exchange }: Venue): SimulationCheck {
  return {
    atCheckpoint: () => {
      checkKeptBack(exchange);
      let resting = 0;
      for (const order of exchange.openOrders({})) {
        const market = exchange.market(order.conditionId);
        const open = market?.book.openSize(order.index) ?? 0;
        if (order.state === "live") resting += 1;
        const expected = order.state === "live" ? order.originalSize - order.matchedSize : 0;
        demand(
          open === expected,
          () => `order ${order.request.orderId}: ${open} rests, ${expected} is not filled`,
        );
      }
      const inBooks = exchange
        .markets()
        .reduce((sum, { book }) => sum + book.restingOrders().length, 0);
      demand(inBooks === resting, () => `${inBooks} orders rest, ${resting} are open`);
    },
    atEnd: () => {
      demand(
        exchange.openOrders({}).length === 0,
        () => "orders are open though all were cancelled",
      );
      const levels = exchange
        .markets()
        .flatMap(({ book }) => [...book.levels(0), ...book.levels(1)]);
      demand(levels.length === 0, () => `${levels.length} levels are displayed without an order`);
    },
  };
}
