import { describe, expect, it } from "vitest";
import * as core from "../../src/index.ts";
import type { ApprovedOrder, ExecutionPort } from "../../src/index.ts";
import { orderPath, strategy, WISH } from "./order-path.ts";

function approvedOrder(wish: object = WISH): ApprovedOrder {
  let seen: ApprovedOrder | undefined;
  const execution: ExecutionPort = {
    submit: (order) => {
      seen = order;
    },
    cancel: () => undefined,
  };
  orderPath([strategy(() => [wish])], { risk: { execution } }).step();
  if (seen === undefined) throw new Error("nothing was submitted");
  return seen;
}

describe("an approval", () => {
  it("is recognised at run time, and nothing that only looks like one", () => {
    const order = approvedOrder();
    expect(core.isApprovedOrder(order)).toBe(true);
    expect(core.isApprovedCancel(order)).toBe(false);
    const { record } = order;
    const forgeries: unknown[] = [
      record,
      { record },
      structuredClone(record),
      Object.create(order),
      Object.create(Object.getPrototypeOf(order) as object, { record: { value: record } }),
      null,
      "order",
    ];
    for (const forgery of forgeries) expect(core.isApprovedOrder(forgery)).toBe(false);
  });

  it("cannot be made with the constructor of another, nor changed", () => {
    const order = approvedOrder();
    const Forger = order.constructor as unknown as new (seal: unknown, record: unknown) => unknown;
    for (const seal of [undefined, null, Symbol("approval"), Symbol.for("approval")]) {
      expect(() => new Forger(seal, order.record)).toThrow("only the risk module");
    }
    expect(Reflect.set(order.record, "size", 1)).toBe(false);
  });

  it("has no maker among the exports of the package", () => {
    const makers = Object.keys(core).filter((name) => /^approve(Order|Cancel)$/i.test(name));
    expect(makers).toEqual([]);
  });

  it("is what its record says it is, by the published contract", () => {
    expect(core.VALIDATORS.ApprovedOrder.parse(approvedOrder().record).ok).toBe(true);
  });

  it("carries the slippage that the strategy accepts, so that execution keeps to it", () => {
    const { record } = approvedOrder({ ...WISH, slippageBpsMax: 50 });
    expect(record.slippageBpsMax).toBe(50);
    expect(core.VALIDATORS.ApprovedOrder.parse(record).ok).toBe(true);
    expect("slippageBpsMax" in approvedOrder().record).toBe(false);
  });
});

describe("what the risk module writes", () => {
  it("keeps to the published contracts", () => {
    const run = orderPath([strategy(() => [WISH, { ...WISH, price: Number.NaN }])]);
    run.step();
    const { VALIDATORS } = core;
    for (const { votes, decisions, envelopes } of run.audit) {
      for (const vote of votes) expect(VALIDATORS.RiskVote.accepts(vote)).toBe(true);
      for (const each of decisions) expect(VALIDATORS.RiskDecision.accepts(each)).toBe(true);
      for (const each of envelopes) expect(VALIDATORS.ReportEnvelope.accepts(each)).toBe(true);
    }
  });
});
