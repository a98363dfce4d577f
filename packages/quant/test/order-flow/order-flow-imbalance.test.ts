import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import {
  createOrderFlowAccumulator,
  orderFlowEvent,
  orderFlowImbalance,
  type TopOfBook,
} from "../../src/order-flow/order-flow-imbalance.ts";

const quoteOf = (overrides: Partial<TopOfBook> = {}): TopOfBook => ({
  bidPrice: 5000,
  bidSize: 100,
  askPrice: 5200,
  askSize: 80,
  ...overrides,
});

const quotes = fc.array(
  fc.record({
    bidPrice: fc.integer({ min: 1, max: 5 }),
    bidSize: fc.integer({ min: 0, max: 1000 }),
    askPrice: fc.integer({ min: 6, max: 10 }),
    askSize: fc.integer({ min: 0, max: 1000 }),
  }),
  { minLength: 2, maxLength: 40 },
);

const mirrored = (quote: TopOfBook): TopOfBook => ({
  bidPrice: -quote.askPrice,
  bidSize: quote.askSize,
  askPrice: -quote.bidPrice,
  askSize: quote.bidSize,
});

describe("one event", () => {
  it.each([
    ["size joining the bid", { bidSize: 130 }, 30],
    ["size leaving the bid", { bidSize: 60 }, -40],
    ["a better bid", { bidPrice: 5100, bidSize: 40 }, 40],
    ["a worse bid", { bidPrice: 4900, bidSize: 70 }, -100],
    ["size joining the ask", { askSize: 90 }, -10],
    ["a better ask", { askPrice: 5100, askSize: 20 }, -20],
    ["a worse ask", { askPrice: 5300, askSize: 120 }, 80],
    ["the bid side emptied", { bidPrice: 0, bidSize: 0 }, -100],
    ["the ask side emptied", { askPrice: 10_000, askSize: 0 }, 80],
    ["nothing", {}, 0],
  ])("counts %s", (_, change, event) => {
    expect(orderFlowEvent(quoteOf(), quoteOf(change))).toBe(event);
  });

  it("changes sign when the sides are exchanged", () => {
    fc.assert(
      fc.property(quotes, (series) => {
        const straight = orderFlowImbalance(series).imbalance;
        expect(orderFlowImbalance(series.map(mirrored)).imbalance).toBe(0 - straight);
      }),
    );
  });
});

describe("the accumulator", () => {
  it("agrees with the whole series after every quote", () => {
    fc.assert(
      fc.property(quotes, (series) => {
        const accumulator = createOrderFlowAccumulator();
        series.forEach((quote, index) => {
          accumulator.quote(quote);
          const { imbalance, normalised } = orderFlowImbalance(series.slice(0, index + 1));
          expect(accumulator.current()).toEqual({ imbalance, normalised });
        });
      }),
    );
  });

  it("loses no event between rolls, and the event across a reset", () => {
    const rolled = createOrderFlowAccumulator();
    rolled.quote(quoteOf());
    rolled.roll();
    rolled.quote(quoteOf({ bidSize: 130 }));
    expect(rolled.current()).toEqual({ imbalance: 30, normalised: 30 / 97.5 });
    rolled.reset();
    expect(rolled.current()).toEqual({ imbalance: 0, normalised: null });
    expect(rolled.quote(quoteOf({ bidSize: 999 }))).toBe(0);
  });
});
