import { join } from "node:path";
import {
  DOUBLE,
  DuckDBDataChunk,
  DuckDBInstance,
  INTEGER,
  UINTEGER,
  UTINYINT,
  type DuckDBAppender,
  type DuckDBConnection,
  type DuckDBType,
} from "@duckdb/node-api";
import { createBatch, RowFlag, type MarketDataBatch } from "@polytraders/core";
import { batchColumns } from "./batch-columns.ts";
import type { RowSink } from "../importing/row-sink.ts";

/** Rows of one DuckDB data chunk. */
const CHUNK_ROWS = 2048;
/** Rows of one Parquet row group: two are read at a time, see the reader. */
const ROW_GROUP_ROWS = 122_880;
const WRITE_MEMORY = "512MB";

const TYPES: readonly DuckDBType[] = [
  DOUBLE,
  DOUBLE,
  UINTEGER,
  UTINYINT,
  UTINYINT,
  UTINYINT,
  INTEGER,
  DOUBLE,
];

/**
 * Writes rows to a table on disk and then to one Parquet file in the same order. The table lies in
 * the same temporary folder, so memory stays flat however long the recording is.
 */
export class RowWriter implements RowSink {
  rowCount = 0;
  firstTimeMs = 0;
  lastTimeMs = 0;
  private readonly instance: DuckDBInstance;
  private readonly connection: DuckDBConnection;
  private readonly appender: DuckDBAppender;
  private readonly batch: MarketDataBatch = createBatch(CHUNK_ROWS + 1);

  private constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    appender: DuckDBAppender,
  ) {
    this.instance = instance;
    this.connection = connection;
    this.appender = appender;
  }

  /** Opens a writer whose working files lie in `folder`. */
  static async open(folder: string): Promise<RowWriter> {
    const instance = await DuckDBInstance.create(join(folder, "rows.duckdb"), {
      memory_limit: WRITE_MEMORY,
    });
    const connection = await instance.connect();
    await connection.run(
      "create table rows(time_ms double, exchange_time_ms double, market uinteger, kind utinyint, side utinyint, flags utinyint, price integer, size double)",
    );
    return new RowWriter(instance, connection, await connection.createAppender("rows"));
  }

  push(
    timeMs: number,
    exchangeTimeMs: number,
    market: number,
    kind: number,
    side: number,
    flags: number,
    price: number,
    size: number,
  ): void {
    const batch = this.batch;
    // The newest row stays behind, so that its frame can still be closed.
    if (batch.length > CHUNK_ROWS) this.appendChunk(CHUNK_ROWS);
    const at = batch.length;
    batch.timeMs[at] = timeMs;
    batch.exchangeTimeMs[at] = exchangeTimeMs;
    batch.market[at] = market;
    batch.kind[at] = kind;
    batch.side[at] = side;
    batch.flags[at] = flags;
    batch.price[at] = price;
    batch.size[at] = size;
    batch.length = at + 1;
    if (this.rowCount === 0) this.firstTimeMs = timeMs;
    this.lastTimeMs = timeMs;
    this.rowCount += 1;
  }

  endFrame(): void {
    const last = this.batch.length - 1;
    if (last >= 0) this.batch.flags[last] = (this.batch.flags[last] ?? 0) | RowFlag.FrameEnd;
  }

  /**
   * Writes the Parquet file.
   *
   * @param finalIndexes - position in the sorted market list, by the index the rows were pushed with
   */
  async writeParquet(path: string, finalIndexes: readonly number[]): Promise<void> {
    while (this.batch.length > 0) this.appendChunk(Math.min(CHUNK_ROWS, this.batch.length));
    this.appender.closeSync();
    await this.connection.run(`set variable final_index = [${finalIndexes.join(",")}]::uinteger[]`);
    const isSorted = finalIndexes.every((final, index) => final === index);
    const market = isSorted ? "market" : "getvariable('final_index')[market + 1]";
    await this.connection.run(
      `copy (select time_ms::bigint as time_ms, exchange_time_ms::bigint as exchange_time_ms, ${market}::uinteger as market,
        kind, side, flags, price, size::bigint as size from rows)
       to '${path.replaceAll("'", "''")}' (format parquet, compression snappy, parquet_version v2, row_group_size ${ROW_GROUP_ROWS})`,
    );
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }

  private appendChunk(rows: number): void {
    const batch = this.batch;
    const chunk = DuckDBDataChunk.create(TYPES, rows);
    const columns = batchColumns(batch);
    columns.forEach((column, index) => {
      chunk.setColumnValues(index, Array.from(column.subarray(0, rows)));
    });
    this.appender.appendDataChunk(chunk);
    const left = batch.length - rows;
    for (const column of columns) column.copyWithin(0, rows, rows + left);
    batch.length = left;
  }
}
