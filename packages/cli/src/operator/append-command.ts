import { closeSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { PolytradersError, type OperatorCommand } from "@polytraders/core";
import { OPERATOR_INBOX_FILE } from "./operator-inbox.ts";

const NEWLINE = 0x0a;

/**
 * Appends a command to a run's inbox. It is on disk when this returns.
 *
 * @throws PolytradersError OPERATOR_INBOX_UNWRITABLE: the command may or may not be there; the same
 *   id given again acts once
 */
export function appendCommand(runFolder: string, command: OperatorCommand): void {
  const file = join(runFolder, OPERATOR_INBOX_FILE);
  try {
    append(file, `${JSON.stringify(command)}\n`);
    syncFolder(file);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new PolytradersError("OPERATOR_INBOX_UNWRITABLE", { found, place: { file }, cause });
  }
}

/** One write in append mode: two operators at once get two lines, whole. */
function append(file: string, line: string): void {
  const handle = openSync(file, "a+");
  try {
    const bytes = Buffer.from(endsInside(handle) ? `\n${line}` : line);
    const written = writeSync(handle, bytes);
    if (written !== bytes.length) throw new Error(`${written} of ${bytes.length} bytes written`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** True when a writer died in the middle of a line: the next command must not become part of it. */
function endsInside(handle: number): boolean {
  const { size } = fstatSync(handle);
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(handle, last, 0, 1, size - 1);
  return last[0] !== NEWLINE;
}

/** A new file is only there after a crash once its folder is synced, too. */
function syncFolder(file: string): void {
  const handle = openSync(dirname(file), "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
