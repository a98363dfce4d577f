import { createSyntheticSource } from "@polytraders/adapter-synthetic";
import { createBatch, type MarketDataBatch, type MarketDefinition } from "@polytraders/core";

/** What the rows of a round are generated from. */
export interface RowsInput {
  readonly markets: number;
  readonly rowCount: number;
}

/** Rows in memory, so that reading them costs a round nothing. */
export interface HeldRows {
  readonly markets: readonly MarketDefinition[];
  readonly batches: readonly MarketDataBatch[];
}

let held: { readonly key: string; readonly rows: HeldRows } | undefined;

/** Rows of the synthetic load scenario, generated once per process. */
export async function holdRows({ markets, rowCount }: RowsInput): Promise<HeldRows> {
  const key = `${markets}/${rowCount}`;
  if (held?.key === key) return held.rows;
  const source = createSyntheticSource({ scenario: "load", seed: 5, markets, rowCount });
  const batches: MarketDataBatch[] = [];
  for await (const batch of source.batches()) batches.push(copyOf(batch));
  const rows = { markets: source.markets, batches };
  held = { key, rows };
  return rows;
}

function copyOf(batch: MarketDataBatch): MarketDataBatch {
  const copy = createBatch(batch.length);
  copy.length = batch.length;
  copy.timeMs.set(batch.timeMs.subarray(0, batch.length));
  copy.exchangeTimeMs.set(batch.exchangeTimeMs.subarray(0, batch.length));
  copy.market.set(batch.market.subarray(0, batch.length));
  copy.kind.set(batch.kind.subarray(0, batch.length));
  copy.side.set(batch.side.subarray(0, batch.length));
  copy.flags.set(batch.flags.subarray(0, batch.length));
  copy.price.set(batch.price.subarray(0, batch.length));
  copy.size.set(batch.size.subarray(0, batch.length));
  return copy;
}
