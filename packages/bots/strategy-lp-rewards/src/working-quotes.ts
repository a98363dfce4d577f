import type { EpochMs, MicroShares, OpenOrder, OpenOrders, PriceUnits } from "@polytraders/core";
import type { TokenIndex } from "./seen-book.ts";
import { otherSide, scoreSideOf, type ScoreSide } from "./wanted-quote.ts";

/** One of our quotes, from its approval until the venue says that it is gone. */
export interface WorkingQuote {
  /** `null` for a quote that the mode of the bot keeps from being sent. */
  readonly orderId: string | null;
  readonly token: TokenIndex;
  readonly side: "BUY" | "SELL";
  readonly price: PriceUnits;
  /** What is left of it. */
  readonly size: MicroShares;
  /** Midpoint of YES when it was made, USD. */
  readonly mid: number;
  readonly placedAtMs: EpochMs;
  readonly isCancelling: boolean;
  /** True once we have asked for its end, and nobody else. */
  readonly isPulled: boolean;
  /** True while it is not known what became of it. */
  readonly isUnknown: boolean;
}

/** Where orders are looked up, and whose they are. */
export interface QuoteSource {
  readonly openOrders: Pick<OpenOrders, "inMarket">;
  readonly botId: string;
  readonly marketId: string;
  readonly tokenIds: readonly [string, string];
}

/** Our quotes in one market, at most one on each side of the score. */
export class WorkingQuotes {
  readonly #quotes: [WorkingQuote | null, WorkingQuote | null] = [null, null];

  /** Both places, by side of the score. */
  get all(): readonly [WorkingQuote | null, WorkingQuote | null] {
    return this.#quotes;
  }

  get isEmpty(): boolean {
    return this.#quotes[0] === null && this.#quotes[1] === null;
  }

  on(scoreSide: ScoreSide): WorkingQuote | null {
    return this.#quotes[scoreSide];
  }

  put(quote: WorkingQuote): void {
    this.#quotes[scoreSideOf(quote.token, quote.side)] = quote;
  }

  /** @returns the quote that the order was; `null` when it was none of these */
  remove(orderId: string): WorkingQuote | null {
    for (const scoreSide of [0, 1] as const) {
      const quote = this.#quotes[scoreSide];
      if (quote === null || quote.orderId !== orderId) continue;
      this.#quotes[scoreSide] = null;
      return quote;
    }
    return null;
  }

  clear(scoreSide: ScoreSide): void {
    this.#quotes[scoreSide] = null;
  }

  /**
   * Brings the quotes in line with what is open: that list is right, whatever was missed.
   *
   * @param mid - midpoint that an order nobody remembers counts from
   * @returns orders beyond one a side, which are to be taken back
   */
  sync(source: QuoteSource, mid: number, endedOrderId: string | null): readonly string[] {
    const open = source.openOrders
      .inMarket(source.marketId)
      .filter((order) => order.botId === source.botId && order.orderId !== endedOrderId);
    const known = [...this.#quotes];
    const superfluous: string[] = [];
    for (const scoreSide of [0, 1] as const) {
      if (known[scoreSide]?.orderId !== null) this.#quotes[scoreSide] = null;
    }
    for (const order of open) {
      const token: TokenIndex = order.tokenId === source.tokenIds[0] ? 0 : 1;
      const scoreSide = scoreSideOf(token, order.side);
      const before = known.find((quote) => quote?.orderId === order.orderId);
      const standing = this.#quotes[scoreSide];
      if (standing === null || standing.orderId === null) {
        this.#quotes[scoreSide] = quoteOf(
          order,
          token,
          before?.mid ?? mid,
          before?.isPulled ?? false,
        );
      } else if (!order.isCancelling) superfluous.push(order.orderId);
    }
    return superfluous;
  }

  /** The quote across from a side. */
  across(scoreSide: ScoreSide): WorkingQuote | null {
    return this.#quotes[otherSide(scoreSide)];
  }
}

function quoteOf(
  order: OpenOrder,
  token: TokenIndex,
  mid: number,
  isPulled: boolean,
): WorkingQuote {
  return {
    orderId: order.orderId,
    token,
    side: order.side,
    price: order.price,
    size: order.remainingSize,
    mid,
    placedAtMs: order.sentAtMs,
    isCancelling: order.isCancelling,
    isPulled,
    isUnknown: order.state === "unknown",
  };
}
