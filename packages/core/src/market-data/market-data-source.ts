import type { MarketDataBatch } from "./market-data-batch.ts";
import type { DataOrigin, MarketDefinition } from "./market-definition.ts";

/**
 * The port every feed implements: recordings, the synthetic market, live sockets.
 *
 * Rows come in kernel-time order. A frame may begin in one batch and end in the next. A batch is
 * valid until the next one is asked for: consumers copy what they keep.
 */
export interface MarketDataSource {
  readonly origin: DataOrigin;
  /** Markets in index order, sorted by `marketId` so that the order of files does not matter. */
  readonly markets: readonly MarketDefinition[];
  /** Rows in all, where known beforehand, for progress. */
  readonly rowCount?: number;
  batches(): AsyncIterable<MarketDataBatch>;
}
