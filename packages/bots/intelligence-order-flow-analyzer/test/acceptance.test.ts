import { describe, expect, it } from "vitest";
import { countCodes, opening, routineUpdates, runFlow, takerFlow } from "./flow-run.ts";

/** One test for each `acceptanceTests.unit` of the spec, named by its id. */
describe("acceptance", () => {
  it("one_sided_flow_is_toxic: twenty buckets of buys only are toxic, once", () => {
    const flow = takerFlow({ buyShares: 10_000, sellShares: 0, trades: 100 });
    const run = runFlow({ frames: [...opening, ...flow] });
    expect(countCodes(run)["INTEL_FLOW_TOXIC"]).toBe(1);
    expect(run.flow.at(-1)?.payload).toMatchObject({ vpin: 1, flowClass: "toxic" });
  });

  it("balanced_flow_is_not: alternating buys and sells of one size are never toxic", () => {
    const flow = takerFlow({ buyShares: 10_000, sellShares: 10_000, trades: 200 });
    const run = runFlow({ frames: [...opening, ...flow] });
    expect(countCodes(run)["INTEL_FLOW_TOXIC"]).toBeUndefined();
    expect(run.flow.at(-1)?.payload.vpin).toBeCloseTo(0.2, 9);
  });

  it("too_few_trades: nine one-sided trades are never toxic", () => {
    const flow = takerFlow({ buyShares: 10_800, sellShares: 0, trades: 9 });
    const run = runFlow({ frames: [...opening, ...flow, ...routineUpdates(20)] });
    expect(countCodes(run)["INTEL_FLOW_TOXIC"]).toBeUndefined();
    expect(run.flow.at(-1)?.payload).toMatchObject({ vpin: 1, flowClass: null });
  });

  it("sampled_one_in_ten: a hundred routine updates give ten envelopes", () => {
    const run = runFlow({ frames: [...opening, ...routineUpdates(99)] });
    expect(run.flow).toHaveLength(10);
  });
});
