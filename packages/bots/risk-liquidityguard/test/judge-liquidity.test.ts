import { buildIntent, buildMarketFacts } from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contract } from "../src/index.ts";
import { judgeLiquidity } from "../src/judge-liquidity.ts";
import { SpreadHistory } from "../src/spread-history.ts";

const PARAMETERS = contract.parametersSchema.parse({
  depthShareMax: 0.25,
  topOfBookMicroUsdMin: 10_000_000,
  spreadMultipleMax: 3,
  medianSamples: 60,
  samplesMin: 2,
  sampleIntervalMs: 60_000,
  orderBookAgeMsMax: 15_000,
});

type Levels = readonly (readonly [string, string])[];

function seen(bids: Levels, asks: Levels, medianSpread: number | null = null) {
  const [facts] = buildMarketFacts([{ bids, asks }], () => 1_000_000).all();
  if (facts === undefined) throw new RangeError("expected a market, found none");
  return { book: facts.book, bookAgeMs: 0, medianSpread, minimumOrderSize: 5_000_000 };
}

describe("judgeLiquidity", () => {
  it("lets an order only rest while the spread is above its multiple, not at it", () => {
    const wide = seen([["0.40", "500"]], [["0.46", "500"]], 200);
    const wider = seen([["0.40", "500"]], [["0.47", "500"]], 200);
    const buy = buildIntent({ price: 5_000, size: 50_000_000 });
    const sell = buildIntent({ side: "SELL", price: 3_900, size: 50_000_000 });
    expect(judgeLiquidity(buy, wide, PARAMETERS).reasonCode).toBe("RISK_LIQUIDITY_OK");
    expect(judgeLiquidity(buy, wider, PARAMETERS)).toEqual({
      vote: "RESHAPE_REQUIRED",
      reasonCode: "RISK_SPREAD_TOO_WIDE",
      constraints: { passiveOnly: true, priceMax: 4_600 },
    });
    expect(judgeLiquidity(sell, wider, PARAMETERS).constraints).toEqual({
      passiveOnly: true,
      priceMin: 4_100,
    });
  });

  it("takes a book of exactly the age limit, and none older", () => {
    const book = seen([["0.40", "500"]], [["0.46", "500"]]);
    const buy = buildIntent({ price: 4_600, size: 50_000_000 });
    const vote = (bookAgeMs: number) => judgeLiquidity(buy, { ...book, bookAgeMs }, PARAMETERS);
    expect(vote(15_000).reasonCode).toBe("RISK_LIQUIDITY_OK");
    expect(vote(15_001).reasonCode).toBe("RISK_STALE_BOOK");
    expect(vote(Number.NaN).reasonCode).toBe("RISK_STALE_BOOK");
  });

  it("counts only what lies within the limit, to the lot", () => {
    const book = seen(
      [["0.40", "500"]],
      [
        ["0.50", "100.07"],
        ["0.52", "900"],
      ],
    );
    const buy = buildIntent({ price: 5_100, size: 50_000_000 });
    expect(judgeLiquidity(buy, book, PARAMETERS).constraints).toEqual({
      // A quarter of 100.07 is 25.0175: 25.01 shares at 0.51.
      notionalMicroUsdMax: 12_755_100,
    });
  });

  it("for every book, what may take is never above its share", () => {
    const level = fc.integer({ min: 1, max: 90_000 }).map((lots) => (lots / 100).toFixed(2));
    const order = fc.integer({ min: 500, max: 40_000 });
    fc.assert(
      fc.property(level, level, order, (first, second, lots) => {
        const book = seen(
          [["0.40", "500"]],
          [
            ["0.50", first],
            ["0.51", second],
          ],
        );
        const intent = buildIntent({ price: 5_100, size: lots * 10_000 });
        const { vote, constraints } = judgeLiquidity(intent, book, PARAMETERS);
        if (vote === "REJECT") return;
        const most = constraints?.notionalMicroUsdMax ?? Number.POSITIVE_INFINITY;
        const granted = Math.min(lots, Math.floor(most / intent.price));
        expect(granted * 4).toBeLessThanOrEqual((Number(first) + Number(second)) * 100 + 1e-6);
        expect(granted).toBeGreaterThanOrEqual(500);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("the median of the spread", () => {
  it("is not known before there are enough samples, one an interval", () => {
    const spreads = new SpreadHistory(PARAMETERS);
    spreads.note(100, 0);
    spreads.note(900, 59_999);
    spreads.note(null, 60_000);
    expect(spreads.median).toBeNull();
    spreads.note(300, 60_000);
    expect(spreads.median).toBe(200);
  });
});
