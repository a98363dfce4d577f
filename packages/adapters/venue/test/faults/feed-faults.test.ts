import { describe, expect, test } from "vitest";
import type { FeedFrame } from "../../src/feed/feed-frame.ts";
import { faultWorld, OTHER, CONDITION, type FaultWorld } from "./fault-world.ts";

/** Sizes of the `price_change` frames at 0.40, in the order they came. */
function sizesHeard(frames: readonly FeedFrame[]): number[] {
  return frames.flatMap((frame) =>
    frame.kind === "price_change" && frame.conditionId === CONDITION
      ? frame.changes.filter(({ token }) => token === 0).map(({ size }) => size / 1e6)
      : [],
  );
}

/** Three orders that make the level at 0.40 grow by 10, 20 and 30 shares. */
function growLevel(world: FaultWorld): void {
  for (const size of ["10", "20", "30"]) world.post({ side: "BUY", price: "0.40", size });
}

/** A bid at 0.40 and an ask at 0.60. */
function quote(world: FaultWorld): void {
  world.post({ side: "BUY", price: "0.40", size: "10" });
  world.post({ side: "BUY", token: "1002", price: "0.40", size: "10" });
}

const PRICE_CHANGES = "frames: [price_change]";

describe("the market channel", () => {
  test("tells everything without faults", () => {
    const world = faultWorld("- kind: feed_drop\n  when: { market: nobody }");
    growLevel(world);
    expect(sizesHeard(world.frames)).toEqual([10, 30, 60]);
    expect(world.faults.unknownMarkets()).toEqual(["nobody"]);
  });

  test("drops frames of the named market only, as often as it should", () => {
    const world = faultWorld(
      `- kind: feed_drop\n  when: { market: test, count: 2 }\n  ${PRICE_CHANGES}`,
    );
    world.post({ side: "BUY", token: "2001", price: "0.40", size: "10" });
    growLevel(world);
    expect(world.frames.filter(({ conditionId }) => conditionId === OTHER)).not.toEqual([]);
    expect(sizesHeard(world.frames)).toEqual([60]);
    expect(world.faults.injected().map(({ kind, what }) => [kind, what])).toEqual([
      ["feed_drop", "price_change"],
      ["feed_drop", "price_change"],
    ]);
  });

  test("says some things twice", () => {
    const world = faultWorld(
      `- kind: feed_duplicate\n  when: { count: 1 }\n  ${PRICE_CHANGES}\n  copies: 2`,
    );
    growLevel(world);
    expect(sizesHeard(world.frames)).toEqual([10, 10, 10, 30, 60]);
  });

  test("swaps a frame with the next one", () => {
    const world = faultWorld(
      `- kind: feed_drop\n  frames: [best_bid_ask]\n- kind: feed_reorder\n  when: { count: 1 }\n  ${PRICE_CHANGES}`,
    );
    growLevel(world);
    expect(sizesHeard(world.frames)).toEqual([30, 10, 60]);
  });

  test("brings a frame that waits for a next one in vain", () => {
    const world = faultWorld(
      `- kind: feed_drop\n  frames: [best_bid_ask]\n- kind: feed_reorder\n  ${PRICE_CHANGES}\n  hold: 700ms`,
    );
    world.post({ side: "BUY", price: "0.40", size: "10" });
    world.advance(699);
    expect(world.frames).toEqual([]);
    world.advance(1);
    expect(sizesHeard(world.frames)).toEqual([10]);
  });

  test("is late, in order", () => {
    const world = faultWorld(
      `- kind: feed_delay\n  when: { count: 1 }\n  ${PRICE_CHANGES}\n  delay: 2s`,
    );
    growLevel(world);
    world.advance(1_999);
    expect(world.frames).toEqual([]);
    world.advance(1);
    expect(sizesHeard(world.frames)).toEqual([10, 30, 60]);
  });

  test("is late for one frame, overtaken by the others", () => {
    const world = faultWorld(
      `- kind: feed_delay\n  when: { count: 1 }\n  ${PRICE_CHANGES}\n  delay: 2s\n  keepsOrder: false`,
    );
    growLevel(world);
    world.advance(2_000);
    expect(sizesHeard(world.frames)).toEqual([30, 60, 10]);
  });

  test("freezes and goes on as if nothing had happened", () => {
    const world = faultWorld(
      "- kind: feed_freeze\n  when: { from: 1s, market: test }\n  duration: 5s",
    );
    world.advance(1_000);
    expect(world.faults.isFrozen("market", CONDITION)).toBe(true);
    expect(world.faults.isFrozen("market", OTHER)).toBe(false);
    expect(world.faults.isFrozen("user", CONDITION)).toBe(false);
    world.post({ side: "BUY", price: "0.40", size: "10" });
    world.advance(5_000);
    expect(world.frames).toEqual([]);
    world.post({ side: "BUY", price: "0.40", size: "20" });
    expect(sizesHeard(world.frames)).toEqual([30]);
    expect(world.frames.filter(({ kind }) => kind === "book")).toEqual([]);
  });

  test("has a gap and then a fresh book of both tokens", () => {
    const world = faultWorld("- kind: feed_gap\n  when: { from: 1s }\n  duration: 5s");
    world.advance(1_000);
    growLevel(world);
    world.advance(4_999);
    expect(world.frames).toEqual([]);
    world.advance(1);
    expect(world.frames).toMatchObject([
      { kind: "book", token: 0, bids: [{ price: 4_000, size: 60_000_000 }], asks: [] },
      { kind: "book", token: 1, bids: [], asks: [{ price: 6_000, size: 60_000_000 }] },
    ]);
  });

  test("shows a book of one side, and then the true one", () => {
    const world = faultWorld(
      "- kind: book_one_sided\n  when: { from: 1s, count: 1 }\n  missing: asks\n  correctAfter: 500ms",
    );
    quote(world);
    world.advance(1_000);
    world.frames.length = 0;
    world.post({ side: "BUY", price: "0.40", size: "10" });
    const books = (): FeedFrame[] => world.frames.filter(({ kind }) => kind === "book");
    expect(books()).toMatchObject([
      { token: 0, bids: [{ price: 4_000 }], asks: [] },
      { token: 1, bids: [], asks: [{ price: 6_000 }] },
    ]);
    world.advance(500);
    expect(books().slice(2)).toMatchObject([
      { token: 0, bids: [{ price: 4_000 }], asks: [{ price: 6_000 }] },
      { token: 1, bids: [{ price: 4_000 }], asks: [{ price: 6_000 }] },
    ]);
  });

  test("shows a crossed book on both tokens, and then the true one", () => {
    const world = faultWorld(
      "- kind: book_crossed\n  when: { from: 1s, count: 1 }\n  crossTicks: 2\n  correctAfter: 0",
    );
    quote(world);
    world.advance(1_000);
    world.frames.length = 0;
    world.post({ side: "BUY", price: "0.40", size: "10" });
    const books = world.frames.filter((frame) => frame.kind === "book");
    expect(books.map(({ bids, asks }) => (bids[0]?.price ?? 0) - (asks[0]?.price ?? 0))).toEqual([
      200, 200, -2_000, -2_000,
    ]);
  });

  test("says nothing of a tick change", () => {
    const world = faultWorld("- kind: tick_change_silent\n  when: { from: 1s, market: test }");
    world.advance(1_000);
    expect(world.exchange.market(CONDITION)?.state.tickSize).toBe(50);
    expect(world.exchange.market(OTHER)?.state.tickSize).toBe(100);
    expect(world.frames).toEqual([]);
    world.exchange.setTickSize(CONDITION, 10);
    expect(world.frames).toMatchObject([{ kind: "tick_size_change", newTickSize: 10 }]);
  });

  test("shows a crossed book to whoever asks for it, and tells everybody the truth after", () => {
    const world = faultWorld(
      "- kind: book_crossed\n  when: { from: 1s, count: 1 }\n  frames: [book]\n  correctAfter: 500ms",
    );
    quote(world);
    world.advance(1_000);
    world.frames.length = 0;
    const crossed = { bids: [{ price: 6_100 }, { price: 4_000 }], asks: [{ price: 6_000 }] };
    expect(world.feed.snapshot(CONDITION)[0]).toMatchObject(crossed);
    expect(world.feed.snapshot(CONDITION)[0]).toMatchObject({ bids: [{ price: 4_000 }] });
    world.advance(500);
    expect(world.frames).toMatchObject([
      { token: 0, bids: [{ price: 4_000 }] },
      { token: 1, bids: [{ price: 4_000 }] },
    ]);
  });
});
