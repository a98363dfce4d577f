import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { createBatch, type MarketDataBatch } from "@polytraders/core";

/** Bytes of one row: three numbers of 8, two of 4, three of 1. */
const ROW_BYTES = 35;
/** Fewer rows than this are not worth a compressor of their own: it costs more than their bytes. */
const COMPRESSED_ROWS_MIN = 64;

const PLAIN = 0;
const ZSTD = 1;

/**
 * Rows as one block: a byte that says how it is packed, then column after column, little-endian, in
 * the order of {@link columnsOf}.
 */
export function packRows(batch: MarketDataBatch): Uint8Array {
  const { length } = batch;
  const block = new Uint8Array(1 + length * ROW_BYTES);
  block[0] = PLAIN;
  let at = 1;
  for (const column of columnsOf(batch)) {
    const bytes = bytesOf(column, length);
    block.set(bytes, at);
    at += bytes.length;
  }
  if (length < COMPRESSED_ROWS_MIN) return block;
  const packed = zstdCompressSync(block.subarray(1));
  if (packed.length >= block.length - 1) return block;
  const result = new Uint8Array(1 + packed.length);
  result[0] = ZSTD;
  result.set(packed, 1);
  return result;
}

/** @returns the rows; `null` where the block does not hold so many of them */
export function unpackRows(block: Uint8Array, length: number): MarketDataBatch | null {
  const bytes = plainBytes(block);
  if (bytes?.length !== length * ROW_BYTES) return null;
  const batch = createBatch(length);
  let at = 0;
  for (const column of columnsOf(batch)) {
    const target = bytesOf(column, length);
    target.set(bytes.subarray(at, at + target.length));
    at += target.length;
  }
  batch.length = length;
  return batch;
}

function plainBytes(block: Uint8Array): Uint8Array | null {
  if (block[0] === PLAIN) return block.subarray(1);
  if (block[0] !== ZSTD) return null;
  try {
    return zstdDecompressSync(block.subarray(1));
  } catch {
    return null;
  }
}

type Column = Float64Array | Uint32Array | Int32Array | Uint8Array;

function columnsOf(batch: MarketDataBatch): readonly Column[] {
  const { timeMs, exchangeTimeMs, size, market, price, kind, side, flags } = batch;
  return [timeMs, exchangeTimeMs, size, market, price, kind, side, flags];
}

function bytesOf(column: Column, length: number): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, length * column.BYTES_PER_ELEMENT);
}

/** Appends rows `from` to before `to` to those of another batch, which has room for them. */
export function copyRows(
  batch: MarketDataBatch,
  from: number,
  to: number,
  held: MarketDataBatch,
): void {
  const at = held.length;
  held.timeMs.set(batch.timeMs.subarray(from, to), at);
  held.exchangeTimeMs.set(batch.exchangeTimeMs.subarray(from, to), at);
  held.market.set(batch.market.subarray(from, to), at);
  held.kind.set(batch.kind.subarray(from, to), at);
  held.side.set(batch.side.subarray(from, to), at);
  held.flags.set(batch.flags.subarray(from, to), at);
  held.price.set(batch.price.subarray(from, to), at);
  held.size.set(batch.size.subarray(from, to), at);
  held.length = at + to - from;
}
