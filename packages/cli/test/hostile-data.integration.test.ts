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

/** Lines before the first change: the books of two markets. */
const BOOK_LINES = 20;

/** Books of two markets, then ten minutes in which each changes both its best levels every second. */
function cleanLines(): string[] {
  const books = ["game", "other"].flatMap((market) =>
    ["ask", "bid"].flatMap((side) =>
      Array.from({ length: 5 }, (_, level) => {
        const cents = side === "ask" ? 56 - level : 45 + level;
        return line({
          market,
          event: "book",
          price: `0.${cents}`,
          side,
          size: "500",
          atMs: START_MS,
        });
      }),
    ),
  );
  const changes = Array.from({ length: 600 }, (_, second) =>
    ["game", "other"].flatMap((market, index) => {
      const atMs = START_MS + 1_000 * (second + 1) + 500 * index;
      const size = String(100 + ((second * 37) % 400));
      return [
        line({ market, price: "0.52", side: "ask", size, atMs }),
        line({ market, price: "0.49", side: "bid", size, atMs: atMs + 10 }),
      ];
    }),
  );
  return [...books, ...changes.flat()];
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

/** Puts each bad line between the two changes of one second of the first market. */
function withHostileLines(clean: readonly string[]): string[] {
  const lines = [...clean];
  for (const [index, [, at]] of HOSTILE_LINES.entries()) {
    const position = BOOK_LINES + 100 * (index + 1) + index;
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

  it("loses nothing else, and leaves the other market's decisions as they are", async () => {
    const runs = await Promise.all([backtest("hostile"), backtest("clean.csv")]);
    const [hostile, clean] = runs.map(({ stdout }) => JSON.parse(stdout) as RunSummary);
    const marketOf = (run: RunSummary | undefined, slug: string) =>
      run?.markets.find((market) => market.slug === slug);
    expect(marketOf(clean, "other")?.reasonCodes["INTEL_DECAY_PUBLISHED"]).toBeGreaterThan(1_000);
    expect(marketOf(hostile, "other")).toEqual(marketOf(clean, "other"));
    // Bots rightly trust the damaged market's book less until the venue sends it whole again.
    expect(marketOf(clean, "game")?.bookUpdates).toBe(1_201);
    expect(marketOf(hostile, "game")?.bookUpdates).toBe(1_201);
    const decisionsOf = (run: RunSummary | undefined) =>
      run?.bots.map(({ decisions }) => decisions);
    expect(decisionsOf(clean)?.at(-1)).toBe(2_402);
    expect(decisionsOf(hostile)?.at(-1)).toBe(2_402);
    for (const bot of hostile?.bots ?? [])
      expect(bot).toMatchObject({ failures: 0, suspended: null });
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
    expect(summary.markets).toHaveLength(100_002);
    expect(
      summary.bots.every(({ suspended, failures }) => suspended === null && failures === 0),
    ).toBe(true);
    const game = summary.markets.find(({ slug }) => slug === "game");
    expect(game?.bookUpdates).toBe(1_201);
  }, 120_000);
});
