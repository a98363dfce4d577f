/**
 * Best bid and ask. Prices in any one unit, sizes in any one unit. An empty side has size 0 at the
 * outermost price (bid 0, ask one USD), so that losing or gaining a side counts as it should.
 */
export interface TopOfBook {
  readonly bidPrice: number;
  readonly bidSize: number;
  readonly askPrice: number;
  readonly askSize: number;
}

/** Order-flow imbalance over a run of quotes. */
export interface OrderFlowImbalance {
  /** Sum of the events, in size units; positive means net buying pressure. */
  readonly imbalance: number;
  /** The sum over the mean of `(bidSize + askSize) / 2`; `null` while that mean is zero or unknown. */
  readonly normalised: number | null;
}

/**
 * What one change of the best levels adds to order-flow imbalance, in size units.
 *
 * Size at an unchanged or improved price counts as arriving, size at an unchanged or worsened price
 * as leaving: `e = 1{Pb >= Pb'} qb - 1{Pb <= Pb'} qb' - 1{Pa <= Pa'} qa + 1{Pa >= Pa'} qa'`, primes
 * for the quote before (Cont, Kukanov, Stoikov 2014).
 */
export function orderFlowEvent(before: TopOfBook, after: TopOfBook): number {
  let event = 0;
  if (after.bidPrice >= before.bidPrice) event += after.bidSize;
  if (after.bidPrice <= before.bidPrice) event -= before.bidSize;
  if (after.askPrice <= before.askPrice) event -= after.askSize;
  if (after.askPrice >= before.askPrice) event += before.askSize;
  return event;
}

/** The events of a series of quotes and their imbalance. */
export function orderFlowImbalance(
  quotes: readonly TopOfBook[],
): OrderFlowImbalance & { readonly events: readonly number[] } {
  const accumulator = createOrderFlowAccumulator();
  const events: number[] = [];
  quotes.forEach((quote, index) => {
    const event = accumulator.quote(quote);
    if (index > 0) events.push(event);
  });
  return { events, ...accumulator.current() };
}

/** Order-flow imbalance kept up to date, quote by quote. */
export interface OrderFlowAccumulator {
  /** Counts one quote. @returns its event; 0 for the first, which has nothing before it */
  quote(quote: TopOfBook): number;
  current(): OrderFlowImbalance;
  /** Starts a new run that continues from the newest quote, so no event is lost between runs. */
  roll(): void;
  /** Forgets everything, the newest quote included: after a halt or a gap in the feed. */
  reset(): void;
}

/** An accumulator that has seen no quote. */
export function createOrderFlowAccumulator(): OrderFlowAccumulator {
  let newest: TopOfBook | null = null;
  let imbalance = 0;
  let halfDepth = 0;
  let quoteCount = 0;

  function start(): void {
    imbalance = 0;
    halfDepth = 0;
    quoteCount = 0;
  }
  function countDepth(quote: TopOfBook): void {
    halfDepth += (quote.bidSize + quote.askSize) / 2;
    quoteCount += 1;
  }

  return {
    quote(quote) {
      const event = newest === null ? 0 : orderFlowEvent(newest, quote);
      newest = quote;
      imbalance += event;
      countDepth(quote);
      return event;
    },
    current: () => ({
      imbalance,
      normalised: halfDepth > 0 ? imbalance / (halfDepth / quoteCount) : null,
    }),
    roll() {
      start();
      if (newest !== null) countDepth(newest);
    },
    reset() {
      newest = null;
      start();
    },
  };
}
