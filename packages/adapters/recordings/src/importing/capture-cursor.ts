import { PolytradersError, type ErrorCode } from "@polytraders/core";
import type {
  CaptureListener,
  CaptureMessage,
  CaptureParser,
  MarketFacts,
} from "../capture/capture-message.ts";
import type { CaptureSurvey } from "../capture/capture-survey.ts";
import { createParser } from "../capture/create-parser.ts";
import { LineSplitter, readText } from "../capture/file-lines.ts";
import { ArrivalClock, type ArrivalDecisions } from "./arrival-clock.ts";
import type { RejectedLines } from "./rejected-lines.ts";

/** Messages that are applied together: consecutive ones of one market and one exchange time. */
export interface CaptureFrame {
  readonly marketId: string;
  readonly exchangeTimeMs: number;
  /** Kernel time of the last message. */
  timeMs: number;
  readonly messages: CaptureMessage[];
}

/** Reads one file frame by frame, holding no more of it in memory than a piece. */
export class CaptureCursor implements CaptureListener, ArrivalDecisions {
  readonly survey: CaptureSurvey;
  readonly rejected: RejectedLines;
  readonly marketIds = new Set<string>();
  lineCount = 0;
  messageCount = 0;
  roundedSizes = 0;
  /** The frame at hand, `undefined` before the first and after the last. */
  current: CaptureFrame | undefined;
  private readonly pieces: AsyncIterator<string>;
  private readonly parser: CaptureParser;
  private readonly clock = new ArrivalClock(this);
  private readonly lines: LineSplitter;
  private readonly onFacts: (marketId: string, facts: MarketFacts) => void;
  private readonly onProgress: (characters: number) => void;
  private ready: CaptureFrame[] = [];
  private readyAt = 0;
  private open: CaptureFrame | undefined;
  private isOver = false;

  constructor(
    survey: CaptureSurvey,
    rejected: RejectedLines,
    onFacts: (marketId: string, facts: MarketFacts) => void,
    onProgress: (characters: number) => void,
  ) {
    this.survey = survey;
    this.rejected = rejected;
    this.onFacts = onFacts;
    this.onProgress = onProgress;
    this.pieces = readText(survey.path)[Symbol.asyncIterator]();
    this.parser = createParser(survey, this);
    this.lines = new LineSplitter((text, line) => {
      this.lineCount = line;
      if (text !== "") this.parser.readLine(text, line);
    });
  }

  /** Moves to the next frame without waiting. @returns false when {@link refill} is due first */
  advance(): boolean {
    const next = this.ready[this.readyAt];
    if (next === undefined && !this.isOver) return false;
    this.current = next;
    this.readyAt += 1;
    return true;
  }

  /** Reads on until at least one frame is ready or the file is over. */
  async refill(): Promise<void> {
    this.ready = [];
    this.readyAt = 0;
    while (this.ready.length === 0 && !this.isOver) await this.readPiece();
  }

  message(message: CaptureMessage): void {
    this.clock.add(message);
  }

  accept(message: CaptureMessage, timeMs: number): void {
    this.messageCount += 1;
    if (message.marketId !== "") this.marketIds.add(message.marketId);
    const open = this.open;
    const joins =
      open !== undefined &&
      open.marketId === message.marketId &&
      open.exchangeTimeMs === message.exchangeTimeMs;
    if (joins) {
      open.messages.push(message);
      open.timeMs = timeMs;
      return;
    }
    this.closeFrame();
    const { marketId, exchangeTimeMs } = message;
    this.open = { marketId, exchangeTimeMs, timeMs, messages: [message] };
  }

  /** A listener is told of lines, the clock of messages; both end in the same list. */
  reject(
    where: number | CaptureMessage,
    code: ErrorCode,
    text: string = "",
    found: string = "",
  ): void {
    if (typeof where === "number") {
      this.rejected.add(where, code, text, found);
      return;
    }
    const summary = `${where.type} of ${where.marketId} with ${where.rows.length} rows`;
    this.rejected.add(where.line, code, summary, String(where.exchangeTimeMs));
  }

  sizeRounded(): void {
    this.roundedSizes += 1;
  }

  facts(marketId: string, facts: MarketFacts): void {
    this.onFacts(marketId, facts);
  }

  private async readPiece(): Promise<void> {
    try {
      const piece = await this.pieces.next();
      if (piece.done !== true) {
        this.lines.push(piece.value);
        this.onProgress(piece.value.length);
        return;
      }
    } catch (error) {
      const isDamage = error instanceof PolytradersError && error.code === "DATA_FILE_TRUNCATED";
      if (!isDamage) throw error;
      this.rejected.add(this.lineCount + 1, error.code, "", error.detail.found);
    }
    this.finish();
  }

  private finish(): void {
    this.lines.finish();
    this.parser.finish();
    this.clock.finish();
    this.closeFrame();
    this.isOver = true;
  }

  private closeFrame(): void {
    if (this.open !== undefined) this.ready.push(this.open);
    this.open = undefined;
  }
}

/** Order in which frames of several files are merged: time, market, then the file's content. */
export function compareCursors(a: CaptureCursor, b: CaptureCursor): number {
  const left = a.current;
  const right = b.current;
  if (left === undefined || right === undefined) return left === right ? 0 : left ? -1 : 1;
  if (left.timeMs !== right.timeMs) return left.timeMs - right.timeMs;
  if (left.marketId !== right.marketId) return left.marketId < right.marketId ? -1 : 1;
  return a.survey.sha256 < b.survey.sha256 ? -1 : 1;
}
