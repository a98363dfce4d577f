import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  BATCH_ROWS,
  createBatch,
  RowFlag,
  RowKind,
  type MarketDataSource,
} from "@polytraders/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { importCaptures, openData, openRecording, writeRecording } from "../src/index.ts";
import {
  captureCsv,
  csvLine,
  FIRST_TOKEN,
  HEADER,
  SECOND_TOKEN,
  START_MS,
} from "./capture-text.ts";
import { listRows } from "./row-list.ts";
import { scratchFolder } from "./scratch-folder.ts";

const scratch = scratchFolder();

describe("several recordings as one", () => {
  it("gives exactly the rows of one joint import, in any order", async () => {
    const line = fc.record({
      atMs: fc.integer({ min: 0, max: 40 }),
      price: fc.integer({ min: 1, max: 99 }).map((cents) => (cents / 100).toFixed(2)),
      side: fc.constantFrom("bid", "ask"),
      tokenId: fc.constantFrom(FIRST_TOKEN, SECOND_TOKEN),
    });
    const capture = fc.array(line, { minLength: 1, maxLength: 30 });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(capture, { minLength: 2, maxLength: 3 }), async (captures) => {
        run += 1;
        const files = captures.map((lines, index) => {
          const sorted = lines
            .toSorted((a, b) => a.atMs - b.atMs)
            .map((one) => ({ ...one, slug: `m${index}` }));
          return scratch.write(`merge-${run}-${index}.csv`, captureCsv(sorted));
        });
        const folders = files.map((_, index) => join(scratch.path, `merge-${run}-${index}`));
        for (const [index, file] of files.entries())
          await importCaptures([file], folders[index] ?? "");
        await importCaptures(files, join(scratch.path, `joint-${run}`));
        const joint = await listRows(await openRecording(join(scratch.path, `joint-${run}`)));
        expect(await listRows(await openData(folders))).toEqual(joint);
        expect(await listRows(await openData(folders.toReversed()))).toEqual(joint);
      }),
      { numRuns: 6 },
    );
  });
});

describe("a hundred thousand unknown markets", () => {
  it("are markets like any other", async () => {
    const count = 100_000;
    const lines = [HEADER];
    for (let index = 0; index < count; index += 1) {
      const slug = `m${index}`;
      const rest = { slug, tokenId: `${index}1`, atMs: index };
      lines.push(csvLine({ ...rest, type: "book", side: "ask", price: "0.6" }));
      lines.push(csvLine({ ...rest, price: "0.4" }));
    }
    const path = join(scratch.path, "many.csv");
    writeFileSync(path, lines.join("\n"));
    const folder = join(scratch.path, "many");
    const { manifest } = await importCaptures([path], folder);
    expect(manifest.markets).toHaveLength(count);
    expect(manifest.rejected).toEqual({});
    const recording = await openRecording(folder);
    let rows = 0;
    let isMarketRight = true;
    for await (const batch of recording.batches()) {
      for (let at = 0; at < batch.length; at += 1) {
        const slug = recording.markets[batch.market[at] ?? 0]?.slug;
        if (slug !== `m${(batch.timeMs[at] ?? 0) - START_MS}`) isMarketRight = false;
      }
      rows += batch.length;
    }
    expect(rows).toBe(3 * count);
    expect(isMarketRight).toBe(true);
  });
});

describe("a recording longer than a window of the reader", () => {
  it("comes back complete, in order, with flat memory", async () => {
    const total = 1_000_003;
    const source: MarketDataSource = {
      origin: { kind: "synthetic", label: "long", fingerprint: "1" },
      markets: [
        {
          marketId: "long",
          slug: "long",
          tokenIds: ["yes", "no"],
          outcomes: ["Yes", "No"],
          tickSize: 100,
          minimumOrderSize: 0,
          isNegRisk: false,
        },
      ],
      async *batches() {
        for (let from = 0; from < total; from += BATCH_ROWS) {
          const batch = createBatch();
          batch.length = Math.min(BATCH_ROWS, total - from);
          for (let at = 0; at < batch.length; at += 1) {
            batch.timeMs[at] = START_MS + from + at;
            batch.exchangeTimeMs[at] = START_MS + from + at;
            batch.kind[at] = RowKind.Level;
            batch.flags[at] = RowFlag.FrameEnd;
            batch.price[at] = 100 * (1 + ((from + at) % 99));
            batch.size[at] = from + at;
          }
          yield batch;
        }
      },
    };
    const folder = join(scratch.path, "long");
    await writeRecording(source, folder);
    let rows = 0;
    let wrong = 0;
    for await (const batch of (await openRecording(folder)).batches()) {
      for (let at = 0; at < batch.length; at += 1) {
        if (batch.size[at] !== rows || batch.timeMs[at] !== START_MS + rows) wrong += 1;
        rows += 1;
      }
    }
    expect([rows, wrong]).toEqual([total, 0]);
  });

  it("may be left in the middle", async () => {
    const recording = await openRecording(join(scratch.path, "long"));
    for await (const batch of recording.batches()) {
      expect(batch.length).toBeGreaterThan(0);
      break;
    }
  });
});
