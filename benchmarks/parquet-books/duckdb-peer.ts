import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Round } from "../harness/benchmark.ts";
import { importPeer } from "../harness/peers.ts";
import { CCXT_BOOK, type CcxtModule } from "../order-book/ccxt-book.ts";
import { PeerBooks, type PlainRow } from "./peer-books.ts";

interface Input {
  readonly folder: string;
  readonly markets: number;
}

const QUERY = `select time_ms::double, exchange_time_ms::double, market, kind, side, flags, price,
  size::double from read_parquet($1)`;

/** The same Parquet file through DuckDB's declared interface, row by row, into ccxt's books. */
export async function prepare({ folder, markets }: Input): Promise<Round> {
  const ccxt = (await importPeer(CCXT_BOOK)) as CcxtModule;
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  return async () => {
    const books = new PeerBooks(ccxt, markets);
    const connection = await instance.connect();
    const result = await connection.stream(QUERY, [join(folder, "recording.parquet")]);
    for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0;) {
      // The query fixes the columns; DuckDB's types say no more than `DuckDBValue`.
      for (const row of chunk.getRows()) books.apply(row as unknown as PlainRow);
      chunk = await result.fetchChunk();
    }
    connection.closeSync();
    return { operations: books.rowCount, checksum: books.checksum() };
  };
}
