import {
  at,
  book,
  frame,
  gap,
  heartbeat,
  inMarket,
  level,
  script,
  splitBatch,
} from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createBatch,
  FRAME_ROWS_MAX,
  IngressQueue,
  Kernel,
  RowFlag,
  RowKind,
  type MarketDataBatch,
} from "../../src/index.ts";
import { buildMarkets } from "@polytraders/testkit";

/** A row as text: market, kind and size say which one it is. */
function describeRows(batch: MarketDataBatch): string[] {
  return Array.from({ length: batch.length }, (_, row) => {
    const end = ((batch.flags[row] ?? 0) & RowFlag.FrameEnd) === 0 ? "" : " end";
    const kind = batch.kind[row];
    if (kind === RowKind.Heartbeat) return `heartbeat ${batch.timeMs[row]}${end}`;
    if (kind === RowKind.Gap) return `gap ${batch.market[row]} at ${batch.timeMs[row]}${end}`;
    return `level ${batch.market[row]} size ${(batch.size[row] ?? 0) / 1e6}${end}`;
  });
}

function drained(queue: IngressQueue, framesMax?: number): string[] {
  const rows: string[] = [];
  queue.drain((batch) => rows.push(...describeRows(batch)), framesMax);
  return rows;
}

function one(market: number, size: number): MarketDataBatch {
  return script(inMarket(market, level("bid", 0.5, size)));
}

describe("IngressQueue", () => {
  it("hands frames over in the order of their arrival, whatever their market", () => {
    const queue = new IngressQueue(3);
    queue.push(one(2, 1));
    queue.push(one(0, 2));
    queue.push(script(heartbeat(), inMarket(2, level("bid", 0.5, 3))));
    expect(queue.length).toBe(4);
    expect(drained(queue)).toEqual([
      "level 2 size 1 end",
      "level 0 size 2 end",
      "heartbeat 1000 end",
      "level 2 size 3 end",
    ]);
    expect([queue.length, drained(queue)]).toEqual([0, []]);
  });

  it("drops a market's oldest frame when full, counts it, and says so before the next", () => {
    const queue = new IngressQueue(2, 2);
    queue.push(one(0, 1));
    queue.push(one(1, 10));
    for (const size of [2, 3, 4]) queue.push(script(at(size), level("bid", 0.5, size)));
    expect([queue.length, queue.droppedCount]).toEqual([3, 2]);
    expect([queue.droppedCountOf(0), queue.droppedCountOf(1), queue.droppedCountOf(9)]).toEqual([
      2, 0, 0,
    ]);
    expect(drained(queue)).toEqual([
      "level 1 size 10 end",
      "gap 0 at 3",
      "level 0 size 3 end",
      "level 0 size 4 end",
    ]);
    queue.push(one(0, 5));
    expect(drained(queue)).toEqual(["level 0 size 5 end"]);
  });

  it("leaves the book unproven after a drop, and proven by a full book", () => {
    const kernel = new Kernel({ markets: buildMarkets(1) });
    const queue = new IngressQueue(1, 1);
    queue.push(script(book({ bids: [[0.4, 1]] })));
    queue.drain((batch) => kernel.apply(batch));
    expect(kernel.markets[0]?.book.isProven).toBe(true);
    queue.push(script(level("bid", 0.4, 2), level("bid", 0.4, 3)));
    queue.drain((batch) => kernel.apply(batch));
    expect(kernel.markets[0]?.book.isProven).toBe(false);
    expect(kernel.markets[0]?.firstView.bestBidSize).toBe(3_000_000);
    queue.push(script(level("bid", 0.4, 2), book({ bids: [[0.3, 1]] })));
    queue.drain((batch) => kernel.apply(batch));
    expect(kernel.markets[0]?.book.isProven).toBe(true);
    expect(kernel.sequence).toBe(3);
  });

  it("counts a frame from its last row on", () => {
    const queue = new IngressQueue(1);
    const [head, tail] = splitBatch(script(frame(level("bid", 0.5, 1), level("bid", 0.4, 2))), [1]);
    if (head === undefined || tail === undefined) throw new Error("expected two parts");
    queue.push(head);
    head.size.fill(99);
    expect([queue.length, drained(queue)]).toEqual([0, []]);
    queue.push(tail);
    expect(drained(queue)).toEqual(["level 0 size 1", "level 0 size 2 end"]);
  });

  it("hands over only so many frames when asked to", () => {
    const queue = new IngressQueue(1);
    for (const size of [1, 2, 3]) queue.push(one(0, size));
    expect(drained(queue, 2)).toEqual(["level 0 size 1 end", "level 0 size 2 end"]);
    expect(drained(queue, 0)).toEqual([]);
    expect(drained(queue)).toEqual(["level 0 size 3 end"]);
  });

  it("drops heartbeats without a gap: they belong to no book", () => {
    const queue = new IngressQueue(1, 1);
    queue.push(script(at(1), heartbeat(), at(2), heartbeat()));
    expect(drained(queue)).toEqual(["heartbeat 2 end"]);
    expect(queue.droppedCount).toBe(1);
  });

  it("passes frames of unknown markets on for the kernel to refuse, bounded too", () => {
    const queue = new IngressQueue(1, 1);
    queue.push(one(7, 1));
    queue.push(one(8, 2));
    expect(drained(queue)).toEqual(["level 8 size 2 end"]);
  });

  it("drops a frame that does not end in time, with a gap", () => {
    const queue = new IngressQueue(1);
    const endless = createBatch(FRAME_ROWS_MAX + 2);
    endless.length = FRAME_ROWS_MAX + 2;
    endless.kind.fill(RowKind.Level);
    endless.flags[FRAME_ROWS_MAX + 1] = RowFlag.FrameEnd;
    queue.push(endless);
    expect([queue.length, queue.droppedCount]).toEqual([0, 1]);
    queue.push(one(0, 1));
    expect(drained(queue)).toEqual(["gap 0 at 1000", "level 0 size 1 end"]);
  });

  it("hands over frames longer than one batch whole", () => {
    const queue = new IngressQueue(1);
    const long = createBatch(FRAME_ROWS_MAX);
    long.length = FRAME_ROWS_MAX;
    long.kind.fill(RowKind.Level);
    long.flags[FRAME_ROWS_MAX - 1] = RowFlag.FrameEnd;
    for (let count = 0; count < 5; count += 1) queue.push(long);
    expect(drained(queue).filter((row) => row.endsWith("end"))).toHaveLength(5);
  });

  it("needs room for one frame", () => {
    expect(() => new IngressQueue(1, 0)).toThrow(RangeError);
    expect(() => new IngressQueue(1, Number.NaN)).toThrow(RangeError);
  });

  it("agrees with a plain list on any sequence, and never holds more than it may", () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ market: fc.nat(2), framesMax: fc.constant(-1) }) },
      { weight: 1, arbitrary: fc.record({ market: fc.constant(-1), framesMax: fc.nat(5) }) },
    );
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.integer({ min: 1, max: 4 }),
        (steps, capacity) => {
          const queue = new IngressQueue(3, capacity);
          let model: { market: number; size: number }[] = [];
          const gaps = new Set<number>();
          for (const [index, { market, framesMax }] of steps.entries()) {
            if (framesMax < 0) {
              const waiting = model.filter((each) => each.market === market);
              if (waiting.length === capacity) {
                model = model.filter((each) => each !== waiting[0]);
                gaps.add(market);
              }
              model.push({ market, size: index + 1 });
              queue.push(one(market, index + 1));
            } else {
              const expected = model.splice(0, framesMax).flatMap((each) => {
                const row = `level ${each.market} size ${each.size} end`;
                return gaps.delete(each.market) ? [`gap ${each.market} at 1000`, row] : [row];
              });
              expect(drained(queue, framesMax)).toEqual(expected);
            }
            expect(queue.length).toBe(model.length);
            expect(queue.length).toBeLessThanOrEqual(3 * capacity);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it("copies what it is given", () => {
    const queue = new IngressQueue(1);
    const batch = script(gap());
    queue.push(batch);
    batch.kind.fill(RowKind.Level);
    expect(drained(queue)).toEqual(["gap 0 at 1000 end"]);
  });
});
