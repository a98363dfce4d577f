import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { createGunzip } from "node:zlib";
import { PolytradersError } from "@polytraders/core";

const READ_BYTES = 1 << 18;

/** Name of a capture without folder, `.gz` and format ending. */
export function fileStem(path: string): string {
  return basename(path)
    .replace(/\.gz$/i, "")
    .replace(/\.(csv|ndjson|jsonl|json)$/i, "");
}

/**
 * Streams the decoded text of a file in pieces, `.gz` unpacked on the way.
 *
 * @throws DATA_FILE_UNREADABLE when the file cannot be read, DATA_FILE_TRUNCATED when its gzip
 *   stream is damaged; all text before the damage was handed out by then
 */
export async function* readText(path: string): AsyncGenerator<string> {
  const file = createReadStream(path, { highWaterMark: READ_BYTES });
  const isGzip = /\.gz$/i.test(path);
  const decoder = new TextDecoder("utf-8");
  const bytes = isGzip ? file.pipe(createGunzip({ chunkSize: READ_BYTES })) : file;
  if (isGzip) file.on("error", (error) => bytes.destroy(error));
  try {
    const pieces: AsyncIterable<Buffer> = bytes;
    for await (const piece of pieces) yield decoder.decode(piece, { stream: true });
    const rest = decoder.decode();
    if (rest !== "") yield rest;
  } catch (cause) {
    throw unreadable(path, cause);
  } finally {
    file.destroy();
  }
}

/**
 * Splits the text of a file into lines and hands each to `take` with its number, counted from 1.
 * Line ends are `\n` or `\r\n`; a byte-order mark is dropped.
 */
export class LineSplitter {
  private readonly take: (text: string, line: number) => void;
  private rest = "";
  private line = 0;

  constructor(take: (text: string, line: number) => void) {
    this.take = take;
  }

  push(piece: string): void {
    const text = this.rest === "" ? piece : this.rest + piece;
    let from = 0;
    for (;;) {
      const end = text.indexOf("\n", from);
      if (end < 0) break;
      this.emit(text.slice(from, end));
      from = end + 1;
    }
    this.rest = text.slice(from);
  }

  finish(): void {
    if (this.rest !== "") this.emit(this.rest);
    this.rest = "";
  }

  private emit(text: string): void {
    this.line += 1;
    const start = this.line === 1 && text.charCodeAt(0) === 0xfeff ? 1 : 0;
    const end = text.endsWith("\r") ? text.length - 1 : text.length;
    this.take(start === 0 && end === text.length ? text : text.slice(start, end), this.line);
  }
}

function unreadable(path: string, cause: unknown): PolytradersError {
  const found = cause instanceof Error ? cause.message : String(cause);
  const isDamage = cause instanceof Error && "code" in cause && String(cause.code).startsWith("Z_");
  return new PolytradersError(isDamage ? "DATA_FILE_TRUNCATED" : "DATA_FILE_UNREADABLE", {
    found,
    place: { file: path },
    cause,
  });
}
