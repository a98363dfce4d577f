import { z } from "@polytraders/core";
import { durationSchema, positiveDurationSchema, signedDurationSchema } from "../duration.ts";
import { CONDITIONS, faultKind } from "../fault-kind.ts";

const TICKS = ["0.1", "0.01", "0.005", "0.0025", "0.001", "0.0001"] as const;
const tickSize = z
  .union([z.enum(TICKS), z.number().transform(String).pipe(z.enum(TICKS))], {
    error: () => `one of the venue's tick sizes: ${TICKS.join(", ")}`,
  })
  .describe("New tick size in dollars. Default: the next finer one.")
  .exactOptional();

export const tickChangeSilent = faultKind("tick_change_silent", {
  surface: "time",
  description: "A market's tick size changes and the market channel does not say so.",
  when: CONDITIONS.timedByMarket,
  options: { tickSize },
  example: "kind: tick_change_silent\nwhen: { from: 1m, market: example-election-ada }",
});

export const http425Restart = faultKind("http_425_restart", {
  surface: "time",
  description:
    "The matching engine restarts: order routes answer HTTP 425, then two minutes of post-only mode with HTTP 503, `post_only_mode` and `Retry-After`.",
  when: CONDITIONS.timed,
  options: { duration: positiveDurationSchema.describe("How long 425 lasts.").prefault("30s") },
  example: "kind: http_425_restart\nwhen: { from: 5m }\nduration: 90s",
});

export const venueMode = faultKind("venue_mode", {
  surface: "time",
  description: "The venue accepts post-only orders, cancels, or nothing at all, with HTTP 503.",
  when: CONDITIONS.timed,
  options: {
    mode: z
      .enum(["post_only", "cancel_only", "disabled"])
      .default("cancel_only")
      .describe("What is left."),
    duration: positiveDurationSchema.describe("How long.").prefault("1m"),
  },
  example: "kind: venue_mode\nwhen: { from: 10m }\nmode: disabled\nduration: 30s",
});

export const marketHalt = faultKind("market_halt", {
  surface: "time",
  description: "A market takes no orders; what rests stays and can be cancelled.",
  when: CONDITIONS.timedByMarket,
  options: { duration: positiveDurationSchema.describe("How long.").prefault("1m") },
  example: "kind: market_halt\nwhen: { from: 2m, market: example-election-ben }\nduration: 3m",
});

export const resolutionVoid = faultKind("resolution_void", {
  surface: "time",
  description: "A market resolves to nothing: both tokens pay half a dollar.",
  when: CONDITIONS.timedByMarket,
  options: {
    isProposedFirst: z
      .boolean()
      .default(false)
      .describe("Proposed and then left to the venue's course, instead of final at once."),
  },
  example: "kind: resolution_void\nwhen: { from: 1h, market: will-the-example-treaty-be-signed }",
});

export const phantomBalanceLock = faultKind("phantom_balance_lock", {
  surface: "time",
  description:
    "Money or shares look spent though no order holds them: orders are refused with `not enough balance / allowance`.",
  when: CONDITIONS.timed,
  options: {
    account: z
      .string()
      .regex(/^0x[0-9a-fA-F]{40}$/, "0x and 40 hexadecimal digits")
      .describe("Wallet. Default: every wallet that has the asset by then.")
      .exactOptional(),
    asset: z
      .string()
      .regex(/^(pusd|[0-9]{1,78})$/, "pusd or a token id in quotes")
      .default("pusd")
      .describe("`pusd`, or a token id in quotes."),
    fraction: z
      .number()
      .gt(0)
      .max(1)
      .default(1)
      .describe("Part of what is spendable when it begins, above 0 and at most 1."),
    duration: positiveDurationSchema.describe("How long.").prefault("1m"),
  },
  example: "kind: phantom_balance_lock\nwhen: { from: 30s, every: 5m }\nfraction: 0.8",
});

export const heartbeatLoss = faultKind("heartbeat_loss", {
  surface: "time",
  description:
    "Heartbeats are lost on the way, unanswered; when that lasts, the venue cancels every order of the session.",
  when: CONDITIONS.timedBySession,
  options: { duration: positiveDurationSchema.describe("How long.").prefault("20s") },
  example: "kind: heartbeat_loss\nwhen: { from: 1m }\nduration: 16s",
});

export const clockSkew = faultKind("clock_skew", {
  surface: "time",
  description: "The clock that clients see differs from the venue's own.",
  when: CONDITIONS.timed,
  options: {
    skew: signedDurationSchema
      .describe("How far ahead, or behind with a minus in front.")
      .prefault("5s"),
    duration: durationSchema
      .describe("How long. Default: until `until`, or for ever.")
      .exactOptional(),
  },
  example: "kind: clock_skew\nwhen: { from: 1m, until: 2m }\nskew: -30s",
});
