/** Takes the rows of a recording in their final order, in the form of the core's batches. */
export interface RowSink {
  push(
    timeMs: number,
    exchangeTimeMs: number,
    market: number,
    kind: number,
    side: number,
    flags: number,
    price: number,
    size: number,
  ): void;
  /** Marks the last row pushed as the end of its frame. */
  endFrame(): void;
}
