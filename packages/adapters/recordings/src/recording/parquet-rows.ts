import { DuckDBInstance, type DuckDBConnection, type DuckDBDataChunk } from "@duckdb/node-api";
import { BATCH_ROWS, createBatch, PolytradersError, type MarketDataBatch } from "@polytraders/core";
import { batchColumns, type BatchColumn } from "./batch-columns.ts";

/**
 * Rows asked of DuckDB at a time: two row groups. One window is decoded by DuckDB's threads while
 * the rows of the one before are handed out, which is half as fast again as one streaming result.
 */
const WINDOW_ROWS = 245_760;
const READ_MEMORY = "1GB";

/**
 * Streams the rows of a recording's Parquet file in order, in batches that are valid until the next
 * one is asked for. Memory is two windows and one batch, whatever the length of the file.
 *
 * @throws DATA_RECORDING_CORRUPT
 */
export async function* readParquetRows(
  path: string,
  rowCount: number,
): AsyncGenerator<MarketDataBatch> {
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: READ_MEMORY });
  const connections = [await instance.connect(), await instance.connect()] as const;
  const ask = (from: number): Promise<RowWindow> => {
    const connection = connections[(from / WINDOW_ROWS) % 2 === 0 ? 0 : 1];
    const asked = askWindow(connection, path, from);
    // Awaited later; a failure meanwhile must not count as unhandled.
    asked.catch(() => undefined);
    return asked;
  };
  let next: Promise<RowWindow> | undefined = rowCount > 0 ? ask(0) : undefined;
  try {
    const batch = createBatch(BATCH_ROWS);
    for (let from = 0; next !== undefined; from += WINDOW_ROWS) {
      const window: RowWindow = await next;
      next = from + WINDOW_ROWS < rowCount ? ask(from + WINDOW_ROWS) : undefined;
      for (let index = 0; index < window.chunkCount; index += 1) {
        const chunk = window.getChunk(index);
        if (batch.length + chunk.rowCount > BATCH_ROWS) {
          yield batch;
          batch.length = 0;
        }
        appendChunk(chunk, batch);
      }
    }
    if (batch.length > 0) yield batch;
  } catch (cause) {
    throw asCorrupt(cause, path);
  } finally {
    await next?.catch(() => undefined);
    for (const connection of connections) connection.closeSync();
    instance.closeSync();
  }
}

interface RowWindow {
  readonly chunkCount: number;
  getChunk(index: number): DuckDBDataChunk;
}

async function askWindow(
  connection: DuckDBConnection,
  path: string,
  from: number,
): Promise<RowWindow> {
  return connection.run(
    `select time_ms::double, exchange_time_ms::double, market, kind, side, flags, price, size::double
     from read_parquet('${path.replaceAll("'", "''")}', file_row_number = true)
     where file_row_number >= ${from} and file_row_number < ${from + WINDOW_ROWS}`,
  );
}

function appendChunk(chunk: DuckDBDataChunk, batch: MarketDataBatch): void {
  const columns = batchColumns(batch);
  for (let index = 0; index < columns.length; index += 1) {
    const column = columns[index];
    if (column !== undefined) copyVector(chunk, index, column, batch.length);
  }
  batch.length += chunk.rowCount;
}

/**
 * Copies one column. The vector's typed array is not part of DuckDB's declared interface, so it is
 * used only where it is what it should be; else the values go through the declared one.
 */
function copyVector(chunk: DuckDBDataChunk, index: number, target: BatchColumn, at: number): void {
  const items: unknown = Reflect.get(chunk.getColumnVector(index), "items");
  if (isSameKind(items, target) && items.length === chunk.rowCount) {
    target.set(items, at);
    return;
  }
  const values = chunk.getColumnValues(index);
  for (let row = 0; row < values.length; row += 1) target[at + row] = Number(values[row]);
}

function isSameKind(items: unknown, target: BatchColumn): items is BatchColumn {
  return items instanceof Object && items.constructor === target.constructor;
}

function asCorrupt(cause: unknown, path: string): unknown {
  if (cause instanceof PolytradersError || !(cause instanceof Error)) return cause;
  return new PolytradersError("DATA_RECORDING_CORRUPT", {
    found: cause.message.split("\n")[0] ?? "",
    place: { file: path },
    cause,
  });
}
