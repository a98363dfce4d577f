import { after, at, book, late, level, onSecondToken, trade } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { countCodes, opening, routineUpdates, runFlow, takerFlow } from "./flow-run.ts";

/** Every update is published. */
const EACH = { sampleEvery: 1, minUpdates: 2, minTrades: 2, markoutHorizonMs: 1_000 };

describe("order-flow imbalance", () => {
  it.each([
    ["size joins the best bid", level("bid", 0.4, 130), 30],
    ["size leaves the best bid", level("bid", 0.4, 60), -40],
    ["a better bid arrives", level("bid", 0.41, 20), 20],
    ["the best bid is gone", level("bid", 0.4, 0), -100],
    ["size joins the best ask", level("ask", 0.6, 130), -30],
    ["a better ask arrives", level("ask", 0.59, 20), -20],
    ["the best ask is gone", level("ask", 0.6, 0), 100],
    ["something happens behind the best level", level("bid", 0.3, 50), 0],
  ])("counts what happens when %s", (_, step, shares) => {
    const run = runFlow({ parameters: EACH, frames: [...opening, after(500), step] });
    expect(run.flow.at(-1)?.payload.ofiShares).toBe(shares);
  });

  it("is normalised by the window's mean half depth", () => {
    const run = runFlow({
      parameters: EACH,
      frames: [...opening, after(500), level("bid", 0.4, 200)],
    });
    expect(run.flow.at(-1)).toMatchObject({ value: 100 / 125, confidence: 2 / 4 });
  });

  it("forgets what has left the window", () => {
    const run = runFlow({
      parameters: EACH,
      frames: [...opening, after(500), level("bid", 0.4, 200), at(61_500), level("bid", 0.4, 210)],
    });
    expect(run.flow.at(-1)?.payload.ofiShares).toBe(10);
    expect(run.flow.at(-1)?.reasonCode).toBe("INTEL_FLOW_SUPPRESSED_LOW_SAMPLES");
  });
});

describe("suppression", () => {
  it("says with nulls that there are too few updates, and still gives the tape", () => {
    const run = runFlow({ frames: [...opening, trade("buys", 0.6, 5), ...routineUpdates(9)] });
    expect(run.flow).toMatchObject([{ reasonCode: "INTEL_FLOW_PUBLISHED", confidence: 0.5 }]);
    const few = runFlow({
      parameters: { minUpdates: 11 },
      frames: [...opening, trade("buys", 0.6, 5), ...routineUpdates(9)],
    });
    expect(few.flow).toMatchObject([
      {
        reasonCode: "INTEL_FLOW_SUPPRESSED_LOW_SAMPLES",
        value: null,
        confidence: null,
        payload: { tradeCount: 1, takerBuyShares: 5, flowClass: null },
      },
    ]);
  });

  it("gives no value for a book without depth", () => {
    const run = runFlow({ parameters: EACH, frames: [at(1_000), book({}), after(1), book({})] });
    expect(run.flow.at(-1)).toMatchObject({ value: null, payload: { ofiNormalised: null } });
  });
});

describe("the tape", () => {
  it("counts a buy of the second token as a sale of the first", () => {
    const run = runFlow({
      parameters: EACH,
      frames: [
        ...opening,
        after(10),
        trade("buys", 0.6, 3),
        onSecondToken(trade("buys", 0.6, 4)),
        onSecondToken(trade("sells", 0.4, 5)),
        ...routineUpdates(1),
      ],
    });
    expect(run.flow.at(-1)?.payload).toMatchObject({
      tradeCount: 3,
      takerBuyShares: 8,
      takerSellShares: 4,
    });
  });

  it("marks trades against the mid one horizon later", () => {
    const run = runFlow({
      parameters: EACH,
      frames: [
        ...opening,
        after(10),
        trade("buys", 0.6, 3),
        after(10),
        level("ask", 0.6, 0),
        level("ask", 0.7, 10),
        after(2_000),
        level("bid", 0.3, 1),
      ],
    });
    const { markout } = run.flow.at(-1)?.payload ?? {};
    expect(markout?.effectiveHalfSpreadUsd).toBeCloseTo(0.1, 12);
    expect(markout?.adverseSelectionUsd).toBeCloseTo(0.05, 12);
    expect(markout?.makerRealisedHalfSpreadUsd).toBeCloseTo(0.05, 12);
  });

  it("has no markout before the first trade is due", () => {
    const run = runFlow({
      parameters: EACH,
      frames: [...opening, trade("buys", 0.6, 3), after(999), level("bid", 0.3, 1)],
    });
    expect(run.flow.at(-1)?.payload.markout).toBeNull();
  });
});

describe("the class of the flow", () => {
  const informed = [
    ...opening,
    trade("buys", 0.6, 3),
    after(10),
    trade("buys", 0.6, 3),
    after(100),
    book({ bids: [[0.7, 10]], asks: [[0.8, 10]] }),
    after(2_000),
    level("bid", 0.3, 1),
  ];

  it("is informed when makers lose by their trades", () => {
    const run = runFlow({ parameters: EACH, frames: informed });
    expect(run.flow.at(-1)?.payload.flowClass).toBe("informed");
  });

  it("is benign when they earn", () => {
    const flow = takerFlow({ buyShares: 10, sellShares: 10, trades: 10 });
    const run = runFlow({ parameters: EACH, frames: [...opening, ...flow, ...routineUpdates(2)] });
    expect(run.flow.at(-1)?.payload.flowClass).toBe("benign");
  });

  it("is unknown with too few trades", () => {
    const run = runFlow({ parameters: { ...EACH, minTrades: 3 }, frames: informed });
    expect(run.flow.at(-1)?.payload.flowClass).toBeNull();
  });

  it("is said at once when it turns toxic, between two samples", () => {
    const frames = [...opening, ...takerFlow({ buyShares: 10_000, sellShares: 0, trades: 100 })];
    const run = runFlow({ frames });
    const toxic = run.flow.filter(({ reasonCode }) => reasonCode === "INTEL_FLOW_TOXIC");
    // The hundredth trade fills the twentieth bucket; its frame is update 101, no multiple of ten.
    expect(toxic.map(({ timeMs }) => timeMs)).toEqual([1_000 + 250 * 100]);
    expect(run.flow).toHaveLength(11);
  });

  it("turns toxic at the bound itself", () => {
    // 85 % of each bucket on one side: imbalance 0.7.
    const bucket = [
      after(10),
      trade("buys", 0.6, 425),
      trade("sells", 0.4, 75),
      level("bid", 0.3, 1),
    ];
    const buckets = Array.from({ length: 20 }, (_, index) => [
      ...bucket.slice(0, 3),
      level("bid", 0.3, index + 1),
    ]).flat();
    const codes = (toxicVpinMin: number) =>
      countCodes(runFlow({ parameters: { toxicVpinMin }, frames: [...opening, ...buckets] }));
    expect(codes(0.7)["INTEL_FLOW_TOXIC"]).toBe(1);
    expect(codes(0.71)["INTEL_FLOW_TOXIC"]).toBeUndefined();
  });
});

describe("late input", () => {
  it("keeps the last class and publishes nothing new", () => {
    const toxic = takerFlow({ buyShares: 10_000, sellShares: 0, trades: 100 });
    const change = [after(100), late(2_001, level("bid", 0.4, 50))];
    const run = runFlow({
      parameters: { sampleEvery: 1 },
      frames: [...opening, ...toxic, ...change, ...change, after(3_000), level("bid", 0.4, 51)],
    });
    const lastMs = 1_000 + 250 * 100;
    const afterwards = run.flow.filter(({ timeMs }) => timeMs > lastMs);
    expect(afterwards).toMatchObject([
      {
        timeMs: lastMs + 3_200,
        reasonCode: "INTEL_FLOW_PUBLISHED",
        payload: { flowClass: "toxic" },
      },
    ]);
  });

  it("two seconds old is still taken", () => {
    const run = runFlow({
      parameters: EACH,
      frames: [...opening, after(2_500), late(2_000, level("bid", 0.4, 50))],
    });
    expect(run.flow.at(-1)?.payload.ofiShares).toBe(-50);
  });
});
