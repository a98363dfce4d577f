import { closeSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  describeError,
  operatorCommandSchema,
  type ErrorCode,
  type OperatorCommand,
} from "@polytraders/core";

/** Name of the file in a run's folder. */
export const OPERATOR_INBOX_FILE = "operator-commands.ndjson";

/** Longest line that can be a command, bytes. */
const LINE_BYTES_MAX = 65_536;
const NEWLINE = 0x0a;

/** How an inbox is opened. */
export interface OperatorInboxOptions {
  /** Bytes taken in already: what the run's state says. The whole file counts as new by default. */
  readonly position?: number;
  /** Ids that have acted already; their commands are passed over. */
  readonly appliedIds?: Iterable<string>;
  /** Told once of each damaged line, with file, line and what to do. */
  readonly onDamage?: (message: string) => void;
}

/**
 * Commands that operators append to a file in the run's folder, one a line. A line counts once it is
 * whole: what a writer has only begun is read when the rest is there. A damaged line is reported and
 * passed over, since a halt behind it must not wait.
 */
export class OperatorInbox {
  readonly #file: string;
  readonly #onDamage: (message: string) => void;
  readonly #seenIds: Set<string>;
  #position: number;
  /** Number of the last line taken in; `null` until it has been counted. */
  #line: number | null = null;
  #lastTrouble = "";

  constructor(runFolder: string, options: OperatorInboxOptions = {}) {
    this.#file = join(runFolder, OPERATOR_INBOX_FILE);
    this.#position = options.position ?? 0;
    this.#seenIds = new Set(options.appliedIds);
    this.#onDamage = options.onDamage ?? (() => undefined);
  }

  /** Bytes taken in; a run keeps it in its state. */
  get position(): number {
    return this.#position;
  }

  /** Commands appended since the last call, oldest first; an id is given once. Never throws. */
  readNew(): readonly OperatorCommand[] {
    const added = this.#readAdded();
    if (added === null) return [];
    const end = added.lastIndexOf(NEWLINE) + 1;
    if (end === 0) return this.#skipEndless(added);
    const commands: OperatorCommand[] = [];
    let line = this.#lineAt(this.#position);
    let start = 0;
    while (start < end) {
      const stop = added.indexOf(NEWLINE, start);
      line += 1;
      const command = this.#parse(added.subarray(start, stop), line);
      if (command !== null && !this.#seenIds.has(command.commandId)) {
        this.#seenIds.add(command.commandId);
        commands.push(command);
      }
      start = stop + 1;
    }
    this.#position += end;
    this.#line = line;
    return commands;
  }

  /** What lies behind the position; `null` when there is nothing new. */
  #readAdded(): Buffer | null {
    try {
      const size = statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0;
      if (size < this.#position) this.#restart(size);
      if (size <= this.#position) return null;
      const added = readRange(this.#file, this.#position, size);
      this.#lastTrouble = "";
      return added;
    } catch (error) {
      const found = error instanceof Error ? error.message : String(error);
      this.#trouble("OPERATOR_INBOX_UNREADABLE", found);
      return null;
    }
  }

  /** Somebody has cut or replaced the file: all of it is read again, and known ids stay known. */
  #restart(size: number): void {
    const found = `${size} bytes where ${this.#position} were read before`;
    this.#trouble("OPERATOR_INBOX_DAMAGED", found);
    this.#position = 0;
    this.#line = 0;
  }

  /** The beginning of a line that has no end is kept for later, unless no command is so long. */
  #skipEndless(added: Buffer): readonly OperatorCommand[] {
    if (added.length > LINE_BYTES_MAX) {
      this.#trouble("OPERATOR_INBOX_DAMAGED", `a line of more than ${LINE_BYTES_MAX} bytes`);
    }
    return [];
  }

  #parse(bytes: Buffer, line: number): OperatorCommand | null {
    if (bytes.length === 0) return null;
    const answer = parseCommand(bytes);
    if (typeof answer !== "string") return answer;
    this.#onDamage(
      describeError("OPERATOR_INBOX_DAMAGED", { found: answer, place: { file: this.#file, line } }),
    );
    return null;
  }

  /** Lines before a position: counted once, since a run reads on from where it stands. */
  #lineAt(position: number): number {
    this.#line ??= position === 0 ? 0 : countLines(readRange(this.#file, 0, position));
    return this.#line;
  }

  /** Reports what is wrong with the file as a whole, once until it changes. */
  #trouble(code: ErrorCode, found: string): void {
    if (this.#lastTrouble === found) return;
    this.#lastTrouble = found;
    this.#onDamage(describeError(code, { found, place: { file: this.#file } }));
  }
}

function parseCommand(bytes: Buffer): OperatorCommand | string {
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const result = operatorCommandSchema.safeParse(content);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  return `${issue?.path.map(String).join(".") ?? ""}: ${issue?.message ?? "no command"}`;
}

function readRange(file: string, from: number, to: number): Buffer {
  const handle = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(to - from);
    let length = 0;
    while (length < bytes.length) {
      const count = readSync(handle, bytes, length, bytes.length - length, from + length);
      if (count === 0) break;
      length += count;
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(handle);
  }
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (const byte of bytes) if (byte === NEWLINE) count += 1;
  return count;
}
