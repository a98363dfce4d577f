import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importCaptures, openRecording } from "../src/index.ts";
import { bookLines, captureCsv, FIRST_TOKEN, SECOND_TOKEN, START_MS } from "./capture-text.ts";
import { importerIn } from "./imported.ts";
import { listRows } from "./row-list.ts";
import { scratchFolder } from "./scratch-folder.ts";

const scratch = scratchFolder();
const imported = importerIn(scratch);

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
