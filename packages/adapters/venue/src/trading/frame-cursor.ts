import {
  createBatch,
  RowFlag,
  RowKind,
  type EpochMs,
  type MarketDataBatch,
  type MarketDataSource,
} from "@polytraders/core";

/** Rows of most frames; a longer one makes room. */
const FRAME_ROWS = 1_024;

/**
 * Reads a source frame by frame into a batch of its own, without a promise for each: only a new batch
 * of the source has to be waited for.
 */
export class FrameCursor {
  /** The next frame; valid until {@link advance}. */
  frame: MarketDataBatch = createBatch(FRAME_ROWS);
  /** Kernel time of the frame; infinity at the end of the source. */
  atMs = Number.POSITIVE_INFINITY;
  /** Index of the frame's market, -1 for a heartbeat. */
  market = -1;
  /** True when the frame says something of its market's status. */
  hasStatus = false;
  /** True when more of the source must be read before the next frame is known. */
  isStarved = true;
  isOver = false;
  /** Kernel time of the newest frame. */
  endMs: EpochMs = 0;
  readonly #batches: AsyncIterator<MarketDataBatch>;
  #batch: MarketDataBatch = createBatch(0);
  #row = 0;

  constructor(source: MarketDataSource) {
    this.#batches = source.batches()[Symbol.asyncIterator]();
  }

  /** Reads until a frame is at hand or the source has ended. */
  async read(): Promise<void> {
    while (this.isStarved) {
      const read = await this.#batches.next();
      if (read.done === true) return this.#end();
      this.#batch = read.value;
      this.#row = 0;
      this.#gather();
    }
  }

  /** Goes on to the next frame. */
  advance(): void {
    this.frame.length = 0;
    this.market = -1;
    this.hasStatus = false;
    this.atMs = Number.POSITIVE_INFINITY;
    this.isStarved = true;
    this.#gather();
  }

  async close(): Promise<void> {
    await this.#batches.return?.();
  }

  /** Copies rows up to the end of the frame, or of the batch. */
  #gather(): void {
    const { length, timeMs, exchangeTimeMs, market, kind, side, flags, price, size } = this.#batch;
    let { frame } = this;
    let to = frame.length;
    for (let row = this.#row; row < length; row += 1) {
      if (to === frame.kind.length) frame = this.#enlarged();
      frame.timeMs[to] = timeMs[row] ?? 0;
      frame.exchangeTimeMs[to] = exchangeTimeMs[row] ?? 0;
      const rowMarket = market[row] ?? 0;
      frame.market[to] = rowMarket;
      const rowKind = kind[row] ?? 0;
      frame.kind[to] = rowKind;
      frame.side[to] = side[row] ?? 0;
      const rowFlags = flags[row] ?? 0;
      frame.flags[to] = rowFlags;
      frame.price[to] = price[row] ?? 0;
      frame.size[to] = size[row] ?? 0;
      to += 1;
      if (rowKind === RowKind.Status) this.hasStatus = true;
      if (this.market < 0 && rowKind !== RowKind.Heartbeat) this.market = rowMarket;
      if ((rowFlags & RowFlag.FrameEnd) === 0) continue;
      frame.length = to;
      this.#row = row + 1;
      this.#close();
      return;
    }
    frame.length = to;
    this.#row = length;
  }

  #close(): void {
    this.isStarved = false;
    // Kernel time never runs backwards, whatever a source says.
    this.atMs = Math.max(this.frame.timeMs[0] ?? 0, this.endMs);
    this.endMs = this.atMs;
  }

  /** A source that ends inside a frame has said all the same what it has said. */
  #end(): void {
    this.isStarved = false;
    const { frame } = this;
    const last = frame.length - 1;
    if (last < 0) {
      this.isOver = true;
      return;
    }
    frame.flags[last] = (frame.flags[last] ?? 0) | RowFlag.FrameEnd;
    this.#batch = createBatch(0);
    this.#row = 0;
    this.#close();
  }

  #enlarged(): MarketDataBatch {
    const { frame } = this;
    const larger = createBatch(frame.kind.length * 2);
    for (const column of COLUMNS) larger[column].set(frame[column]);
    this.frame = larger;
    return larger;
  }
}

const COLUMNS = [
  "timeMs",
  "exchangeTimeMs",
  "market",
  "kind",
  "side",
  "flags",
  "price",
  "size",
] as const;
