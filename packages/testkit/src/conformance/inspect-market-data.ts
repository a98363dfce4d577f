import { createHash, type Hash } from "node:crypto";
import {
  isTickSize,
  Kernel,
  type DataOrigin,
  type MarketDataBatch,
  type MarketDataSource,
  type MarketDefinition,
} from "@polytraders/core";
import { ViolationList, type CardViolation } from "./market-data-cards.ts";
import { RowCheck } from "./row-check.ts";

/** Makes a source that starts from the beginning. */
export type CreateMarketDataSource = () => MarketDataSource | Promise<MarketDataSource>;

/**
 * Holds a source against every card. It is asked for twice and read to its end both times.
 *
 * @returns the promises it broke; none for a source that conforms
 */
export async function inspectMarketData(create: CreateMarketDataSource): Promise<CardViolation[]> {
  const list = new ViolationList();
  const source = await create();
  checkMarkets(source.markets, list);
  checkOrigin(source.origin, list);
  const first = await readPass(source, list);
  const second = await digestPass(await create());
  if (first !== second) list.add("MD-100", null, `digests ${first} and ${second}`);
  return list.violations;
}

async function readPass(source: MarketDataSource, list: ViolationList): Promise<string> {
  const rows = new RowCheck(source.markets.length, list);
  const kernel = new Kernel({ markets: source.markets });
  const digest = createHash("sha256");
  for await (const batch of source.batches()) {
    checkColumns(batch, rows.rowCount, list);
    for (let index = 0; index < batch.length; index += 1) rows.check(batch, index);
    kernel.apply(batch);
    foldBatch(digest, batch);
  }
  if (rows.isFrameOpen) list.add("MD-050", rows.rowCount - 1, "a last row without FrameEnd");
  if (source.rowCount !== undefined && source.rowCount !== rows.rowCount) {
    list.add("MD-090", null, `${rows.rowCount} rows where ${source.rowCount} were announced`);
  }
  for (const [reason, count] of Object.entries(kernel.refusedRows)) {
    list.add("MD-110", null, `${count} rows refused: ${reason}`);
  }
  if (rows.rowCount === 0) list.add("MD-120", null, "no row");
  return digest.digest("hex");
}

async function digestPass(source: MarketDataSource): Promise<string> {
  const digest = createHash("sha256");
  for await (const batch of source.batches()) foldBatch(digest, batch);
  return digest.digest("hex");
}

/** Rows only, in row order, so that the cutting into batches does not count. */
function foldBatch(digest: Hash, batch: MarketDataBatch): void {
  const row = new Float64Array(8);
  for (let index = 0; index < batch.length; index += 1) {
    row[0] = batch.timeMs[index] ?? 0;
    row[1] = batch.exchangeTimeMs[index] ?? 0;
    row[2] = batch.market[index] ?? 0;
    row[3] = batch.kind[index] ?? 0;
    row[4] = batch.side[index] ?? 0;
    row[5] = batch.flags[index] ?? 0;
    row[6] = batch.price[index] ?? 0;
    row[7] = batch.size[index] ?? 0;
    digest.update(row);
  }
}

function checkMarkets(markets: readonly MarketDefinition[], list: ViolationList): void {
  for (const [index, market] of markets.entries()) {
    const { marketId, slug, tokenIds, minimumOrderSize } = market;
    const previous = markets[index - 1];
    if (previous !== undefined && !(previous.marketId < marketId)) {
      list.add("MD-010", null, `${marketId} after ${previous.marketId}`);
    }
    if (marketId === "" || slug === "") list.add("MD-010", null, `market ${index} without a name`);
    if (!isTickSize(market.tickSize)) list.add("MD-010", null, `tick size ${market.tickSize}`);
    if (tokenIds[0] === tokenIds[1]) list.add("MD-010", null, `two tokens ${tokenIds[0]}`);
    if (!Number.isSafeInteger(minimumOrderSize) || minimumOrderSize < 0) {
      list.add("MD-010", null, `minimum order size ${minimumOrderSize}`);
    }
  }
}

function checkOrigin(origin: DataOrigin, list: ViolationList): void {
  if (origin.label === "") list.add("MD-020", null, "no label");
  if (origin.fingerprint === "") list.add("MD-020", null, "no fingerprint");
}

function checkColumns(batch: MarketDataBatch, row: number, list: ViolationList): void {
  const { length, ...columns } = batch;
  const sizes = Object.values(columns).map((column) => column.length);
  if (new Set(sizes).size > 1) list.add("MD-030", row, `columns of ${sizes.join(", ")} rows`);
  if (!Number.isSafeInteger(length) || length < 0 || length > Math.min(...sizes)) {
    list.add("MD-030", row, `length ${length} in columns of ${Math.min(...sizes)}`);
  }
}
