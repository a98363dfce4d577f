import type { Venue } from "../../../src/venue/open-venue.ts";
import { demand, type SimulationCheck } from "./check.ts";

/** What is filled and what rests are together what was asked for, and nothing else rests. */
export function checkOpenOrders({ exchange }: Venue): SimulationCheck {
  return {
    atCheckpoint: () => {
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
