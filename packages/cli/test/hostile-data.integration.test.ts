import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { InspectReport } from "@polytraders/adapter-recordings";
import type { RunSummary } from "../src/run/run-summary.ts";
import { assertSucceeded, outsideFolder, polytraders, type Ended } from "./polytraders-process.ts";

const { path: folder, write } = outsideFolder();
const HEADER = "market_slug,asset_id,market_id,event_type,price,side,size,hash,timestamp";
const START_MS = Date.UTC(2026, 0, 5, 18);
const DAY_MS = 86_400_000;

interface Level {
  readonly market?: string;
  readonly event?: string;
  readonly price: string;
  readonly side: string;
  readonly size: string;
  readonly atMs: number;
}

const line = ({
  market = "game",
  event = "price_change",
  price,
  side,
  size,
  atMs,
}: Level): string =>
  `${market},${market}-yes,${market},${event},${price},${side},${size},h${atMs},${atMs}`;

/** A book and ten minutes of changes to its best levels, two a second. */
function cleanLines(): string[] {
  const book = ["ask", "bid"].flatMap((side) =>
    Array.from({ length: 5 }, (_, level) => {
      const cents = side === "ask" ? 56 - level : 45 + level;
      return line({ event: "book", price: `0.${cents}`, side, size: "500", atMs: START_MS });
    }),
  );
  const changes = Array.from({ length: 1_200 }, (_, index) => {
    const [price, side] = index % 2 === 0 ? ["0.52", "ask"] : ["0.49", "bid"];
    const size = String(100 + ((index * 37) % 400));
    return line({ price, side, size, atMs: START_MS + 1_000 + index * 500 });
  });
  return [...book, ...changes];
}

/** What every row refused should be refused as. */
const HOSTILE_LINES: readonly (readonly [code: string, at: (atMs: number) => string])[] = [
  // Two writers to one file: the second begins inside the first one's line.
  [
    "DATA_LINE_FIELD_COUNT",
    (atMs) => `game,game-yes,ga${line({ price: "0.5", side: "bid", size: "1", atMs })}`,
  ],
  ["DATA_PRICE_INVALID", (atMs) => line({ price: "NaN", side: "bid", size: "10", atMs })],
  ["DATA_SIZE_INVALID", (atMs) => line({ price: "0.48", side: "bid", size: "NaN", atMs })],
  ["DATA_SIZE_NEGATIVE", (atMs) => line({ price: "0.48", side: "bid", size: "-10", atMs })],
  ["DATA_PRICE_OFF_GRID", (atMs) => line({ price: "0.480051", side: "bid", size: "10", atMs })],
  ["DATA_PRICE_OUTSIDE_RANGE", (atMs) => line({ price: "1.2", side: "ask", size: "10", atMs })],
  ["DATA_PRICE_OUTSIDE_RANGE", (atMs) => line({ price: "-0.1", side: "bid", size: "10", atMs })],
  ["DATA_SIDE_UNKNOWN", (atMs) => line({ price: "0.48", side: "both", size: "10", atMs })],
  [
    "DATA_TIME_WENT_BACK_TOO_FAR",
    (atMs) => line({ price: "0.48", side: "bid", size: "10", atMs: atMs - DAY_MS }),
  ],
];

function withHostileLines(clean: readonly string[]): string[] {
  const lines = [...clean];
  for (const [index, [, at]] of HOSTILE_LINES.entries()) {
    const position = 100 + index * 100;
    const atMs = Number(lines[position]?.split(",").at(-1));
    lines.splice(position + 1, 0, at(atMs));
  }
  return lines;
}

const expectedRejections = (): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const [code] of HOSTILE_LINES) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
};

const backtest = (data: string): Promise<Ended> =>
  polytraders(["backtest", "--data", data, "--json"], { folder });

describe("hostile captures", () => {
  let imported: Ended;

  beforeAll(async () => {
    const clean = cleanLines();
    write("clean.csv", [HEADER, ...clean, ""].join("\n"));
    write("hostile.csv", [HEADER, ...withHostileLines(clean), ""].join("\n"));
    imported = await polytraders(["data", "import", "hostile.csv", "--out", "hostile", "--json"], {
      folder,
    });
  }, 60_000);

  it("counts every bad line by its reason and lists it", () => {
    assertSucceeded(imported);
    const report = JSON.parse(imported.stdout) as InspectReport;
    expect(report.rejected).toEqual(expectedRejections());
    const listed = readFileSync(join(folder, "hostile/rejected-lines.ndjson"), "utf8");
    expect(listed.trim().split("\n")).toHaveLength(HOSTILE_LINES.length);
  });

  it("loses nothing else: every decision is the one made without the bad lines", async () => {
    const [hostile, clean] = (await Promise.all([backtest("hostile"), backtest("clean.csv")])).map(
      ({ stdout }) => JSON.parse(stdout) as RunSummary,
    );
    expect(clean?.events).toBe(1_211);
    expect(clean?.bots.map(({ decisions }) => decisions)).toEqual([120, 0, 1_201]);
    // A lost row leaves a mark in the recording, so rows differ, but nothing that follows from them.
    expect(hostile?.markets).toEqual(clean?.markets);
    expect(hostile?.bots).toEqual(clean?.bots);
  }, 60_000);

  it("refuses a truncated or bent Parquet file in one line", async () => {
    await polytraders(["data", "import", "clean.csv", "--out", "damaged"], { folder });
    const file = join(folder, "damaged/recording.parquet");
    const content = readFileSync(file);
    truncateSync(file, content.length - 500);
    const truncated = await backtest("damaged");
    const middle = content.length >> 1;
    writeFileSync(file, content.fill(0xff, middle, middle + 64));
    const bent = await backtest("damaged");
    for (const ended of [truncated, bent]) {
      expect(ended.code).toBe(1);
      expect(ended.stdout).toBe("");
      expect(ended.stderr).toMatch(/^error damaged.*DATA_RECORDING_CORRUPT: [^\n]*\n$/);
    }
  }, 60_000);

  it("runs over 100,000 unknown markets without harm to the known one", async () => {
    const unknown = Array.from({ length: 100_000 }, (_, index) =>
      line({ market: `m${index}`, price: "0.5", side: "bid", size: "10", atMs: START_MS + index }),
    );
    write("many.csv", [HEADER, ...cleanLines(), ...unknown, ""].join("\n"));
    const ended = await polytraders(
      ["backtest", "--data", "many.csv", "--bots", "4.3", "--envelopes", "none", "--json"],
      { folder },
    );
    assertSucceeded(ended);
    const summary = JSON.parse(ended.stdout) as RunSummary;
    expect(summary.markets).toHaveLength(100_001);
    expect(
      summary.bots.every(({ suspended, failures }) => suspended === null && failures === 0),
    ).toBe(true);
    const game = summary.markets.find(({ slug }) => slug === "game");
    expect(game?.bookUpdates).toBe(1_201);
  }, 120_000);
});
