import type { MarketDefinition } from "@polytraders/core";
import { z } from "@polytraders/core";

/** Version of the folder's format; raised when a reader of the old one would misread the new. */
export const RECORDING_FORMAT_VERSION = 1 as const;

export const MANIFEST_FILE = "recording.json";
export const ROWS_FILE = "recording.parquet";
export const REJECTED_FILE = "rejected-lines.ndjson";

const count = z.number().int().nonnegative();
const counts = z.record(z.string(), count);

const marketSchema = z.object({
  marketId: z.string().min(1),
  slug: z.string(),
  tokenIds: z.tuple([z.string(), z.string()]),
  outcomes: z.tuple([z.string(), z.string()]),
  tickSize: count.min(1),
  minimumOrderSize: count,
  isNegRisk: z.boolean(),
});

const marketReportSchema = z.object({
  marketId: z.string(),
  slug: z.string(),
  /** Names of the input files. */
  sourceFiles: z.array(z.string()),
  messages: counts,
  /** Capture rows by message type. */
  messageRows: counts,
  /** Recording rows by kind. */
  rows: counts,
  firstTimeMs: z.number(),
  lastTimeMs: z.number(),
  longestSilenceMs: count,
  stepsBack: count,
  duplicateMessages: count,
  twoSidedStates: count,
  crossedOrLockedStates: count,
  longestCrossedMs: count,
  oneSidedStates: count,
  unknownRemovals: count,
  booksCompared: count,
  booksDiffering: count,
  booksDifferingByOneSidedDecrease: count,
  booksWithDifferentBest: count,
  levelsCompared: count,
  levelsDiffering: count,
  damagedBooks: count,
  venueBestCompared: count,
  venueBestDiffering: count,
  quotesAtGridEnds: count,
  tickChanges: count,
  trades: count,
  inferredTrades: count,
  /** Micro-shares. */
  inferredTradeShares: count,
  /** Micro-pUSD at the first token's price. */
  inferredTradeUsd: count,
});

const sourceSchema = z.object({
  file: z.string(),
  sha256: z.string(),
  format: z.string(),
  lines: count,
  messages: count,
  rejectedLines: count,
});

const warningSchema = z.object({ code: z.string(), file: z.string(), found: z.string() });

const manifestSchema = z.object({
  formatVersion: z.literal(RECORDING_FORMAT_VERSION),
  origin: z.object({ kind: z.enum(["recording", "synthetic", "live"]), label: z.string() }),
  rowsSha256: z.string().regex(/^[0-9a-f]{64}$/),
  rowsBytes: count,
  rowCount: count,
  /** Kernel time of the first and last row, 0 when there are none. */
  firstTimeMs: z.number(),
  lastTimeMs: z.number(),
  markets: z.array(marketSchema),
  sources: z.array(sourceSchema),
  reports: z.array(marketReportSchema),
  /** Rejected lines, rows and messages by code. */
  rejected: counts,
  /** Sizes with more than six decimals, rounded half up. */
  roundedSizes: count,
  warnings: z.array(warningSchema),
});

/** Checks a parsed `recording.json`. */
export const recordingManifestSchema = manifestSchema;
/** Contents of `recording.json`. */
export type RecordingManifest = z.infer<typeof manifestSchema>;
/** Figures of one market, see the package's README for their definitions. */
export type MarketReport = z.infer<typeof marketReportSchema>;
/** One input file of an import. */
export type RecordingSourceFile = z.infer<typeof sourceSchema>;
/** Something a reader of the recording should know; never fatal. */
export type RecordingWarning = z.infer<typeof warningSchema>;
/** A market as the manifest keeps it. */
export function manifestMarket(market: MarketDefinition): RecordingManifest["markets"][number] {
  const [firstToken, secondToken] = market.tokenIds;
  const [firstOutcome, secondOutcome] = market.outcomes;
  return {
    marketId: market.marketId,
    slug: market.slug,
    tokenIds: [firstToken, secondToken],
    outcomes: [firstOutcome, secondOutcome],
    tickSize: market.tickSize,
    minimumOrderSize: market.minimumOrderSize,
    isNegRisk: market.isNegRisk,
  };
}
