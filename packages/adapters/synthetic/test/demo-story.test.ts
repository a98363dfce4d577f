import { MarketStatusCode, RowKind } from "@polytraders/core";
import { beforeAll, describe, expect, it } from "vitest";
import { createSyntheticSource, SYNTHETIC_SCENARIOS } from "../src/index.ts";
import { framesOf, readRows, RebuiltBook, type Frame, type Row } from "./frames.ts";

const MARKETS = [0, 1, 2, 3];
const { startTimeMs, durationSeconds } = SYNTHETIC_SCENARIOS.demo;

/** Once per second: is each market's book two-sided, how wide is it, how deep. */
interface Sample {
  readonly second: number;
  readonly spread: number;
  readonly depthUsd: number;
}

function sample(frames: readonly Frame[], market: number): Sample[] {
  const book = new RebuiltBook();
  const samples: Sample[] = [];
  let second = 1;
  for (const frame of frames) {
    while (frame[0].timeMs >= startTimeMs + second * 1_000) {
      samples.push({
        second,
        spread: book.bestAsk - book.bestBid,
        depthUsd: book.insideDepthUsd,
      });
      second += 1;
    }
    if (frame[0].market === market) for (const row of frame) book.apply(row);
  }
  return samples;
}

describe.each([1, 7, 42])("the demo with seed %i", (seed) => {
  let rows: Row[] = [];
  let frames: Frame[] = [];
  beforeAll(async () => {
    rows = await readRows(createSyntheticSource({ seed }));
    frames = framesOf(rows);
  });
  const statusRows = (): Row[] => rows.filter((row) => row.kind === RowKind.Status);

  it("is labelled synthetic and has a few ten thousand rows", () => {
    const { origin, markets } = createSyntheticSource({ seed });
    expect(origin.kind).toBe("synthetic");
    expect(origin.label).toContain("synthetic");
    expect(markets.every(({ slug }) => slug.startsWith("synthetic-"))).toBe(true);
    expect(rows.length).toBeGreaterThan(20_000);
    expect(rows.length).toBeLessThan(80_000);
  });

  it("beats every ten seconds to the end", () => {
    const beats = rows.filter((row) => row.kind === RowKind.Heartbeat).map((row) => row.timeMs);
    const expected = Array.from(
      { length: durationSeconds / 10 },
      (_, n) => startTimeMs + n * 10_000,
    );
    expect(beats).toEqual(expected);
  });

  it("halts markets, is silent about them meanwhile and reopens with a full book", () => {
    const halts = statusRows().filter((row) => row.price === MarketStatusCode.Halted);
    expect(halts.length).toBeGreaterThanOrEqual(3);
    for (const halt of halts) {
      const next = frames.find(
        (frame) =>
          frame[0].kind !== RowKind.Heartbeat &&
          frame[0].market === halt.market &&
          frame[0].timeMs > halt.timeMs,
      );
      expect(next?.slice(0, 2).map((row) => [row.kind, row.price])).toEqual([
        [RowKind.Status, MarketStatusCode.Open],
        [RowKind.BookStart, 0],
      ]);
      expect((next?.[0].timeMs ?? 0) - halt.timeMs).toBeGreaterThanOrEqual(20_000);
    }
  });

  it("decides one market: finer tick, empty book, closed, resolved, then nothing", () => {
    const story = rows
      .filter((row) => row.market === 2)
      .filter((row) => row.kind === RowKind.TickSize || row.kind === RowKind.Status)
      .map((row) => `${row.kind}:${row.price}`)
      .slice(-3);
    expect(story.slice(0, 2)).toEqual(["4:10", "5:2"]);
    expect(story[2]).toMatch(/^5:[34]$/);
    const book = new RebuiltBook();
    const own = rows.filter((row) => row.market === 2 && row.kind !== RowKind.Heartbeat);
    for (const row of own) book.apply(row);
    expect(book.describe()).toEqual(["", ""]);
    expect(own.at(-1)?.kind).toBe(RowKind.Status);
  });

  it("has decaying liquidity: inside depth falls by half within a minute, and comes back", () => {
    for (const market of MARKETS) {
      const depths = sample(frames, market).map(({ depthUsd }) => depthUsd);
      const losses = depths.filter((depth, second) => depth < (depths[second - 60] ?? 0) / 2);
      const gains = depths.filter((depth, second) => depth > (depths[second - 60] ?? Infinity) * 2);
      expect(losses.length).toBeGreaterThan(30);
      expect(gains.length).toBeGreaterThan(30);
    }
  });

  it("blows out the spreads of every open market at one time", () => {
    const normal = MARKETS.map((market) => {
      const spreads = sample(frames, market).map(({ spread }) => spread);
      return spreads.toSorted((left, right) => left - right)[spreads.length >> 1] ?? 0;
    });
    const blownOut = MARKETS.map(
      (market) =>
        new Set(
          sample(frames, market)
            .filter(({ spread }) => spread >= 2.5 * (normal[market] ?? 0))
            .map(({ second }) => second),
        ),
    );
    const together = Array.from({ length: durationSeconds }, (_, second) => second).filter(
      (second) => blownOut.filter((seconds) => seconds.has(second)).length >= 3,
    );
    expect(together.length).toBeGreaterThanOrEqual(10);
    expect((together.at(-1) ?? 0) - (together[0] ?? 0)).toBeLessThan(120);
  });
});

describe("loss episodes", () => {
  it("leave wrong and sometimes crossed books, only until the gap row and its full book", async () => {
    let crossedFrames = 0;
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const lossy = framesOf(await readRows(createSyntheticSource({ seed, lossEpisodes: 4 })));
      const books = new Map<number, RebuiltBook>();
      let gaps = 0;
      for (const frame of lossy) {
        const [first, second] = frame;
        const book = books.get(first.market) ?? new RebuiltBook();
        books.set(first.market, book);
        for (const row of frame) book.apply(row);
        if (book.isCrossed) crossedFrames += 1;
        if (first.kind !== RowKind.Gap) continue;
        gaps += 1;
        if (second !== undefined) {
          expect(second.kind).toBe(RowKind.BookStart);
          expect(book.isCrossed).toBe(false);
        }
      }
      expect(gaps).toBe(16);
    }
    expect(crossedFrames).toBeGreaterThan(0);
  });
});
