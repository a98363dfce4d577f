import { PolytradersError, type ErrorCode } from "@polytraders/core";

/** Codes by SQLite's primary result code (sqlite.org/rescode.html). */
const CODES: Readonly<Record<number, ErrorCode>> = {
  // Our statements are right: what they name is not in the file.
  1: "STORE_CORRUPT",
  3: "STORE_UNWRITABLE",
  5: "STORE_LOCKED",
  6: "STORE_LOCKED",
  8: "STORE_UNWRITABLE",
  10: "STORE_UNWRITABLE",
  11: "STORE_CORRUPT",
  13: "STORE_FULL",
  14: "STORE_UNWRITABLE",
  26: "STORE_CORRUPT",
};

/** Runs an operation on a store file and names the file in whatever goes wrong. */
export function inStore<T>(file: string, operation: () => T): T {
  try {
    return operation();
  } catch (cause) {
    throw toStoreError(file, cause);
  }
}

/** A fault in what a store holds, as opposed to one in how it was asked. */
export function corruptStore(file: string, found: string, field?: string): PolytradersError {
  const place = field === undefined ? { file } : { file, field };
  return new PolytradersError("STORE_CORRUPT", { found, place });
}

/** Anything that is not SQLite's is a fault of ours and stays what it is. */
function toStoreError(file: string, cause: unknown): unknown {
  if (!(cause instanceof Error) || cause instanceof PolytradersError) return cause;
  if ("code" in cause && cause.code === "ERR_INVALID_STATE") {
    return new PolytradersError("STORE_CLOSED", { found: "a closed one", place: { file }, cause });
  }
  const result = "errcode" in cause && typeof cause.errcode === "number" ? cause.errcode : 0;
  // Extended codes keep the primary one in their lowest byte.
  const code = CODES[result & 0xff];
  if (code === undefined) return cause;
  return new PolytradersError(code, { found: `"${cause.message}"`, place: { file }, cause });
}
