import type { LedgerErrorCode } from "../errors/ledger-errors.ts";
import type { LedgerCause, LedgerEntry } from "./ledger-entry.ts";

/** What became of something the ledger was told. */
export type LedgerAnswer = LedgerBooked | LedgerUnchanged | LedgerRefused;

/** It is an entry now. */
export interface LedgerBooked {
  readonly status: "booked";
  readonly entry: LedgerEntry;
  /** What an operator should hear about although it was booked, by code. */
  readonly notices: readonly LedgerErrorCode[];
}

/** The ledger knew it, or something newer, already. */
export interface LedgerUnchanged {
  readonly status: "unchanged";
  readonly because: "duplicate" | "late";
}

/** Nothing has changed. */
export interface LedgerRefused {
  readonly status: "refused";
  readonly code: LedgerErrorCode;
  /** What was found instead of what the code expects. */
  readonly found: string;
}

type WithoutHead<T> = T extends LedgerEntry ? Omit<T, "sequence" | keyof LedgerCause> : never;

/** An entry that is checked but not numbered. */
export type EntryDraft = WithoutHead<LedgerEntry>;

/** A draft to write, or the answer to give without one. */
export type Decision = EntryDraft | LedgerUnchanged | LedgerRefused;

export const DUPLICATE: LedgerUnchanged = { status: "unchanged", because: "duplicate" };
export const LATE: LedgerUnchanged = { status: "unchanged", because: "late" };

export function refused(code: LedgerErrorCode, found: string): LedgerRefused {
  return { status: "refused", code, found };
}
