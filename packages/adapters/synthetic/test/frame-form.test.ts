import { RowFlag, RowKind } from "@polytraders/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSyntheticSource, type SyntheticOptions } from "../src/index.ts";
import { framesOf, readRows, RebuiltBook, type Frame, type Row } from "./frames.ts";

const demoOptions: fc.Arbitrary<SyntheticOptions> = fc.record({
  seed: fc.maxSafeNat(),
  markets: fc.integer({ min: 1, max: 5 }),
  durationSeconds: fc.integer({ min: 10, max: 240 }),
  eventsPerSecond: fc.double({ min: 0.5, max: 8, noNaN: true }),
  isMirrored: fc.boolean(),
  lossEpisodes: fc.integer({ min: 0, max: 2 }),
});

const loadOptions: fc.Arbitrary<SyntheticOptions> = fc.record({
  scenario: fc.constant("load" as const),
  seed: fc.maxSafeNat(),
  markets: fc.integer({ min: 1, max: 40 }),
  rowCount: fc.integer({ min: 1, max: 10_000 }),
});

async function framesFor(options: SyntheticOptions): Promise<Frame[]> {
  return framesOf(await readRows(createSyntheticSource(options)));
}

/** Rows of a frame that are not of its market and time, and frames that step back in time. */
function disorder(frames: readonly Frame[]): Row[] {
  let timeMs = 0;
  return frames.flatMap((frame) => {
    const [first] = frame;
    const isBack = first.timeMs < timeMs;
    timeMs = first.timeMs;
    return frame.filter(
      (row) =>
        isBack ||
        row.market !== first.market ||
        row.timeMs !== timeMs ||
        row.exchangeTimeMs !== timeMs,
    );
  });
}

/** Levels and trades that are not on the grid of their market's tick or of sizes. */
function offGrid(frames: readonly Frame[]): Row[] {
  const ticks = new Map<number, number>();
  return frames.flat().filter((row) => {
    if (row.kind === RowKind.TickSize) ticks.set(row.market, row.price);
    if (row.kind !== RowKind.Level && row.kind !== RowKind.Trade) return false;
    const isPriceRight =
      row.price > 0 && row.price < 10_000 && row.price % (ticks.get(row.market) ?? 100) === 0;
    const isSizeRight = row.size % 10_000 === 0 && row.size >= (row.kind === RowKind.Trade ? 1 : 0);
    return !isPriceRight || !isSizeRight;
  });
}

interface BookCheck {
  trades: number;
  /** Times at which a frame left a crossed book. */
  crossedMs: number[];
  /** Trades whose level did not shrink by their size in the frame that reports them. */
  unconserved: Row[];
}

function checkBooks(frames: readonly Frame[]): BookCheck {
  const books = new Map<number, RebuiltBook>();
  const check: BookCheck = { trades: 0, crossedMs: [], unconserved: [] };
  for (const frame of frames) {
    const [{ market, timeMs }] = frame;
    const book = books.get(market) ?? new RebuiltBook();
    books.set(market, book);
    const sizeOf = ({ side, price }: Row): number => book.sides[side === 0 ? 1 : 0].get(price) ?? 0;
    const trades = frame.filter((row) => row.kind === RowKind.Trade);
    const before = trades.map(sizeOf);
    for (const row of frame) if ((row.flags & RowFlag.SecondToken) === 0) book.apply(row);
    if (book.isCrossed) check.crossedMs.push(timeMs);
    check.trades += trades.length;
    for (const [index, trade] of trades.entries()) {
      if ((before[index] ?? 0) - sizeOf(trade) !== trade.size) check.unconserved.push(trade);
    }
  }
  return check;
}

describe.each([
  ["demo", demoOptions],
  ["load", loadOptions],
])("rows of %s", (_name, arbitrary) => {
  it("are whole frames of one market and one time, in time order", async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary, async (options) => {
        expect(disorder(await framesFor(options))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it("hold integers on the grids of price and size", async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary, async (options) => {
        expect(offGrid(await framesFor(options))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it("never cross the book, and show each trade as the shrinking of its level", async () => {
    let trades = 0;
    await fc.assert(
      fc.asyncProperty(arbitrary, async (options) => {
        const lossless = options.scenario === "load" ? options : { ...options, lossEpisodes: 0 };
        const check = checkBooks(await framesFor(lossless));
        expect(check.crossedMs).toEqual([]);
        expect(check.unconserved).toEqual([]);
        trades += check.trades;
      }),
      { numRuns: 25 },
    );
    expect(trades).toBeGreaterThan(100);
  });
});

describe("mirrored rows", () => {
  it("keep the second token's book the exact mirror of the first after every frame", async () => {
    const frames = await framesFor({ seed: 5, durationSeconds: 400, isMirrored: true });
    const books = new Map<number, [RebuiltBook, RebuiltBook]>();
    for (const frame of frames) {
      const [{ market }] = frame;
      const pair = books.get(market) ?? [new RebuiltBook(), new RebuiltBook()];
      books.set(market, pair);
      for (const row of frame) pair[(row.flags & RowFlag.SecondToken) === 0 ? 0 : 1].apply(row);
      const [first, second] = pair;
      expect(second.describe((price) => 10_000 - price).toReversed()).toEqual(first.describe());
    }
    expect(books.size).toBe(4);
  });
});
