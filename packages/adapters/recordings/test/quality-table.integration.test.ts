import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { inspectRecording, type InspectReport, type MarketReport } from "../src/index.ts";
import { capturesFolder, dataFolder, isDataAbsent } from "./recorded-data.ts";
import { scratchFolder } from "./scratch-folder.ts";

const scratch = scratchFolder();

/** The data folder's README measured its files independently; these are its rows. */
function publishedRows(): string[][] {
  const readme = join(dataFolder, "README.md");
  if (isDataAbsent || !existsSync(readme)) return [];
  return readFileSync(readme, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| mlb-"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** A market's figures in the wording of the published table. */
function asPublished(market: MarketReport): string[] {
  const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;
  const crossed = `${market.crossedOrLockedStates}/${market.twoSidedStates}`;
  const stretch = ` (${(market.longestCrossedMs / 1000).toFixed(1)} s)`;
  return [
    `${market.messages["book"]} (${market.messageRows["book"]})`,
    `${market.messages["price_change"]} (${market.messageRows["price_change"]})`,
    seconds(market.longestSilenceMs),
    `${market.stepsBack} / ${market.duplicateMessages}`,
    `${market.booksDiffering}/${market.booksCompared}`,
    `${market.booksDifferingByOneSidedDecrease}`,
    `${market.booksWithDifferentBest}`,
    `${Math.round((100 * market.levelsDiffering) / market.levelsCompared)}%`,
    market.crossedOrLockedStates > 0 ? crossed + stretch : crossed,
  ];
}

describe.skipIf(isDataAbsent)("quality figures of the recorded games", () => {
  let report: InspectReport;

  beforeAll(async () => {
    report = await inspectRecording(capturesFolder, { cacheDir: scratch.path });
  });

  it("covers all 18 published rows", () => {
    expect(publishedRows()).toHaveLength(18);
    expect(report.markets).toHaveLength(18);
  });

  it.each(publishedRows().map((cells) => [cells[0] ?? "", cells.slice(4)] as const))(
    "%s equals the published row",
    (slug, published) => {
      const market = report.markets.find((candidate) => candidate.slug === slug);
      expect(market && asPublished(market)).toEqual(published);
    },
  );

  it("equals the published sums", () => {
    expect(report.totals).toMatchObject({
      messages: { book: 1962, price_change: 55_168 },
      booksDiffering: 1914,
      booksCompared: 1926,
      booksDifferingByOneSidedDecrease: 1533,
      crossedOrLockedStates: 336,
      twoSidedStates: 56_140,
      unknownRemovals: 62,
      oneSidedStates: 990,
    });
    const { levelsDiffering, levelsCompared } = report.totals;
    expect(Math.round((100 * Number(levelsDiffering)) / Number(levelsCompared))).toBe(9);
  });

  it("finds a fine tick in exactly the markets that are known to change", () => {
    const fine = report.markets.filter(({ tickChanges }) => tickChanges > 0);
    expect(fine.map(({ slug }) => slug.slice(4, 11)).toSorted()).toEqual([
      "bal-tex",
      "chc-stl",
      "cle-chc",
      "col-wsh",
      "laa-nyy",
      "lad-col",
      "pit-mil",
      "tex-bal",
      "tor-cle",
    ]);
  });

  it("rejects the one broken line and nothing else", () => {
    expect(report.rejected).toEqual({ DATA_LINE_FIELD_COUNT: 1 });
    expect(report.roundedSizes).toBe(0);
  });

  it("finds a trade for nearly every pair of books that lost size on one side", () => {
    const trades = Number(report.totals["inferredTrades"]);
    expect(trades).toBeGreaterThanOrEqual(1533 / 2);
    expect(trades).toBeLessThan(1914 / 2);
  });
});
