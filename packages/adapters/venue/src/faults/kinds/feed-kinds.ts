import { z } from "@polytraders/core";
import { durationSchema, positiveDurationSchema } from "../duration.ts";
import { CONDITIONS, faultKind } from "../fault-kind.ts";

const frameNames = z
  .array(
    z.enum([
      "book",
      "price_change",
      "last_trade_price",
      "tick_size_change",
      "best_bid_ask",
      "new_market",
      "market_resolved",
    ]),
  )
  .min(1);

const frames = frameNames.describe("Only these frames. Default: all.").exactOptional();

const framesBefore = frameNames.default(["book", "price_change"]).describe("After which frames.");

const shownBy = z
  .array(z.enum(["channel", "rest"]))
  .min(1)
  .default(["channel"])
  .describe(
    "`channel`: its frames and what a subscriber is shown first. `rest`: `/book`, `/books`.",
  );

const correctAfter = durationSchema
  .describe("When the true books follow; 0 is at once.")
  .prefault("1s");

export const feedDrop = faultKind("feed_drop", {
  surface: "feed",
  description: "A frame of the market channel is lost.",
  when: CONDITIONS.askedByMarket,
  options: { frames },
  example: "kind: feed_drop\nwhen: { probability: 0.01 }\nframes: [price_change]",
});

export const feedDuplicate = faultKind("feed_duplicate", {
  surface: "feed",
  description: "A frame of the market channel arrives more than once.",
  when: CONDITIONS.askedByMarket,
  options: {
    frames,
    copies: z.int().min(1).max(10).default(1).describe("How many too many."),
  },
  example: "kind: feed_duplicate\nwhen: { probability: 0.05 }\ncopies: 2",
});

export const feedReorder = faultKind("feed_reorder", {
  surface: "feed",
  description: "A frame of the market channel arrives after the next one of its market.",
  when: CONDITIONS.askedByMarket,
  options: {
    frames,
    hold: positiveDurationSchema
      .describe("Longest wait for the next frame, after which it arrives alone.")
      .prefault("1s"),
  },
  example: "kind: feed_reorder\nwhen: { probability: 0.02, market: example-election-ada }",
});

export const feedDelay = faultKind("feed_delay", {
  surface: "feed",
  description: "A frame of the market channel arrives late.",
  when: CONDITIONS.askedByMarket,
  options: {
    frames,
    delay: positiveDurationSchema.describe("How late.").prefault("500ms"),
    jitter: durationSchema.describe("Up to this much more, evenly drawn.").prefault("0ms"),
    keepsOrder: z
      .boolean()
      .default(true)
      .describe("Later frames of the market wait behind it, as on one connection."),
  },
  example: "kind: feed_delay\nwhen: { from: 1m, until: 2m }\ndelay: 2s\njitter: 500ms",
});

export const feedFreeze = faultKind("feed_freeze", {
  surface: "time",
  description:
    "A channel says nothing more while its connection stays open and PING is still answered by PONG. What happens meanwhile is never told.",
  when: CONDITIONS.timedByBoth,
  options: {
    channel: z.enum(["market", "user", "both"]).default("market").describe("Which channel."),
    duration: positiveDurationSchema.describe("How long.").prefault("30s"),
  },
  example: "kind: feed_freeze\nwhen: { from: 1m, every: 10m }\nchannel: both\nduration: 45s",
});

export const feedGap = faultKind("feed_gap", {
  surface: "time",
  description:
    "Frames of the market channel are lost for a while; then a fresh book of both tokens arrives without a word about what was missed.",
  when: CONDITIONS.timedByMarket,
  options: { duration: positiveDurationSchema.describe("How long.").prefault("5s") },
  example: "kind: feed_gap\nwhen: { from: 30s }\nduration: 10s",
});

export const bookOneSided = faultKind("book_one_sided", {
  surface: "feed",
  description:
    "After a frame, false books of both tokens arrive that show one side only; the true ones follow. A book that is asked for shows one side only.",
  when: CONDITIONS.askedByMarket,
  options: {
    frames: framesBefore,
    missing: z
      .enum(["bids", "asks", "either"])
      .default("either")
      .describe("Which side of the first token is empty; of the second it is the other one."),
    shownBy,
    correctAfter,
  },
  example: "kind: book_one_sided\nwhen: { probability: 0.1, count: 5 }\nmissing: asks",
});

export const bookCrossed = faultKind("book_crossed", {
  surface: "feed",
  description:
    "After a frame, false books of both tokens arrive whose best bid is above the best ask; the true ones follow. A book that is asked for is crossed as well.",
  when: CONDITIONS.askedByMarket,
  options: {
    frames: framesBefore,
    crossTicks: z
      .int()
      .min(0)
      .max(100)
      .default(1)
      .describe("Best bid less best ask, ticks; 0 is a locked book."),
    shownBy,
    correctAfter,
  },
  example: "kind: book_crossed\nwhen: { from: 20s, count: 1 }\ncrossTicks: 2\ncorrectAfter: 0",
});
