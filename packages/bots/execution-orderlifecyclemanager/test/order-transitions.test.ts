import { describe, expect, it } from "vitest";
import { pauseAfterMs } from "../src/growing-pause.ts";
import { judgeTransition, type OrderStatus } from "../src/order-transitions.ts";

function judge(
  from: OrderStatus,
  to: OrderStatus,
  sizes = [0, 0],
  failedSize = 0,
  isSliced = false,
): string {
  const [before = 0, after = 0] = sizes;
  return judgeTransition(
    { status: from, filledSize: before },
    { status: to, filledSize: after },
    { failedSize, isSliced },
  );
}

describe("the way of an order", () => {
  it.each([
    ["planned", "sent"],
    ["sent", "resting"],
    ["sent", "unknown"],
    ["sent", "rejected"],
    ["delayed", "filled"],
    ["unknown", "resting"],
    ["unknown", "rejected"],
    ["resting", "expired"],
    ["partially_filled", "cancelled"],
  ] as const)("%s may be followed by %s", (from, to) => {
    expect(judge(from, to)).toBe("legal");
  });

  it.each([
    ["filled", "resting"],
    ["rejected", "resting"],
    ["cancelled", "resting"],
    ["resting", "sent"],
    ["resting", "rejected"],
    ["unknown", "sent"],
    ["expired", "cancelled"],
  ] as const)("%s is never followed by %s", (from, to) => {
    expect(judge(from, to)).toBe("impossible");
  });

  it("lets fills overtake a cancellation, and says the same thing once", () => {
    expect(judge("cancelled", "filled", [0, 10])).toBe("late_fill");
    expect(judge("expired", "expired", [5, 10])).toBe("late_fill");
    expect(judge("cancelled", "filled", [10, 10])).toBe("unchanged");
    expect(judge("resting", "resting")).toBe("unchanged");
    expect(judge("partially_filled", "partially_filled", [5, 10])).toBe("legal");
  });

  it("goes on with the next piece of a sliced order", () => {
    expect(judge("resting", "sent", [0, 0], 0, true)).toBe("legal");
    expect(judge("unknown", "sent", [0, 0], 0, true)).toBe("legal");
    expect(judge("filled", "sent", [0, 0], 0, true)).toBe("impossible");
  });

  it("takes fills back as far as settlements failed, and no further", () => {
    expect(judge("filled", "partially_filled", [10, 4], 6)).toBe("taken_back");
    expect(judge("filled", "partially_filled", [10, 3], 6)).toBe("impossible");
  });
});

describe("pauses", () => {
  it("grow to their limit", () => {
    const pacing = { pauseFirstSeconds: 2, pauseFactor: 2, pauseSecondsMax: 60 };
    const pauses = [1, 2, 3, 4, 5, 6, 100].map((count) => pauseAfterMs(count, pacing) / 1_000);
    expect(pauses).toEqual([2, 4, 8, 16, 32, 60, 60]);
  });
});
