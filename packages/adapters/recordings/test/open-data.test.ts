import { cpSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createBatch, RowFlag, RowKind, type MarketDataSource } from "@polytraders/core";
import { beforeAll, describe, expect, it } from "vitest";
import {
  importCaptures,
  inspectRecording,
  openData,
  openRecording,
  writeRecording,
} from "../src/index.ts";
import {
  captureCsv,
  FIRST_TOKEN,
  SECOND_TOKEN,
  START_MS,
  type CaptureLine,
} from "./capture-text.ts";
import { listRows } from "./row-list.ts";
import { scratchFolder } from "./scratch-folder.ts";

const scratch = scratchFolder();
const cacheDir = join(scratch.path, "cache");

describe("damaged recordings", () => {
  let whole: string;

  beforeAll(async () => {
    whole = join(scratch.path, "whole");
    await importCaptures([scratch.write("whole.csv", captureCsv([{}, { atMs: 5 }]))], whole);
  });

  function copyOf(name: string): string {
    const folder = join(scratch.path, name);
    cpSync(whole, folder, { recursive: true });
    return folder;
  }

  it("refuses a truncated Parquet file", async () => {
    const folder = copyOf("truncated");
    truncateSync(join(folder, "recording.parquet"), 100);
    await expect(openRecording(folder)).rejects.toMatchObject({ code: "DATA_RECORDING_CORRUPT" });
  });

  it("refuses one changed byte", async () => {
    const folder = copyOf("changed");
    const path = join(folder, "recording.parquet");
    const bytes = readFileSync(path);
    bytes[40] = (bytes[40] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    await expect(openRecording(folder)).rejects.toMatchObject({ code: "DATA_RECORDING_CORRUPT" });
  });

  it("refuses a manifest cut short, of another shape, or of another version", async () => {
    const text = readFileSync(join(whole, "recording.json"), "utf8");
    const cases = [
      [text.slice(0, -20), "DATA_RECORDING_CORRUPT"],
      [text.replace('"tickSize":100', '"tickSize":"0.01"'), "DATA_RECORDING_CORRUPT"],
      [text.replace('"formatVersion": 1', '"formatVersion": 99'), "DATA_RECORDING_VERSION"],
    ] as const;
    for (const [index, [changed, code]] of cases.entries()) {
      const folder = copyOf(`manifest-${index}`);
      writeFileSync(join(folder, "recording.json"), changed);
      await expect(openRecording(folder)).rejects.toMatchObject({ code });
    }
  });

  it("names what is missing", async () => {
    await expect(openRecording(join(scratch.path, "nowhere"))).rejects.toMatchObject({
      code: "DATA_RECORDING_NOT_FOUND",
    });
    await expect(openData([join(scratch.path, "nowhere")])).rejects.toMatchObject({
      code: "DATA_FILE_UNREADABLE",
    });
  });

  it("turns a Parquet file that DuckDB cannot read into an error with its path", async () => {
    const recording = await openRecording(copyOf("vanishing"));
    truncateSync(join(recording.folder, "recording.parquet"), 50);
    await expect(listRows(recording)).rejects.toMatchObject({ code: "DATA_RECORDING_CORRUPT" });
  });
});

describe("raw captures", () => {
  it("imports them once, reads damaged cache entries anew, and ignores the order of paths", async () => {
    const one = scratch.write("x.csv", captureCsv([{ slug: "x" }]));
    const two = scratch.write("y.csv", captureCsv([{ slug: "y", atMs: 1 }]));
    const first = await openData([one, two], { cacheDir });
    const second = await openData([two, one], { cacheDir });
    expect(second.origin).toEqual(first.origin);
    expect("folder" in first && "folder" in second && first.folder === second.folder).toBe(true);
    if (!("folder" in first)) return;
    truncateSync(join(first.folder, "recording.parquet"), 10);
    expect((await openData([one, two], { cacheDir })).origin).toEqual(first.origin);
  });

  it("reads a folder of captures with its outcome names, gzip or not", async () => {
    const folder = join(scratch.path, "games");
    mkdirSync(folder);
    writeFileSync(join(folder, "game.csv.gz"), gzipSync(captureCsv([{}])));
    writeFileSync(
      join(folder, "assets.csv"),
      `market_slug,asset_id,gamma_market_id,outcome_name\ngame,${FIRST_TOKEN},1,Reds\n`,
    );
    const source = await openData([folder], { cacheDir });
    expect(source.markets[0]?.outcomes).toEqual(["Reds", ""]);
  });

  it("keeps what a damaged gzip file holds and says so", async () => {
    const lines = Array.from({ length: 5000 }, (_, index): CaptureLine => ({
      atMs: index,
      size: String(1 + ((index * 7919) % 1000)),
    }));
    const bytes = gzipSync(captureCsv(lines));
    const path = join(scratch.path, "cut.csv.gz");
    writeFileSync(path, bytes.subarray(0, bytes.length / 2));
    const report = await inspectRecording(path, { cacheDir });
    expect(report.rejected["DATA_FILE_TRUNCATED"]).toBe(1);
    expect(report.recording.rowCount).toBeGreaterThan(1000);
    expect(report.recording.rowCount).toBeLessThan(5000);
  });
});

describe("several recordings as one", () => {
  it("refuses the same time of one market twice", async () => {
    const one = join(scratch.path, "twice-1");
    const two = join(scratch.path, "twice-2");
    await importCaptures([scratch.write("t1.csv", captureCsv([{}, { atMs: 100 }]))], one);
    await importCaptures([scratch.write("t2.csv", captureCsv([{ atMs: 50 }, { atMs: 70 }]))], two);
    await expect(openData([one, two])).rejects.toMatchObject({ code: "DATA_MARKET_OVERLAPS" });
  });

  it("turns the view where a recording saw the tokens in the other order", async () => {
    const one = join(scratch.path, "order-1");
    const two = join(scratch.path, "order-2");
    const both = (first: string, second: string, atMs: number): CaptureLine[] => [
      { tokenId: first, atMs },
      { tokenId: second, atMs, side: "ask" },
    ];
    await importCaptures(
      [scratch.write("o1.csv", captureCsv(both(FIRST_TOKEN, SECOND_TOKEN, 0)))],
      one,
    );
    await importCaptures(
      [scratch.write("o2.csv", captureCsv(both(SECOND_TOKEN, FIRST_TOKEN, 10)))],
      two,
    );
    const rows = await listRows(await openData([two, one]));
    expect(rows.map(({ isSecond }) => isSecond)).toEqual([false, true, true, false]);
  });
});

describe("written sources", () => {
  const market = {
    marketId: "synthetic-1",
    slug: "synthetic-1",
    tokenIds: ["yes", "no"],
    outcomes: ["Yes", "No"],
    tickSize: 100,
    minimumOrderSize: 0,
    isNegRisk: false,
  } as const;

  /** A source of one-level frames at these times. */
  function sourceOf(
    timesMs: readonly number[],
    flags: number = RowFlag.FrameEnd,
  ): MarketDataSource {
    return {
      origin: { kind: "synthetic", label: "made up", fingerprint: "7" },
      markets: [market],
      async *batches() {
        const batch = createBatch(16);
        for (const [at, offset] of timesMs.entries()) {
          batch.timeMs[at] = START_MS + offset;
          batch.exchangeTimeMs[at] = START_MS + offset;
          batch.kind[at] = RowKind.Level;
          batch.flags[at] = flags;
          batch.price[at] = 5000;
          batch.size[at] = 1_000_000;
          batch.length = at + 1;
        }
        yield batch;
      },
    };
  }

  it("come back row by row and stay labelled synthetic", async () => {
    const folder = join(scratch.path, "synthetic");
    const source = sourceOf([0, 10, 10, 30]);
    await writeRecording(source, folder);
    const recording = await openRecording(folder);
    expect(recording.origin).toMatchObject({ kind: "synthetic", label: "made up" });
    expect(recording.markets).toEqual([market]);
    expect(await listRows(recording)).toEqual(await listRows(source));
    expect(recording.manifest.reports[0]).toMatchObject({
      messages: { price_change: 4 },
      longestSilenceMs: 20,
    });
  });

  it.each([
    ["time runs back", sourceOf([10, 0])],
    ["the last frame is open", sourceOf([0], 0)],
  ])("are refused when %s", async (name, source) => {
    const writing = writeRecording(source, join(scratch.path, name));
    await expect(writing).rejects.toMatchObject({ code: "DATA_SOURCE_UNORDERED" });
  });
});
