import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EarliestFirst } from "../src/earliest-first.ts";

describe("EarliestFirst", () => {
  it("names items in time order, and of equal times in list order, like a sort would", () => {
    const lists = fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 8 }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(lists, (stepsOfItems) => {
        const items = stepsOfItems.map((steps, index) => ({ index, steps: [...steps], nextMs: 0 }));
        const expected: string[] = [];
        for (const { index, steps } of items) {
          let timeMs = 0;
          for (const step of steps) {
            expected.push(`${String(timeMs).padStart(3, "0")}:${String(index).padStart(3, "0")}`);
            timeMs += step;
          }
        }
        for (const item of items) if (item.steps.length === 0) item.nextMs = Infinity;
        const queue = new EarliestFirst(items);
        const seen: string[] = [];
        for (let item = queue.first; item && item.nextMs < Infinity; item = queue.first) {
          seen.push(
            `${String(item.nextMs).padStart(3, "0")}:${String(item.index).padStart(3, "0")}`,
          );
          item.nextMs += item.steps.shift() ?? 0;
          if (item.steps.length === 0) item.nextMs = Infinity;
          queue.settle();
        }
        expect(seen).toEqual(expected.toSorted());
      }),
    );
  });
});
