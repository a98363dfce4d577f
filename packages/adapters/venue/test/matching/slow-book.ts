import type {
  IncomingOrder,
  SelfTradePrevention,
  SubmitResult,
} from "../../src/matching/market-book.ts";

/** One trade between two orders, price on the view of the first token. */
export interface SlowFill {
  readonly maker: number;
  readonly taker: number;
  readonly size: number;
  readonly bookPrice: number;
}

interface SlowOrder {
  readonly index: number;
  readonly account: number;
  readonly token: 0 | 1;
  readonly isBuy: boolean;
  /** In its own token. */
  readonly price: number;
  open: number;
}

/**
 * The rules of the venue, written for reading: resting orders in one list by age, each in its own
 * token; who trades next is looked for among all of them. Orders are copied before they are tried.
 */
export class SlowBook {
  resting: SlowOrder[] = [];
  fills: SlowFill[] = [];
  prevented: number[] = [];
  readonly #policy: SelfTradePrevention;

  constructor(policy: SelfTradePrevention) {
    this.#policy = policy;
  }

  submit(order: IncomingOrder): SubmitResult {
    this.fills = [];
    this.prevented = [];
    const before = this.resting.map((each) => ({ ...each }));
    const taker = nativeOrder(order);
    if (order.isPostOnly && this.#nextFor(taker) !== undefined) return refused("crosses");
    const wasCut = this.#match(taker, order.budgetMicroUsd);
    const filledSize = this.fills.reduce((sum, { size }) => sum + size, 0);
    const { timeInForce, budgetMicroUsd } = order;
    const isFilled = budgetMicroUsd === null ? taker.open === 0 : this.#moneyLeft === 0n;
    const refusal =
      timeInForce === "FOK" && !isFilled
        ? "unfillable"
        : timeInForce === "FAK" && filledSize === 0 && !wasCut
          ? "unmatched"
          : null;
    if (refusal !== null) {
      this.resting = before;
      this.fills = [];
      this.prevented = [];
      return refused(refusal);
    }
    if (wasCut) return { outcome: "self_trade", filledSize, restingSize: 0 };
    if (isFilled || timeInForce === "FAK") return { outcome: "done", filledSize, restingSize: 0 };
    this.resting.push(taker);
    return { outcome: "resting", filledSize, restingSize: taker.open };
  }

  cancel(index: number): number {
    const found = this.resting.find((order) => order.index === index);
    this.resting = this.resting.filter((order) => order.index !== index);
    return found?.open ?? 0;
  }

  openSize(index: number): number {
    return this.resting.find((order) => order.index === index)?.open ?? 0;
  }

  /** Levels of one token's own view, best first: its orders and the other token's, turned round. */
  levels(token: 0 | 1, side: "bid" | "ask"): { price: number; size: number }[] {
    const totals = new Map<number, number>();
    for (const order of this.resting) {
      const price = order.token === token ? order.price : 10_000 - order.price;
      const isBid = (order.token === token) === order.isBuy;
      if (isBid === (side === "bid")) totals.set(price, (totals.get(price) ?? 0) + order.open);
    }
    const levels = [...totals].map(([price, size]) => ({ price, size }));
    return levels.toSorted((a, b) => (side === "bid" ? b.price - a.price : a.price - b.price));
  }

  /** Bids then asks of the first token's view, best price first, oldest first. */
  restingOrders(): number[] {
    const bids = this.resting.filter((order) => isBidOfFirst(order));
    const asks = this.resting.filter((order) => !isBidOfFirst(order));
    return [
      ...bids.toSorted((a, b) => firstPrice(b) - firstPrice(a)),
      ...asks.toSorted((a, b) => firstPrice(a) - firstPrice(b)),
    ].map(({ index }) => index);
  }

  sizeAhead(index: number): number {
    const at = this.resting.findIndex((order) => order.index === index);
    const own = this.resting[at];
    if (own === undefined) return 0;
    return this.resting
      .slice(0, at)
      .filter((order) => isBidOfFirst(order) === isBidOfFirst(own))
      .filter((order) => firstPrice(order) === firstPrice(own))
      .reduce((sum, { open }) => sum + open, 0);
  }

  #moneyLeft = 0n;

  /** Trades until nothing is left or in reach; true when it met an own order and was cut short. */
  #match(taker: SlowOrder, budget: number | null): boolean {
    this.#moneyLeft = BigInt(budget ?? 0);
    while (budget === null ? taker.open > 0 : this.#moneyLeft > 0n) {
      const maker = this.#nextFor(taker);
      if (maker === undefined) return false;
      if (maker.account === taker.account) {
        if (this.#policy === "cancel_incoming") return true;
        this.resting = this.resting.filter((order) => order !== maker);
        this.prevented.push(maker.index);
        continue;
      }
      const price = BigInt(priceFor(taker, maker));
      const wanted = budget === null ? taker.open : Number((this.#moneyLeft * 10_000n) / price);
      const size = Math.min(wanted, maker.open);
      this.#moneyLeft -= (price * BigInt(size) + 9_999n) / 10_000n;
      this.fills.push({
        maker: maker.index,
        taker: taker.index,
        size,
        bookPrice: firstPrice(maker),
      });
      if (budget === null) taker.open -= size;
      maker.open -= size;
      if (maker.open === 0) this.resting = this.resting.filter((order) => order !== maker);
    }
    return false;
  }

  /** The maker that gives the taker the best price, the oldest of these; `undefined` beyond its limit. */
  #nextFor(taker: SlowOrder): SlowOrder | undefined {
    let best: SlowOrder | undefined;
    for (const maker of this.resting) {
      // Same token: one buys and one sells. Other token: both buy, or both sell.
      if ((maker.token === taker.token) === (maker.isBuy === taker.isBuy)) continue;
      const price = priceFor(taker, maker);
      if (taker.isBuy ? price > taker.price : price < taker.price) continue;
      const isBetter =
        best === undefined ||
        (taker.isBuy ? price < priceFor(taker, best) : price > priceFor(taker, best));
      if (isBetter) best = maker;
    }
    return best;
  }
}

/** What the taker pays or gets per share of its own token. */
function priceFor(taker: SlowOrder, maker: SlowOrder): number {
  return maker.token === taker.token ? maker.price : 10_000 - maker.price;
}

function nativeOrder(order: IncomingOrder): SlowOrder {
  return {
    index: order.orderIndex,
    account: order.accountIndex,
    token: order.token,
    isBuy: (order.token === 0) === (order.bookSide === 0),
    price: order.token === 0 ? order.bookPrice : 10_000 - order.bookPrice,
    open: order.size,
  };
}

function isBidOfFirst(order: SlowOrder): boolean {
  return (order.token === 0) === order.isBuy;
}

function firstPrice(order: SlowOrder): number {
  return order.token === 0 ? order.price : 10_000 - order.price;
}

function refused(outcome: "crosses" | "unfillable" | "unmatched"): SubmitResult {
  return { outcome, filledSize: 0, restingSize: 0 };
}
