import type { BookLevel, MicroShares, PriceUnits } from "@polytraders/core";
import type { OrderRecord } from "./order-record.ts";
import type { OrderStore } from "./order-store.ts";
import type { MetLevels } from "./taker-costs.ts";

/** What is displayed within the order's limit, whoever it belongs to: the cheapest it can get. */
export function displayedLevels(order: OrderRecord): MetLevels {
  return levelsWithin(order).map(({ price, size }) => ({ price, sizes: [size] }));
}

/** What the order would really meet: each maker by itself, and nothing of its own account. */
export function meetingLevels(order: OrderRecord, store: OrderStore): MetLevels {
  const levels = levelsWithin(order);
  if (order.market.isRecorded) {
    return levels.map(({ price, size }) => ({
      price,
      sizes: [size - ownSizeAt(order, price, store)],
    }));
  }
  const sizes = new Map<PriceUnits, MicroShares[]>();
  for (const { price } of levels) sizes.set(price, []);
  for (const index of order.market.book.restingOrders()) {
    const maker = store.openByIndex(index);
    if (maker === undefined || !isForeignMaker(order, maker)) continue;
    sizes.get(maker.bookPrice)?.push(order.market.book.openSize(index));
  }
  return levels.map(({ price }) => ({ price, sizes: sizes.get(price) ?? [] }));
}

function levelsWithin({ market, bookSide, bookPrice }: OrderRecord): readonly BookLevel[] {
  const levels = market.book.levels(bookSide === 0 ? 1 : 0);
  return levels.filter(({ price }) => (bookSide === 0 ? price <= bookPrice : price >= bookPrice));
}

/** Orders of one account are prevented from trading with each other. */
function isForeignMaker(order: OrderRecord, maker: OrderRecord): boolean {
  return maker.bookSide !== order.bookSide && maker.accountIndex !== order.accountIndex;
}

/** What the order's own account shows at a level of a recorded book. */
function ownSizeAt(order: OrderRecord, bookPrice: PriceUnits, store: OrderStore): MicroShares {
  let size = 0;
  for (const other of store.openOfMarket(order.market.index)) {
    const isOwn = other.accountIndex === order.accountIndex && other.bookSide !== order.bookSide;
    if (isOwn && other.bookPrice === bookPrice && other.state === "live") {
      size += other.remainingSize;
    }
  }
  return size;
}
