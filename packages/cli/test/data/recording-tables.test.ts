import type { InspectReport, MarketReport } from "@polytraders/adapter-recordings";
import { describe, expect, it } from "vitest";
import { recordingTables } from "../../src/data/recording-tables.ts";

const market: MarketReport = {
  marketId: "554901",
  slug: "mlb-tor-cle-2025-06-24",
  sourceFiles: ["mlb-tor-cle-2025-06-24.csv.gz"],
  messages: { book: 2_056, price_change: 99_944 },
  messageRows: { book: 1_132, price_change: 1_552 },
  rows: { bookStart: 56, level: 122_684, trade: 22, tickSize: 1 },
  firstTimeMs: Date.UTC(2025, 5, 24, 22, 14, 22),
  lastTimeMs: Date.UTC(2025, 5, 25, 3, 12),
  longestSilenceMs: 15_817_835,
  stepsBack: 12,
  duplicateMessages: 14,
  twoSidedStates: 19_984,
  crossedOrLockedStates: 808,
  longestCrossedMs: 17_434,
  oneSidedStates: 16,
  unknownRemovals: 2,
  booksCompared: 1_054,
  booksDiffering: 1_054,
  booksDifferingByOneSidedDecrease: 942,
  booksWithDifferentBest: 12,
  levelsCompared: 1_140,
  levelsDiffering: 134,
  damagedBooks: 0,
  venueBestCompared: 0,
  venueBestDiffering: 0,
  quotesAtGridEnds: 0,
  tickChanges: 1,
  trades: 0,
  inferredTrades: 1_022,
  inferredTradeShares: 65_251_670_000,
  inferredTradeUsd: 35_238_267_800,
};

/** The parts of a report that the tables are made from. */
const reportOf = (changes: Partial<InspectReport> = {}): InspectReport =>
  ({
    recording: { kind: "recording", label: "games", rowCount: 122_763 },
    markets: [market],
    rejected: {},
    roundedSizes: 0,
    warnings: [],
    ...changes,
  }) as InspectReport;

describe("recordingTables", () => {
  it("fits a terminal of 100 columns", () => {
    const lines = recordingTables(reportOf()).split("\n");
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(lines[0]).toBe("games: recording, 1 markets, 122,763 rows");
  });

  it("shows what a market holds, and how good it is", () => {
    const rows = recordingTables(reportOf())
      .split("\n")
      .filter((line) => line.startsWith("mlb-tor"))
      .map((line) => line.split(/ {2,}/));
    expect(rows).toEqual([
      [
        "mlb-tor-cle-2025-06-24",
        "2025-06-24 22:14",
        "5.0",
        "2,056",
        "99,944",
        "122,763",
        "0",
        "1,022",
        "35,238",
      ],
      [
        "mlb-tor-cle-2025-06-24",
        "15817.8",
        "12/14",
        "1054/1054",
        "942",
        "808/19984",
        "17.4",
        "16",
        "1",
      ],
    ]);
  });

  it("lists what was rejected and warned of, and counts the markets it leaves out", () => {
    const text = recordingTables(
      reportOf({
        markets: Array.from({ length: 45 }, () => market),
        rejected: { DATA_PRICE_OFF_GRID: 3 },
        roundedSizes: 2,
      }),
    );
    expect(text).toContain("5 more markets; --json lists them all");
    expect(text).toContain("Rejected 3 × DATA_PRICE_OFF_GRID");
    expect(text).toContain("Rounded 2 sizes to six decimals");
  });
});
