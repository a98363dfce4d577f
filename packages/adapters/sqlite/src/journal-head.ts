import type { DatabaseSync } from "node:sqlite";
import { PolytradersError } from "@polytraders/core";
import { FIRST_LINK } from "./hash-chain.ts";
import { RowHash } from "./row-hash.ts";
import { corruptStore } from "./store-error.ts";
import type { StoreRow } from "./store-file.ts";
import { blobOf, integerOf, textOf } from "./store-row.ts";
import type { LogState } from "./write-ahead-log.ts";

/** Where the chains of a journal end. */
export interface JournalHead {
  /** Closed when its run has ended it; open while it writes, and after it was killed. */
  readonly state: "open" | "closed";
  readonly entries: number;
  readonly entryHash: Uint8Array;
  readonly records: number;
  readonly recordHash: Uint8Array;
  readonly marketRows: number;
  readonly marketRowHash: string;
}

/** The head of a journal without any entry. */
export const FIRST_HEAD: JournalHead = {
  state: "closed",
  entries: 0,
  entryHash: FIRST_LINK,
  records: 0,
  recordHash: FIRST_LINK,
  marketRows: 0,
  marketRowHash: new RowHash().digest,
};

/**
 * The head as stored, which its journal must bear out.
 *
 * @returns `null` in a file that has none yet
 * @throws PolytradersError STORE_CORRUPT
 */
export function readHead(file: string, database: DatabaseSync): JournalHead | null {
  const row = database.prepare("SELECT * FROM head").get();
  if (row === undefined) return null;
  const state = textOf(file, row, "state");
  if (state !== "open" && state !== "closed") {
    throw corruptStore(file, `the state ${JSON.stringify(state)}`, "head.state");
  }
  return {
    state,
    entries: countOf(file, row, "entries"),
    entryHash: blobOf(file, row, "entry_hash"),
    records: countOf(file, row, "records"),
    recordHash: blobOf(file, row, "record_hash"),
    marketRows: countOf(file, row, "market_rows"),
    marketRowHash: textOf(file, row, "market_row_hash"),
  };
}

function countOf(file: string, row: StoreRow, column: string): number {
  const value = integerOf(file, row, column);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw corruptStore(file, `${value}`, `head.${column}`);
}

/**
 * Refuses a journal whose last commits are gone with the log they stood in: what the database holds
 * by itself is a prefix. A journal that is open always has a log with something in it.
 *
 * @throws PolytradersError STORE_INCOMPLETE
 */
export function refuseLostLog(file: string, log: LogState, head: JournalHead | null): void {
  const isNeeded = head?.state === "open";
  const found = log.damage ?? (isNeeded && log.bytes === 0 ? missing(log) : null);
  if (found === null) return;
  const whole = `its first ${head?.entries ?? 0} entries are whole; how many followed is not known`;
  throw new PolytradersError("STORE_INCOMPLETE", {
    expected: "the write-ahead log of a journal that was not closed",
    found: `${found}; ${whole}`,
    place: { file: `${file}-wal` },
  });
}

function missing(log: LogState): string {
  return log.exists ? "an empty one" : "no such file";
}
