import {
  BATCH_ROWS,
  createBatch,
  RowFlag,
  RowKind,
  type MarketDataBatch,
} from "../market-data/market-data-batch.ts";
import { marketOf, packRow, rowsOf, unpackRow, type PackedFrame } from "./packed-frame.ts";

/** Frames that wait for one market before its oldest is dropped. */
export const FRAMES_PER_MARKET_MAX = 1_024;
/** Rows of one frame: both sides of a book on the finest grid, and some. A longer one is dropped. */
export const FRAME_ROWS_MAX = 32_768;

/** A waiting frame: a link of the chain of all frames, and of its lane's. */
interface Waiting {
  readonly frame: PackedFrame;
  readonly lane: Lane;
  before: Waiting | undefined;
  after: Waiting | undefined;
  nextInLane: Waiting | undefined;
}

/** The frames of one market; heartbeats and frames of unknown markets share one of their own. */
interface Lane {
  readonly market: number | undefined;
  oldest: Waiting | undefined;
  newest: Waiting | undefined;
  length: number;
  droppedCount: number;
  hasGap: boolean;
}

/**
 * Where live feeds leave their frames while the kernel is busy.
 *
 * Frames come out in the order in which they came in, whatever their market. Each market may have
 * only so many waiting: one more, and its oldest is dropped and counted, and a Gap row goes ahead of
 * the market's next frame, so that its book counts as unproven until the venue sends a full one.
 * A market that floods costs no other market a frame. Rows are copied; batches may be reused.
 */
export class IngressQueue {
  readonly #framesPerMarketMax: number;
  readonly #lanes: readonly Lane[];
  readonly #sharedLane: Lane;
  readonly #batch: MarketDataBatch;
  #oldest: Waiting | undefined;
  #newest: Waiting | undefined;
  #length = 0;
  #droppedCount = 0;
  /** Rows of a frame that has not ended yet. */
  #open: number[] = [];
  #isOverlong = false;

  constructor(marketCount: number, framesPerMarketMax: number = FRAMES_PER_MARKET_MAX) {
    if (!Number.isSafeInteger(framesPerMarketMax) || framesPerMarketMax < 1) {
      throw new RangeError(`expected room for at least one frame, found ${framesPerMarketMax}`);
    }
    this.#framesPerMarketMax = framesPerMarketMax;
    this.#lanes = Array.from({ length: marketCount }, (_, market) => createLane(market));
    this.#sharedLane = createLane(undefined);
    this.#batch = createBatch(BATCH_ROWS);
  }

  /** Whole frames that wait. */
  get length(): number {
    return this.#length;
  }
  /** Frames dropped so far, heartbeats included. */
  get droppedCount(): number {
    return this.#droppedCount;
  }
  /** Frames of one market dropped so far. */
  droppedCountOf(market: number): number {
    return this.#lanes[market]?.droppedCount ?? 0;
  }

  /** Takes in rows. A frame counts from its last row on, whichever batch brings it. */
  push(batch: MarketDataBatch): void {
    for (let row = 0; row < batch.length; row += 1) {
      if (rowsOf(this.#open) < FRAME_ROWS_MAX) packRow(this.#open, batch, row);
      else this.#isOverlong = true;
      if (((batch.flags[row] ?? 0) & RowFlag.FrameEnd) !== 0) this.#closeFrame();
    }
  }

  /**
   * Hands over waiting frames, oldest first.
   *
   * @param apply - `kernel.apply`; the batch is reused after it returns
   * @param framesMax - stop after so many, to let other work in between
   */
  drain(apply: (batch: MarketDataBatch) => void, framesMax = Number.POSITIVE_INFINITY): void {
    for (let count = 0; count < framesMax && this.#oldest !== undefined; count += 1) {
      this.#handOver(this.#oldest, apply);
    }
    this.#flush(apply);
  }

  #closeFrame(): void {
    const lane = this.#laneOf(this.#open);
    if (this.#isOverlong) this.#countDrop(lane);
    else this.#enqueue(Float64Array.from(this.#open), lane);
    this.#open = [];
    this.#isOverlong = false;
  }

  #laneOf(frame: ArrayLike<number>): Lane {
    return this.#lanes[marketOf(frame) ?? -1] ?? this.#sharedLane;
  }

  #enqueue(frame: PackedFrame, lane: Lane): void {
    if (lane.length === this.#framesPerMarketMax && lane.oldest !== undefined) {
      this.#remove(lane.oldest);
      this.#countDrop(lane);
    }
    const before = this.#newest;
    const waiting: Waiting = { frame, lane, before, after: undefined, nextInLane: undefined };
    if (before === undefined) this.#oldest = waiting;
    else before.after = waiting;
    this.#newest = waiting;
    if (lane.newest === undefined) lane.oldest = waiting;
    else lane.newest.nextInLane = waiting;
    lane.newest = waiting;
    lane.length += 1;
    this.#length += 1;
  }

  /** Takes a frame out; it is the oldest of its lane, wherever it stands among all. */
  #remove({ lane, before, after, nextInLane }: Waiting): void {
    if (before === undefined) this.#oldest = after;
    else before.after = after;
    if (after === undefined) this.#newest = before;
    else after.before = before;
    lane.oldest = nextInLane;
    if (nextInLane === undefined) lane.newest = undefined;
    lane.length -= 1;
    this.#length -= 1;
  }

  #countDrop(lane: Lane): void {
    lane.droppedCount += 1;
    lane.hasGap = lane.market !== undefined;
    this.#droppedCount += 1;
  }

  #handOver(waiting: Waiting, apply: (batch: MarketDataBatch) => void): void {
    const { frame, lane } = waiting;
    this.#remove(waiting);
    if (lane.hasGap) {
      this.#copyRow(gapBefore(frame, lane.market ?? 0), 0, apply);
      lane.hasGap = false;
    }
    for (let row = 0; row < rowsOf(frame); row += 1) this.#copyRow(frame, row, apply);
  }

  #copyRow(frame: PackedFrame, row: number, apply: (batch: MarketDataBatch) => void): void {
    if (this.#batch.length === BATCH_ROWS) this.#flush(apply);
    unpackRow(frame, row, this.#batch);
  }

  #flush(apply: (batch: MarketDataBatch) => void): void {
    if (this.#batch.length > 0) apply(this.#batch);
    this.#batch.length = 0;
  }
}

function createLane(market: number | undefined): Lane {
  return {
    market,
    oldest: undefined,
    newest: undefined,
    length: 0,
    droppedCount: 0,
    hasGap: false,
  };
}

/** A Gap row at a frame's time. It has no FrameEnd: it is applied together with the frame. */
function gapBefore(frame: PackedFrame, market: number): PackedFrame {
  const [timeMs = 0, exchangeTimeMs = 0] = frame;
  return Float64Array.of(timeMs, exchangeTimeMs, market, RowKind.Gap, 0, RowFlag.Inferred, 0, 0);
}
