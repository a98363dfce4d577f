import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { PolytradersError } from "@polytraders/core";

const READ_BYTES = 1 << 20;

/**
 * SHA-256 of a file's bytes, lower-case hex.
 *
 * @throws DATA_FILE_UNREADABLE
 */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    const pieces: AsyncIterable<Buffer> = createReadStream(path, { highWaterMark: READ_BYTES });
    for await (const piece of pieces) hash.update(piece);
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new PolytradersError("DATA_FILE_UNREADABLE", { found, place: { file: path }, cause });
  }
  return hash.digest("hex");
}
