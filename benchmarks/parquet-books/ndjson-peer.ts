import { createReadStream } from "node:fs";
import type { Round } from "../harness/benchmark.ts";
import { importPeer } from "../harness/peers.ts";
import { CCXT_BOOK, type CcxtModule } from "../order-book/ccxt-book.ts";
import { PeerBooks, type PlainRow } from "./peer-books.ts";

interface Input {
  readonly file: string;
  readonly markets: number;
}

/** The same rows as lines of JSON, split by chunks, parsed and put into ccxt's books. */
export async function prepare({ file, markets }: Input): Promise<Round> {
  const ccxt = (await importPeer(CCXT_BOOK)) as CcxtModule;
  return async () => {
    const books = new PeerBooks(ccxt, markets);
    let rest = "";
    for await (const chunk of createReadStream(file, {
      encoding: "utf8",
      highWaterMark: 1 << 20,
    })) {
      const lines = (rest + String(chunk)).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) books.apply(JSON.parse(line) as PlainRow);
    }
    return { operations: books.rowCount, checksum: books.checksum() };
  };
}
