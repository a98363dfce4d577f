import type { ReportEnvelope } from "@polytraders/core";
import { expect, test } from "vitest";
import { orderWords } from "../../src/explain/order-words.ts";
import { sampleEnvelope } from "../sample-envelope.ts";

const order = { side: "BUY", price: 4_700, size: 20_000_000, timeInForce: "GTC", isPostOnly: true };

function words(kind: ReportEnvelope["kind"], payload: Readonly<Record<string, unknown>>): string {
  return orderWords({ ...sampleEnvelope(), kind, payload }) ?? "";
}

test("each step of an order has its words", () => {
  expect(words("order_intent", order)).toBe("wants to buy 20 shares at 0.47 (GTC, post-only)");
  const decision = { botId: "strat.x", decidedBy: "risk.y", found: "too much", orderId: null };
  expect(
    words("risk_decision", { ...decision, outcome: "refused", requested: order, granted: null }),
  ).toBe(
    "refused the wish of strat.x to buy 20 shares at 0.47 (GTC, post-only): risk.y said no (too much)",
  );
  const answers = [
    { botId: "exec.a", outcome: "proceed", reasonCode: "EXEC_A" },
    { botId: "exec.b", outcome: "hold", reasonCode: "EXEC_B" },
  ];
  const steps = [{ action: "place", ...order, size: 5_000_000 }];
  expect(words("execution_plan", { orderId: "o1", steps, answers })).toBe(
    "planned order o1: place 5 shares at 0.47 (GTC, post-only). Asked were exec.a EXEC_A; exec.b hold: EXEC_B",
  );
  const sizes = { originalSize: 20_000_000, filledSize: 5_000_000 };
  expect(
    words("order_update", {
      orderId: "o1",
      status: "partially_filled",
      ...sizes,
      venueReason: null,
    }),
  ).toBe("noted that order o1 is partially filled: 5 of 20 shares filled");
  const fill = { orderId: "o1", side: "SELL", price: 5_000, size: 5_000_000 };
  expect(words("fill", { ...fill, role: "maker", settlement: "MATCHED" })).toBe(
    "noted that order o1 sold 5 shares at 0.5 as maker, settlement MATCHED",
  );
  expect(words("runtime", { cancelId: "c", originId: "ada", orderId: null })).toBe(
    "let ada take back every order in its scope",
  );
});

test("a step that cannot be read says so instead of failing", () => {
  const odd = { price: "high" };
  for (const kind of ["order_intent", "risk_decision", "execution_plan", "fill"] as const) {
    expect(words(kind, odd)).not.toBe("");
  }
  expect(orderWords({ ...sampleEnvelope(), kind: "signal" })).toBeUndefined();
});
