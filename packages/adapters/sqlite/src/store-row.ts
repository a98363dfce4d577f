import type { StoreRow } from "./store-file.ts";
import { corruptStore } from "./store-error.ts";

/** An integer column. */
export function integerOf(file: string, row: StoreRow, column: string): number {
  const value = row[column];
  if (typeof value === "number") return value;
  throw corruptStore(file, String(value), column);
}

/** A text column. */
export function textOf(file: string, row: StoreRow, column: string): string {
  const value = row[column];
  if (typeof value === "string") return value;
  throw corruptStore(file, String(value), column);
}

/** A text column that holds JSON. */
export function jsonOf(file: string, row: StoreRow, column: string): unknown {
  const text = textOf(file, row, column);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw corruptStore(file, "text that is not JSON", column);
  }
}

/** A column of bytes. */
export function blobOf(file: string, row: StoreRow, column: string): Uint8Array {
  const value = row[column];
  if (value instanceof Uint8Array) return value;
  throw corruptStore(file, String(value), column);
}
