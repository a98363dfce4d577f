import { openData, type OpenDataOptions } from "./open-data.ts";
import { MergedSource } from "./recording/merged-source.ts";
import type {
  MarketReport,
  RecordingSourceFile,
  RecordingWarning,
} from "./recording/recording-format.ts";

/** What `data inspect` tells; `markets` is sorted by market id. */
export interface InspectReport {
  readonly schemaVersion: 1;
  readonly recording: {
    readonly label: string;
    readonly kind: string;
    readonly fingerprint: string;
    readonly rowCount: number;
    readonly firstTimeMs: number;
    readonly lastTimeMs: number;
  };
  readonly sources: readonly RecordingSourceFile[];
  readonly markets: readonly MarketReport[];
  readonly totals: Totals;
  readonly rejected: Readonly<Record<string, number>>;
  readonly roundedSizes: number;
  readonly warnings: readonly RecordingWarning[];
}

/** Sums of the markets' counts; of spans and stretches the longest. */
export type Totals = Readonly<Record<string, number | Readonly<Record<string, number>>>>;

/** Figures of which the total is the greatest, not the sum. */
const GREATEST = new Set(["longestSilenceMs", "longestCrossedMs", "lastTimeMs"]);

/**
 * Reports on recordings, raw captures, folders of captures, or any mixture. Raw captures are
 * imported into the cache first.
 *
 * @throws what {@link openData} throws
 */
export async function inspectRecording(
  paths: string | readonly string[],
  options: OpenDataOptions = {},
): Promise<InspectReport> {
  const source = await openData(typeof paths === "string" ? [paths] : paths, options);
  const recordings = source instanceof MergedSource ? source.recordings : [source];
  const manifests = recordings.map(({ manifest }) => manifest);
  const markets = manifests
    .flatMap(({ reports }) => reports)
    .toSorted((a, b) =>
      a.marketId < b.marketId ? -1 : a.marketId > b.marketId ? 1 : a.firstTimeMs - b.firstTimeMs,
    );
  return {
    schemaVersion: 1,
    recording: {
      ...source.origin,
      rowCount: source.rowCount,
      firstTimeMs: Math.min(...manifests.map(({ firstTimeMs }) => firstTimeMs)),
      lastTimeMs: Math.max(...manifests.map(({ lastTimeMs }) => lastTimeMs)),
    },
    sources: manifests.flatMap(({ sources }) => sources),
    markets,
    totals: totalOf(markets),
    rejected: sumCounts(manifests.map(({ rejected }) => rejected)),
    roundedSizes: manifests.reduce((sum, manifest) => sum + manifest.roundedSizes, 0),
    warnings: manifests.flatMap(({ warnings }) => warnings),
  };
}

function totalOf(markets: readonly MarketReport[]): Totals {
  const totals: Record<string, number> = { markets: markets.length };
  for (const market of markets) {
    for (const [name, value] of Object.entries(market)) {
      if (typeof value !== "number" || name === "firstTimeMs") continue;
      const known = totals[name] ?? 0;
      totals[name] = GREATEST.has(name) ? Math.max(known, value) : known + value;
    }
  }
  return {
    ...totals,
    messages: sumCounts(markets.map(({ messages }) => messages)),
    messageRows: sumCounts(markets.map(({ messageRows }) => messageRows)),
    rows: sumCounts(markets.map(({ rows }) => rows)),
  };
}

function sumCounts(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const counts of all) {
    for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count;
  }
  return sums;
}
