import { describe, expect, it } from "vitest";
import { explainFlow } from "../src/explain-flow.ts";
import { opening, routineUpdates, runFlow, takerFlow, type FlowEnvelope } from "./flow-run.ts";

function explain(envelope: FlowEnvelope | undefined): string {
  if (envelope === undefined) throw new RangeError("expected an envelope, found none");
  const { reasonCode, value, confidence, payload } = envelope;
  return explainFlow({
    signal: "order_flow",
    // A test of words: every code below is one of the contract's.
    reasonCode: reasonCode as "INTEL_FLOW_PUBLISHED",
    value,
    confidence,
    payload,
  });
}

describe("explainFlow", () => {
  it("names the tape, the imbalance and what is not known yet", () => {
    const run = runFlow({ frames: [...opening, ...routineUpdates(9)] });
    expect(explain(run.flow.at(-1))).toBe(
      "saw 0 trades in 60 s, 0.00 shares bought and 0.00 sold by takers; " +
        "order-flow imbalance 0.00, VPIN not yet known, flow not classed: too few trades.",
    );
  });

  it("says when the flow has just turned toxic", () => {
    const flow = takerFlow({ buyShares: 10_000, sellShares: 0, trades: 100 });
    const run = runFlow({ frames: [...opening, ...flow] });
    const toxic = run.flow.find(({ reasonCode }) => reasonCode === "INTEL_FLOW_TOXIC");
    expect(explain(toxic)).toMatch(/VPIN 1\.00, flow toxic\. The flow has just turned toxic\.$/);
  });

  it("says why there is no figure", () => {
    const run = runFlow({
      parameters: { minUpdates: 20 },
      frames: [...opening, ...routineUpdates(9)],
    });
    expect(explain(run.flow.at(-1))).toMatch(/; too few book updates to judge the flow\.$/);
  });
});
