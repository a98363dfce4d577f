import { appendFileSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { PolytradersError, RowKind } from "@polytraders/core";
import type { CaptureMessage, MarketFacts } from "../capture/capture-message.ts";
import type { CaptureSurvey } from "../capture/capture-survey.ts";
import { MergeHeap } from "../merge-heap.ts";
import {
  manifestMarket,
  RECORDING_FORMAT_VERSION,
  REJECTED_FILE,
  type MarketReport,
  type RecordingManifest,
  type RecordingSourceFile,
  type RecordingWarning,
} from "../recording/recording-format.ts";
import { composeReport } from "../quality/compose-report.ts";
import type { StagedRecording } from "../recording/staged-recording.ts";
import { CaptureCursor, compareCursors, type CaptureFrame } from "./capture-cursor.ts";
import type { ImportProgress } from "./import-progress.ts";
import { MarketRows } from "./market-rows.ts";
import { RejectedLines } from "./rejected-lines.ts";
import { SourceSpans } from "./source-spans.ts";

/** Share of quotes at the ends of the grid from which on the quotes are doubted. */
const WRONG_BEST_SHARE = 0.9;

/** One import under way: merges the files' frames and writes their rows. */
export class RecordingImport {
  private readonly staged: StagedRecording;
  private readonly cursors: CaptureCursor[];
  private readonly markets = new Map<string, MarketRows>();
  private readonly spans = new SourceSpans();
  /** Facts about markets, from whichever file they came. */
  private readonly facts = new Map<string, MarketFacts>();

  constructor(
    surveys: readonly CaptureSurvey[],
    staged: StagedRecording,
    onProgress: ((progress: ImportProgress) => void) | undefined,
  ) {
    this.staged = staged;
    const charactersTotal = surveys.reduce((sum, survey) => sum + survey.characters, 0);
    let characters = 0;
    this.cursors = surveys.map((survey, index) => {
      const file = basename(survey.path);
      const rejected = new RejectedLines(file, join(staged.folder, `rejected-${index}.ndjson`));
      return new CaptureCursor(
        survey,
        rejected,
        (marketId, facts) => this.facts.set(marketId, { ...facts, ...this.facts.get(marketId) }),
        (count) => {
          characters += count;
          onProgress?.({ characters, charactersTotal, rows: staged.writer.rowCount });
        },
      );
    });
  }

  /** Reads all files to their ends. */
  async readAll(): Promise<void> {
    for (const cursor of this.cursors) await step(cursor);
    const open = this.cursors.filter((cursor) => cursor.current !== undefined);
    const heap = new MergeHeap(open, compareCursors);
    for (let cursor = heap.least; cursor !== undefined; cursor = heap.least) {
      const frame = cursor.current;
      if (frame !== undefined) this.appendFrame(frame, cursor);
      if (!cursor.advance()) await step(cursor);
      heap.settle(cursor.current === undefined);
    }
  }

  /**
   * Writes the recording.
   *
   * @param outcomeNames - outcome by token id, for outcomes the captures do not name
   * @throws DATA_NOTHING_IMPORTED, DATA_MARKET_OVERLAPS
   */
  async publish(
    label: string,
    outcomeNames: ReadonlyMap<string, string>,
  ): Promise<RecordingManifest> {
    const rejected = this.listRejected();
    if (this.staged.writer.rowCount === 0) throw nothingImported(rejected);
    this.spans.refuseOverlaps();
    const sorted = [...this.markets.values()].toSorted((a, b) =>
      a.marketId < b.marketId ? -1 : 1,
    );
    const finalIndexes: number[] = [];
    sorted.forEach((market, index) => (finalIndexes[market.index] = index));
    for (const market of sorted) {
      market.learn(this.facts.get(market.marketId) ?? {});
      market.nameOutcomes((tokenId) => outcomeNames.get(tokenId));
    }
    const definitions = sorted.map((market) => market.definition(this.fallbackSlug(market)));
    const contents = {
      formatVersion: RECORDING_FORMAT_VERSION,
      origin: { kind: "recording" as const, label },
      markets: definitions.map(manifestMarket),
      sources: this.cursors.map(describeSource),
      reports: sorted.map((market, index) => reportOf(market, definitions[index]?.slug ?? "")),
      rejected,
      roundedSizes: this.cursors.reduce((sum, cursor) => sum + cursor.roundedSizes, 0),
      warnings: sorted.flatMap((market) => warnOfWrongBest(market)),
    };
    return this.staged.publish(contents, finalIndexes);
  }

  private appendFrame(frame: CaptureFrame, cursor: CaptureCursor): void {
    const { writer } = this.staged;
    const rowsBefore = writer.rowCount;
    for (const message of frame.messages) {
      if (message.type === "heartbeat") {
        writer.push(frame.timeMs, message.exchangeTimeMs, 0, RowKind.Heartbeat, 0, 0, 0, 0);
      } else this.appendMessage(message, frame.timeMs, cursor);
    }
    if (writer.rowCount > rowsBefore) writer.endFrame();
  }

  private appendMessage(message: CaptureMessage, timeMs: number, cursor: CaptureCursor): void {
    const file = basename(cursor.survey.path);
    let market = this.markets.get(message.marketId);
    if (market === undefined) {
      market = new MarketRows(message.marketId, this.markets.size);
      this.markets.set(message.marketId, market);
      market.learn(this.facts.get(message.marketId) ?? {});
    }
    market.sources.add(file);
    this.spans.note(message.marketId, cursor.survey.path, timeMs);
    market.append(message, timeMs, !cursor.survey.hasTrades, this.staged.writer, (row, code) => {
      cursor.rejected.add(row.line, code, `${message.type} of ${message.marketId}`, row.tokenId);
    });
  }

  /** A file of one market names it; in a file of many the id has to do. */
  private fallbackSlug(market: MarketRows): string {
    const only = this.cursors.find(
      ({ marketIds }) => marketIds.size === 1 && marketIds.has(market.marketId),
    );
    return only === undefined ? market.marketId : only.survey.identity.stem;
  }

  private listRejected(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { rejected } of this.cursors) {
      for (const [code, count] of Object.entries(rejected.counts)) {
        counts[code] = (counts[code] ?? 0) + count;
      }
      const list = rejected.close();
      if (list === undefined) continue;
      appendFileSync(join(this.staged.folder, REJECTED_FILE), readFileSync(list));
      rmSync(list);
    }
    return counts;
  }
}

async function step(cursor: CaptureCursor): Promise<void> {
  while (!cursor.advance()) await cursor.refill();
}

function describeSource(cursor: CaptureCursor): RecordingSourceFile {
  return {
    file: basename(cursor.survey.path),
    sha256: cursor.survey.sha256,
    format: cursor.survey.format,
    lines: cursor.lineCount,
    messages: cursor.messageCount,
    rejectedLines: cursor.rejected.total,
  };
}

function reportOf(market: MarketRows, slug: string): MarketReport {
  const { marketId, sources, qualityFigures, rowFigures } = market;
  return composeReport({ marketId, slug, sourceFiles: [...sources] }, qualityFigures, rowFigures);
}

function warnOfWrongBest(market: MarketRows): RecordingWarning[] {
  const { messages, quotesAtGridEnds } = market.qualityFigures;
  const quotes = messages.quote ?? 0;
  if (quotes === 0 || quotesAtGridEnds <= WRONG_BEST_SHARE * quotes) return [];
  const found = `${quotesAtGridEnds} of ${quotes} quotes at both ends of the grid`;
  return [...market.sources]
    .toSorted()
    .map((file) => ({ code: "DATA_WRONG_BEST_SUSPECTED", file, found }));
}

function nothingImported(rejected: Readonly<Record<string, number>>): PolytradersError {
  const reasons = Object.entries(rejected).map(([code, count]) => `${code} ${count} times`);
  const found = reasons.length === 0 ? "no rows" : `only rejected lines: ${reasons.join(", ")}`;
  return new PolytradersError("DATA_NOTHING_IMPORTED", { found });
}
