import { buildFill } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { FillMarkouts } from "../src/fill-markouts.ts";
import { defaults } from "./default-parameters.ts";

const HORIZON_MS = 5_000;

/** Our bids filled one by one at 0.50 with the mid at 0.505, which then goes to another. */
function afterFills(count: number, midLater: number, fill: object = {}): FillMarkouts {
  const markouts = new FillMarkouts(defaults());
  markouts.noteMid(0.505, 0);
  for (let index = 0; index < count; index += 1) {
    const order = buildFill({ fillId: `fill-${index}`, size: 1_000_000, timeMs: 1_000, ...fill });
    markouts.note(order, false);
  }
  markouts.noteMid(midLater, 2_000);
  return markouts;
}

describe("our own maker fills", () => {
  it("are losing once ten of them are followed by a lower mid, at the bound already", () => {
    expect(afterFills(10, 0.498).areLosing("down", 1_000 + HORIZON_MS)).toBe(true);
    expect(afterFills(10, 0.4981).areLosing("down", 1_000 + HORIZON_MS)).toBe(false);
    expect(afterFills(9, 0.4).areLosing("down", 1_000 + HORIZON_MS)).toBe(false);
    expect(afterFills(10, 0.4).areLosing("up", 1_000 + HORIZON_MS)).toBe(false);
  });

  it("are not judged before their horizon, nor after an hour", () => {
    const markouts = afterFills(10, 0.4);
    expect(markouts.areLosing("down", 999 + HORIZON_MS)).toBe(false);
    expect(markouts.areLosing("down", 1_000 + HORIZON_MS + 3_600_000)).toBe(true);
    expect(markouts.areLosing("down", 1_001 + HORIZON_MS + 3_600_000)).toBe(false);
  });

  it("see the mid that was in force when they fell due, not the next one", () => {
    const markouts = afterFills(10, 0.51);
    markouts.noteMid(0.3, 1_001 + HORIZON_MS);
    expect(markouts.areLosing("down", 2_000 + HORIZON_MS)).toBe(false);
  });

  it("count the second token on the view of the first: a bid there is an ask here", () => {
    const markouts = new FillMarkouts(defaults());
    markouts.noteMid(0.505, 0);
    for (let index = 0; index < 10; index += 1) {
      markouts.note(buildFill({ fillId: `fill-${index}`, price: 4_900, timeMs: 1_000 }), true);
    }
    markouts.noteMid(0.6, 2_000);
    expect(markouts.areLosing("up", 6_000)).toBe(true);
    expect(markouts.areLosing("down", 6_000)).toBe(false);
  });

  it("leave out what we took ourselves, what is repeated, and what failed to settle", () => {
    expect(afterFills(10, 0.4, { role: "taker" }).fills()).toHaveLength(0);
    expect(afterFills(10, 0.4, { settlement: "CONFIRMED" }).fills()).toHaveLength(0);
    expect(afterFills(10, 0.4, { fillId: "the same" }).fills()).toHaveLength(1);
    const markouts = afterFills(10, 0.4);
    markouts.note(buildFill({ fillId: "fill-3", settlement: "FAILED" }), false);
    expect(markouts.areLosing("down", 6_000)).toBe(false);
  });

  it("are forgotten beyond the newest fifty of a side", () => {
    expect(afterFills(80, 0.4).fills()).toHaveLength(50);
  });
});
