import { z } from "@polytraders/core";
import { CONDITIONS, faultKind } from "../fault-kind.ts";

export const userEventDrop = faultKind("user_event_drop", {
  surface: "user_channel",
  description: "An event of the user channel is never sent.",
  when: CONDITIONS.askedByBoth,
  options: {
    events: z
      .array(z.enum(["placement", "update", "cancellation", "trade_matched", "trade_settled"]))
      .min(1)
      .describe("Only these. Default: all.")
      .exactOptional(),
  },
  example: "kind: user_event_drop\nwhen: { probability: 0.1 }\nevents: [trade_matched]",
});

export const settlementFailed = faultKind("settlement_failed", {
  surface: "settlement",
  description: "A matched trade ends as FAILED on the chain; balances go back to what they were.",
  when: CONDITIONS.askedByBoth,
  options: {},
  example: "kind: settlement_failed\nwhen: { probability: 0.02 }",
});

export const settlementRetrying = faultKind("settlement_retrying", {
  surface: "settlement",
  description: "A matched trade goes through RETRYING before it is mined.",
  when: CONDITIONS.askedByBoth,
  options: {},
  example: "kind: settlement_retrying\nwhen: { probability: 0.1 }",
});
