import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PolytradersError, z } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { importCaptures } from "../src/index.ts";
import { bookLines, captureCsv, csvLine, FIRST_TOKEN, SECOND_TOKEN } from "./capture-text.ts";
import { importerIn } from "./imported.ts";
import { scratchFolder } from "./scratch-folder.ts";

const scratch = scratchFolder();
const imported = importerIn(scratch);

const rejectedSchema = z.object({ line: z.number(), code: z.string(), text: z.string() });

function rejectedList(folder: string): z.infer<typeof rejectedSchema>[] {
  const text = readFileSync(join(folder, "rejected-lines.ndjson"), "utf8").trim();
  return text.split("\n").map((line) => rejectedSchema.parse(JSON.parse(line)));
}

describe("hostile lines", () => {
  it("rejects each by its code, lists it, and keeps the rest", async () => {
    const lines = [
      csvLine({ price: "0.41" }),
      `${csvLine({ price: "0.42" }).slice(0, 30)}${csvLine({ price: "0.43" })},extra`,
      csvLine({ price: "NaN", atMs: 1 }),
      csvLine({ size: "nan", atMs: 2 }),
      csvLine({ size: "-5", atMs: 3 }),
      csvLine({ price: "0.12345", atMs: 4 }),
      csvLine({ price: "1.2", atMs: 5 }),
      csvLine({ price: "0", atMs: 6 }),
      csvLine({ price: "-0.5", atMs: 6 }),
      csvLine({ side: "up", atMs: 7 }),
      csvLine({ type: "noise", atMs: 8 }),
      csvLine({ timestamp: "1751328000" }),
      csvLine({ tokenId: SECOND_TOKEN, price: "0.58", atMs: 9 }),
      csvLine({ tokenId: "3".repeat(77), price: "0.2", atMs: 9 }),
      csvLine({ price: "0.44", atMs: 10 }),
    ];
    const { rows, manifest, folder } = await imported({ "hostile.csv": captureCsv(lines) });
    expect(rows).toEqual([
      "Level bid 4100 10",
      "Gap 0 inferred |",
      "Level bid 5800 10 second",
      "Gap 0 inferred |",
      "Level bid 4400 10",
      "Gap 0 inferred |",
    ]);
    expect(rejectedList(folder).map(({ line, code }) => [line, code])).toEqual([
      [3, "DATA_LINE_FIELD_COUNT"],
      [4, "DATA_PRICE_INVALID"],
      [5, "DATA_SIZE_INVALID"],
      [6, "DATA_SIZE_NEGATIVE"],
      [7, "DATA_PRICE_OFF_GRID"],
      [8, "DATA_PRICE_OUTSIDE_RANGE"],
      [9, "DATA_PRICE_OUTSIDE_RANGE"],
      [10, "DATA_PRICE_OUTSIDE_RANGE"],
      [11, "DATA_SIDE_UNKNOWN"],
      [12, "DATA_EVENT_UNKNOWN"],
      [13, "DATA_TIME_INVALID"],
      [15, "DATA_TOKEN_UNEXPECTED"],
    ]);
    expect(Object.values(manifest.rejected).reduce((sum, count) => sum + count, 0)).toBe(12);
    expect(manifest.sources[0]?.rejectedLines).toBe(12);
  });

  it("leaves another market's book alone when a bad row names its own token", async () => {
    const { rows } = await imported({
      "two-markets.csv": captureCsv([
        { slug: "a", tokenId: FIRST_TOKEN, price: "0.41", size: "1" },
        { slug: "b", tokenId: SECOND_TOKEN, price: "0.52", size: "1", atMs: 1 },
        { slug: "a", tokenId: FIRST_TOKEN, price: "0.42", size: "NaN", atMs: 2 },
        { slug: "b", tokenId: SECOND_TOKEN, price: "0.53", size: "1", atMs: 3 },
        { slug: "a", tokenId: FIRST_TOKEN, price: "0.43", size: "1", atMs: 4 },
      ]),
    });
    expect(rows).toEqual([
      "Level bid 4100 1 |",
      "Level bid 5200 1 |",
      "Level bid 5300 1 |",
      "Level bid 4300 1",
      "Gap 0 inferred |",
    ]);
  });

  it("flags a book of which a row is missing", async () => {
    const { manifest } = await imported({
      "damaged.csv": captureCsv([
        ...bookLines([
          ["ask", "0.9", "1"],
          ["ask", "oops", "1"],
          ["bid", "0.1", "1"],
        ]),
        ...bookLines(
          [
            ["ask", "0.9", "1"],
            ["bid", "0.1", "1"],
          ],
          { atMs: 5, hash: "next" },
        ),
      ]),
    });
    expect(manifest.reports[0]).toMatchObject({
      damagedBooks: 1,
      booksCompared: 1,
      inferredTrades: 0,
    });
  });

  it("puts books together whose lines two writers interleaved", async () => {
    const levels = [
      ["ask", "0.7", "1"],
      ["ask", "0.6", "2"],
      ["bid", "0.4", "3"],
    ] as const;
    const one = bookLines(levels, { slug: "a", tokenId: FIRST_TOKEN });
    const other = bookLines(levels, { slug: "b", tokenId: SECOND_TOKEN, atMs: 1 });
    const mixed = one.flatMap((line, index) => [line, other[index] ?? line]);
    const { rows, manifest } = await imported({ "two-writers.csv": captureCsv(mixed) });
    const book = ["BookStart", "Level ask 7000 1", "Level ask 6000 2", "Level bid 4000 3 |"];
    expect(rows).toEqual([...book, ...book]);
    expect(manifest.reports.map(({ messages }) => messages)).toEqual([{ book: 1 }, { book: 1 }]);
  });

  it("takes a book that is sent again as a message of its own", async () => {
    const levels = [
      ["ask", "0.6", "2"],
      ["bid", "0.4", "3"],
    ] as const;
    const first = bookLines(levels);
    const second = bookLines(levels, { tokenId: SECOND_TOKEN });
    const text = captureCsv([...first, ...second, ...first, ...second]);
    const { manifest } = await imported({ "sent-again.csv": text });
    expect(manifest.reports[0]).toMatchObject({ messages: { book: 4 }, duplicateMessages: 2 });
  });

  it("rounds float artefacts half up to six decimals and counts them", async () => {
    const { rows, manifest } = await imported({
      "rounded.csv": captureCsv([{ size: "12.340000000000002" }, { size: "305.0", atMs: 1 }]),
    });
    expect(rows).toEqual(["Level bid 5000 12.34 |", "Level bid 5000 305 |"]);
    expect(manifest.roundedSizes).toBe(1);
  });

  it("refuses a file without one usable row and leaves nothing behind", async () => {
    const path = scratch.write("useless.csv", captureCsv([{ price: "7" }]));
    const folder = join(scratch.path, "useless");
    const before = readdirSync(scratch.path).length;
    await expect(importCaptures([path], folder)).rejects.toMatchObject({
      code: "DATA_NOTHING_IMPORTED",
    });
    expect(existsSync(folder)).toBe(false);
    expect(readdirSync(scratch.path)).toHaveLength(before);
  });

  it("replaces a recording only when forced, and nothing else ever", async () => {
    const path = scratch.write("again.csv", captureCsv([{}]));
    const folder = join(scratch.path, "again");
    await importCaptures([path], folder);
    await expect(importCaptures([path], folder)).rejects.toMatchObject({
      code: "DATA_RECORDING_EXISTS",
    });
    await importCaptures([path], folder, { isForced: true });
    await expect(importCaptures([path], scratch.path, { isForced: true })).rejects.toThrow(
      PolytradersError,
    );
  });
});
