import { hash } from "node:crypto";

/** Length of a link, bytes. */
export const LINK_BYTES = 32;

/** Link in front of the first item of a chain. */
export const FIRST_LINK: Buffer = Buffer.alloc(LINK_BYTES);

/**
 * Links items by SHA-256: each link covers the one before it, the item's number, its kind and its
 * content, so that a missing, moved or altered item shows at that item. Every part is preceded by
 * its length: no two items have the same bytes.
 */
export class HashChain {
  #bytes: Buffer = Buffer.allocUnsafe(4_096);

  /** The link of an item behind `previous`. */
  link(
    previous: Uint8Array,
    sequence: number,
    kind: string,
    payload: string,
    columns: Uint8Array | null,
  ): Buffer {
    const columnBytes = columns?.length ?? 0;
    // A UTF-16 unit never takes more than three bytes of UTF-8.
    const bytes = this.#room(LINK_BYTES + 24 + 3 * (kind.length + payload.length) + columnBytes);
    bytes.set(previous, 0);
    let end = bytes.writeDoubleLE(sequence, LINK_BYTES);
    end = writeText(bytes, kind, end);
    end = writeText(bytes, payload, end);
    end = bytes.writeUInt32LE(columnBytes, end);
    if (columns !== null) bytes.set(columns, end);
    return hash("sha256", bytes.subarray(0, end + columnBytes), "buffer");
  }

  #room(length: number): Buffer {
    if (this.#bytes.length < length) this.#bytes = Buffer.allocUnsafe(2 * length);
    return this.#bytes;
  }
}

function writeText(bytes: Buffer, text: string, at: number): number {
  const length = bytes.write(text, at + 4, "utf8");
  bytes.writeUInt32LE(length, at);
  return at + 4 + length;
}
