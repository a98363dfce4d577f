import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PolytradersError, z } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { importCaptures, openRecording, type RecordingManifest } from "../src/index.ts";
import {
  bookLines,
  captureCsv,
  csvLine,
  FIRST_TOKEN,
  SECOND_TOKEN,
  START_MS,
} from "./capture-text.ts";
import { inShort, listRows } from "./row-list.ts";
import { scratchFolder } from "./scratch-folder.ts";

const scratch = scratchFolder();
let runs = 0;

/** Imports texts as files and returns the manifest and the rows in short. */
async function imported(
  files: Record<string, string>,
): Promise<{ manifest: RecordingManifest; rows: string[]; folder: string }> {
  runs += 1;
  const paths = Object.entries(files).map(([name, text]) => scratch.write(name, text));
  const folder = join(scratch.path, `run-${runs}`);
  const { manifest } = await importCaptures(paths, folder);
  const rows = (await listRows(await openRecording(folder))).map(inShort);
  return { manifest, rows, folder };
}

const rejectedSchema = z.object({ line: z.number(), code: z.string(), text: z.string() });

function rejectedList(folder: string): z.infer<typeof rejectedSchema>[] {
  const text = readFileSync(join(folder, "rejected-lines.ndjson"), "utf8").trim();
  return text.split("\n").map((line) => rejectedSchema.parse(JSON.parse(line)));
}

describe("frames", () => {
  it("joins both tokens' messages of one moment", async () => {
    const { rows } = await imported({
      "frames.csv": captureCsv([
        ...bookLines([
          ["ask", "0.6", "5"],
          ["bid", "0.4", "7"],
        ]),
        ...bookLines(
          [
            ["ask", "0.6", "7"],
            ["bid", "0.4", "5"],
          ],
          { tokenId: SECOND_TOKEN },
        ),
        { price: "0.41", size: "3", atMs: 10 },
        { price: "0.59", size: "3", side: "ask", tokenId: SECOND_TOKEN, atMs: 10 },
      ]),
    });
    expect(rows).toEqual([
      "BookStart",
      "Level ask 6000 5",
      "Level bid 4000 7",
      "BookStart second",
      "Level ask 6000 7 second",
      "Level bid 4000 5 second |",
      "Level bid 4100 3",
      "Level ask 5900 3 second |",
    ]);
  });

  it("keeps arrival order and lets kernel time never run back", async () => {
    const { manifest, folder } = await imported({
      "back.csv": captureCsv([
        { price: "0.41", atMs: 100 },
        { price: "0.42", atMs: 95, hash: "older" },
        { price: "0.43", atMs: 120 },
      ]),
    });
    const rows = await listRows(await openRecording(folder));
    expect(
      rows.map(({ price, timeMs, exchangeTimeMs }) => [
        price,
        timeMs - START_MS,
        exchangeTimeMs - START_MS,
      ]),
    ).toEqual([
      [4100, 100, 100],
      [4200, 100, 95],
      [4300, 120, 120],
    ]);
    expect(manifest.reports[0]?.stepsBack).toBe(1);
  });

  it("does not depend on the order of the files, and reads a file named twice once", async () => {
    const first = scratch.write(
      "one.csv",
      captureCsv([
        { slug: "b", atMs: 5 },
        { slug: "b", atMs: 20, price: "0.3" },
      ]),
    );
    const second = scratch.write(
      "two.csv",
      captureCsv([
        { slug: "a", atMs: 5 },
        { slug: "a", atMs: 10, price: "0.2" },
      ]),
    );
    const forward = await importCaptures([first, second], join(scratch.path, "forward"));
    const backward = await importCaptures([second, first, second], join(scratch.path, "backward"));
    expect(backward.manifest.rowsSha256).toBe(forward.manifest.rowsSha256);
    expect(forward.manifest.markets.map(({ marketId }) => marketId)).toEqual(["a", "b"]);
    const rows = await listRows(await openRecording(join(scratch.path, "forward")));
    expect(rows.map(({ market, price }) => [market, price])).toEqual([
      [0, 5000],
      [1, 5000],
      [0, 2000],
      [1, 3000],
    ]);
  });

  it("refuses two files that cover the same time of one market", async () => {
    const files = {
      "overlap-one.csv": captureCsv([{ atMs: 0 }, { atMs: 100 }]),
      "overlap-two.csv": captureCsv([{ atMs: 50 }, { atMs: 150, price: "0.2" }]),
    };
    await expect(imported(files)).rejects.toMatchObject({ code: "DATA_MARKET_OVERLAPS" });
  });

  it("continues a market over rotated files", async () => {
    const { manifest } = await imported({
      "hour-2.csv": captureCsv([{ atMs: 100, price: "0.3" }]),
      "hour-1.csv": captureCsv([{ atMs: 0 }, { atMs: 100 }]),
    });
    expect(manifest.reports).toHaveLength(1);
    expect(manifest.reports[0]?.sourceFiles).toEqual(["hour-1.csv", "hour-2.csv"]);
  });
});

describe("inferred trades", () => {
  const ladder = [
    ["ask", "0.7", "30"],
    ["ask", "0.6", "20"],
    ["ask", "0.55", "10"],
    ["bid", "0.5", "40"],
  ] as const;
  const mirrored = [
    ["ask", "0.5", "40"],
    ["bid", "0.3", "30"],
    ["bid", "0.4", "15"],
  ] as const;
  const after = [
    ["ask", "0.7", "30"],
    ["ask", "0.6", "15"],
    ["bid", "0.5", "40"],
  ] as const;

  it("finds a sweep once though both tokens show it", async () => {
    const { rows, manifest } = await imported({
      "sweep.csv": captureCsv([
        ...bookLines(ladder),
        ...bookLines(after, { atMs: 10, hash: "x" }),
        ...bookLines(mirrored, { atMs: 10, hash: "y", tokenId: SECOND_TOKEN }),
      ]),
    });
    expect(rows.filter((row) => row.startsWith("Trade"))).toEqual([
      "Trade buys 5500 10 inferred",
      "Trade buys 6000 5 inferred",
    ]);
    expect(manifest.reports[0]).toMatchObject({
      inferredTrades: 2,
      inferredTradeShares: 15_000_000,
      inferredTradeUsd: 8_500_000,
    });
  });

  it.each([
    [
      "a level behind the touch shrank",
      [
        ["ask", "0.7", "30"],
        ["ask", "0.6", "15"],
        ["ask", "0.55", "10"],
        ["bid", "0.5", "40"],
      ],
    ],
    [
      "both sides shrank",
      [
        ["ask", "0.7", "30"],
        ["ask", "0.6", "20"],
        ["bid", "0.5", "39"],
      ],
    ],
    [
      "another level grew",
      [
        ["ask", "0.7", "31"],
        ["ask", "0.6", "20"],
        ["bid", "0.5", "40"],
      ],
    ],
  ] as const)("finds none when %s", async (_, next) => {
    const { rows } = await imported({
      [`no-trade-${next.length}-${String(next.flat())}.csv`.replaceAll(",", "_").slice(-60)]:
        captureCsv([...bookLines(ladder), ...bookLines(next, { atMs: 10, hash: "x" })]),
    });
    expect(rows.filter((row) => row.startsWith("Trade"))).toEqual([]);
  });

  it("finds none after a minute of silence, which means a resubscription", async () => {
    const text = captureCsv([
      ...bookLines(ladder),
      ...bookLines(after, { atMs: 60_001, hash: "x" }),
    ]);
    expect((await imported({ "silence.csv": text })).manifest.reports[0]?.inferredTrades).toBe(0);
  });

  it("finds none when the capture holds the venue's own trades", async () => {
    const text = captureCsv([
      ...bookLines(ladder),
      { type: "last_trade_price", price: "0.55", size: "10", side: "BUY", atMs: 9 },
      ...bookLines(after, { atMs: 10, hash: "x" }),
    ]);
    const { rows } = await imported({ "own-trades.csv": text });
    expect(rows.filter((row) => row.startsWith("Trade"))).toEqual(["Trade buys 5500 10 |"]);
  });
});

describe("tick size", () => {
  it("starts at 0.01 and is refined by a price off the grid, before that price's row", async () => {
    const { rows, manifest } = await imported({
      "tick.csv": captureCsv([
        { price: "0.95" },
        { price: "0.965", atMs: 5 },
        { price: "0.97", atMs: 9 },
      ]),
    });
    expect(rows).toEqual([
      "Level bid 9500 10 |",
      "TickSize 50 inferred",
      "Level bid 9650 10 |",
      "Level bid 9700 10 |",
    ]);
    expect(manifest.markets[0]?.tickSize).toBe(100);
    expect(manifest.reports[0]?.tickChanges).toBe(1);
  });
});

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

describe("layouts", () => {
  it("reads columns by trimmed header name and takes the id stated anywhere in the file", async () => {
    const text = [
      "price, side ,size, timestamp,hash,event_type, asset_id,market_id,market_slug,outcome_name",
      `0.5,SELL,305.0,${START_MS},h,price_change,${FIRST_TOKEN},,game,`,
      `0.4,BUY,1.0,${START_MS + 1},h,price_change,${FIRST_TOKEN},553403,game,Reds`,
    ].join("\r\n");
    const { manifest, rows } = await imported({ "layout.csv": text });
    expect(rows).toEqual(["Level ask 5000 305 |", "Level bid 4000 1 |"]);
    expect(manifest.markets[0]).toMatchObject({
      marketId: "553403",
      slug: "game",
      outcomes: ["Reds", ""],
    });
  });

  it.each([
    ["mid prices only", "market_id,yes_price,no_price\n1,0.5,0.5\n", "DATA_QUOTES_MISSING"],
    [
      "a lost column",
      "asset_id,event_type,price,side,size\n1,book,0.5,bid,1\n",
      "DATA_COLUMN_MISSING",
    ],
    ["something else", "a,b,c\n1,2,3\n", "DATA_FORMAT_UNKNOWN"],
    ["nothing", "", "DATA_FORMAT_UNKNOWN"],
  ])("refuses %s with a clear code", async (name, text, code) => {
    await expect(imported({ [`${name}.csv`]: text })).rejects.toMatchObject({ code });
  });
});
