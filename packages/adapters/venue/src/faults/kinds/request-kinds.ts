import { z } from "@polytraders/core";
import { durationSchema, positiveDurationSchema } from "../duration.ts";
import { CONDITIONS, faultKind } from "../fault-kind.ts";
import { ROUTE_GROUPS } from "../route-groups.ts";

const GROUP_NAMES = Object.keys(ROUTE_GROUPS);

const routes = z
  .array(
    z
      .string()
      .regex(
        new RegExp(`^(${GROUP_NAMES.join("|")}|(GET|POST|PUT|DELETE) (gamma:|data:)?/[!-~]*)$`),
        `${GROUP_NAMES.join(", ")} or a route such as POST /order`,
      ),
  )
  .min(1)
  .describe(`Which requests: ${GROUP_NAMES.join(", ")}, or routes such as \`GET /book\`.`);

const status = z.int().min(400).max(599);
const text = z.string().min(1).max(500);

export const http429 = faultKind("http_429", {
  surface: "request",
  description:
    "Refused with HTTP 429 `Too Many Requests`, `Retry-After` and the `Poly-RateLimit-*` headers; the exchange never sees it.",
  when: CONDITIONS.askedByBoth,
  options: {
    routes: routes.default(["trading"]),
    retryAfter: positiveDurationSchema
      .describe("What the headers ask to wait, in whole seconds.")
      .prefault("1s"),
    tier: z
      .enum(["Standard", "Copper", "Bronze", "Silver", "Gold", "Platinum", "Diamond", "Elite"])
      .default("Standard")
      .describe("Tier named in the headers."),
  },
  example: "kind: http_429\nwhen: { probability: 0.05 }\nretryAfter: 2s",
});

export const httpError = faultKind("http_error", {
  surface: "request",
  description: "Refused with a status and text of your choice; the exchange never sees it.",
  when: CONDITIONS.askedByBoth,
  options: {
    routes: routes.default(["all"]),
    status: status.default(500).describe("HTTP status, 400 to 599."),
    text: text.default("could not run the execution").describe("Text in the field `error`."),
  },
  example:
    'kind: http_error\nwhen: { until: 2m }\nroutes: [all]\nstatus: 401\ntext: "Unauthorized/Invalid api key"',
});

export const http500AfterAccept = faultKind("http_500_after_accept", {
  surface: "request",
  description:
    "The exchange takes the request in and acts on it, and the client is told HTTP 500 all the same.",
  when: CONDITIONS.askedByBoth,
  options: {
    routes: routes.default(["orders"]),
    text: text.default("could not run the execution").describe("Text in the field `error`."),
  },
  example:
    "kind: http_500_after_accept\nwhen: { from: 30s, until: 5m, probability: 0.2, count: 3 }",
});

export const timeoutBeforeAccept = faultKind("timeout_before_accept", {
  surface: "request",
  description: "The request never reaches the exchange, and the client waits in vain.",
  when: CONDITIONS.askedByBoth,
  options: {
    routes: routes.default(["orders"]),
    answer: z
      .enum(["none", "order_timed_out"])
      .default("none")
      .describe("`order_timed_out` tells HTTP 500 `order timed out` after `after`."),
    after: durationSchema.describe("When the answer comes, if one does.").prefault("5s"),
  },
  example: "kind: timeout_before_accept\nwhen: { probability: 0.02 }\nanswer: order_timed_out",
});

export const timeoutAfterAccept = faultKind("timeout_after_accept", {
  surface: "request",
  description: "The exchange acts on the request, and its answer is lost.",
  when: CONDITIONS.askedByBoth,
  options: { routes: routes.default(["orders"]) },
  example: "kind: timeout_after_accept\nwhen: { probability: 0.02 }\nroutes: [trading]",
});

export const requestDelay = faultKind("request_delay", {
  surface: "request",
  description: "The request is late at the exchange, its answer late at the client, or both.",
  when: CONDITIONS.askedByBoth,
  options: {
    routes: routes.default(["trading"]),
    before: durationSchema.describe("Late at the exchange by this much.").prefault("0ms"),
    after: durationSchema.describe("Answer late by this much.").prefault("1s"),
    jitter: durationSchema
      .describe("Up to this much more on each that is not 0, evenly drawn.")
      .prefault("0ms"),
  },
  example: "kind: request_delay\nwhen: { from: 1m, until: 3m }\nbefore: 250ms\nafter: 2s",
});

export const answerDelayed = faultKind("answer_delayed", {
  surface: "request",
  description:
    "An order that was accepted is answered with status `delayed`, without amounts or trades; what became of it is told by the user channel only.",
  when: CONDITIONS.askedByBoth,
  options: {},
  example: "kind: answer_delayed\nwhen: { probability: 0.1 }",
});

export const answerUnmatched = faultKind("answer_unmatched", {
  surface: "request",
  description:
    "An order that rests on the book is answered with status `unmatched`, as after a delay without a match.",
  when: CONDITIONS.askedByBoth,
  options: {},
  example: "kind: answer_unmatched\nwhen: { probability: 0.1 }",
});

export const batchLegRefused = faultKind("batch_leg_refused", {
  surface: "request",
  description:
    "Orders of a batch are refused with `success: true`, an empty `orderID` and a text in `errorMsg`; the exchange never sees them.",
  when: CONDITIONS.askedBySession,
  options: {
    legs: z.int().min(1).max(15).default(1).describe("How many, or all when there are fewer."),
    text: text.default("not enough balance / allowance").describe("Text in the field `errorMsg`."),
  },
  example: "kind: batch_leg_refused\nwhen: { probability: 0.25 }\nlegs: 2",
});
