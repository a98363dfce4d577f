import { closeSync, openSync, writeSync } from "node:fs";
import type { ErrorCode } from "@polytraders/core";

/** Characters of a rejected line that are kept. */
const KEPT_CHARACTERS = 400;
const BUFFER_CHARACTERS = 1 << 16;

/**
 * Counts rejected lines by code and lists each in a file of one JSON object per line:
 * `{file, line, code, found, text}`. The file is created with the first of them.
 */
export class RejectedLines {
  readonly counts: Record<string, number> = {};
  total = 0;
  private readonly file: string;
  private readonly listPath: string;
  private descriptor: number | undefined;
  private buffer = "";

  /**
   * @param file - name of the capture
   * @param listPath - file to list in
   */
  constructor(file: string, listPath: string) {
    this.file = file;
    this.listPath = listPath;
  }

  add(line: number, code: ErrorCode, text: string, found: string): void {
    this.counts[code] = (this.counts[code] ?? 0) + 1;
    this.total += 1;
    const isCut = text.length > KEPT_CHARACTERS;
    const kept = isCut ? `${text.slice(0, KEPT_CHARACTERS)}…` : text;
    const entry = {
      file: this.file,
      line,
      code,
      found: found.slice(0, KEPT_CHARACTERS),
      text: kept,
    };
    this.buffer += `${JSON.stringify(entry)}\n`;
    if (this.buffer.length > BUFFER_CHARACTERS) this.flush();
  }

  /** Writes out what is left. @returns the list's path, `undefined` when nothing was rejected */
  close(): string | undefined {
    if (this.buffer !== "") this.flush();
    if (this.descriptor === undefined) return undefined;
    closeSync(this.descriptor);
    this.descriptor = undefined;
    return this.listPath;
  }

  private flush(): void {
    this.descriptor ??= openSync(this.listPath, "w");
    writeSync(this.descriptor, this.buffer);
    this.buffer = "";
  }
}
