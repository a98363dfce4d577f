import {
  createBatch,
  RowFlag,
  RowKind,
  type MarketDataBatch,
  type MarketDataSource,
} from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { recordedBook } from "../../src/rewards/recorded-book.ts";

/** `[time, market, kind, side, price units, whole shares, flags]`; each row is a frame unless flagged 0. */
type Row = readonly [number, number, number, number, number, number, number?];

const { BookStart, Level } = RowKind;

const ROWS: readonly Row[] = [
  [1000, 0, BookStart, 0, 0, 0, 0],
  [1000, 0, Level, 0, 4800, 500, 0],
  [1000, 0, Level, 1, 5200, 400],
  [2000, 1, Level, 0, 9000, 7],
  // A bid for the second token at 0.47 is an ask for the first at 0.53.
  [3000, 0, Level, 0, 4700, 100, RowFlag.SecondToken | RowFlag.FrameEnd],
  [4000, 0, Level, 0, 4800, 0],
  [5000, 0, Level, 0, 4600, 50],
  [6000, 0, Level, 1, 5200, 0, 0],
  [6000, 0, Level, 1, 5300, 0],
];

function batchOf(rows: readonly Row[]): MarketDataBatch {
  const batch = createBatch(rows.length);
  for (const [row, [time, marketIndex, kind, side, price, shares, flags]] of rows.entries()) {
    batch.timeMs[row] = time;
    batch.market[row] = marketIndex;
    batch.kind[row] = kind;
    batch.side[row] = side;
    batch.price[row] = price;
    batch.size[row] = shares * 1e6;
    batch.flags[row] = flags ?? RowFlag.FrameEnd;
  }
  batch.length = rows.length;
  return batch;
}

function market(slug: string): MarketDataSource["markets"][number] {
  return {
    marketId: `id-${slug}`,
    slug,
    tokenIds: [`${slug}-yes`, `${slug}-no`],
    outcomes: ["Yes", "No"],
    tickSize: 100,
    minimumOrderSize: 5_000_000,
    isNegRisk: false,
  };
}

/** The rows in two batches, cut inside a frame. */
const source: MarketDataSource = {
  origin: { kind: "recording", label: "two markets", fingerprint: "f" },
  markets: [market("rain"), market("snow")],
  async *batches() {
    yield await Promise.resolve(batchOf(ROWS.slice(0, 2)));
    yield await Promise.resolve(batchOf(ROWS.slice(2)));
  },
};

describe("the recorded book", () => {
  it("is the one at the moment asked for, both tokens' orders on one view", async () => {
    const book = await recordedBook(source, "rain", 3500);
    expect(book).toEqual({
      bids: [{ price: 0.48, size: 500 }],
      asks: [
        { price: 0.52, size: 400 },
        { price: 0.53, size: 100 },
      ],
      title: "rain as recorded at 1970-01-01T00:00:03.000Z",
    });
  });

  it("is the last one with two sides when no moment is given, or when one side is empty then", async () => {
    const last = await recordedBook(source, "rain-no");
    expect(last.bids).toEqual([{ price: 0.46, size: 50 }]);
    expect(last.title).toContain("00:00:05");
    const emptied = await recordedBook(source, "id-rain", 4500);
    expect(emptied.bids).toEqual([{ price: 0.48, size: 500 }]);
    expect(emptied.title).toContain("00:00:03");
  });

  it.each([
    ["hail", undefined, "It has rain, snow."],
    [undefined, undefined, "found no --market"],
    ["snow", undefined, "a moment at which the market had bids and asks"],
    ["rain", 500, "none up to 1970-01-01T00:00:00.500Z"],
  ])("refuses %s at %s", async (wanted, atMs, words) => {
    await expect(recordedBook(source, wanted, atMs)).rejects.toThrow(words);
  });
});
