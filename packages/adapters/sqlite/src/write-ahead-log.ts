import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";

/** What the write-ahead log beside a database holds. */
export interface LogState {
  /** False where there is no such file. */
  readonly exists: boolean;
  readonly bytes: number;
  /** Frames that SQLite would read. */
  readonly frames: number;
  /** What is wrong with it that SQLite would pass over in silence; `null` for nothing. */
  readonly damage: string | null;
}

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** Magic numbers of a log whose checksums are little-endian, and big-endian. */
const MAGIC_LITTLE = 0x377f0682;
const MAGIC_BIG = 0x377f0683;

/**
 * Reads a write-ahead log as SQLite does (sqlite.org/fileformat2.html, section 4), and further.
 * SQLite stops at the first frame that does not fit and takes what follows as left over from
 * earlier. Frames of the same generation behind such a place prove that it is damaged: what a
 * process leaves that is killed ends there.
 */
export function inspectLog(databaseFile: string): LogState {
  const file = `${databaseFile}-wal`;
  if (!existsSync(file)) return { exists: false, bytes: 0, frames: 0, damage: null };
  const handle = openSync(file, "r");
  try {
    let state = walk(handle, fstatSync(handle).size);
    for (let look = 0; look < LOOKS_MAX && state.damage !== null; look += 1) {
      const again = walk(handle, fstatSync(handle).size);
      if (again.frames === state.frames) break;
      state = again;
    }
    return state;
  } finally {
    closeSync(handle);
  }
}

/** A log that is being written can look damaged where the writer is; then it has grown meanwhile. */
const LOOKS_MAX = 10;

interface Checksum {
  first: number;
  second: number;
}

function walk(handle: number, bytes: number): LogState {
  const state = (frames: number, damage: string | null): LogState => ({
    exists: true,
    bytes,
    frames,
    damage,
  });
  if (bytes === 0) return state(0, null);
  const header = Buffer.alloc(HEADER_BYTES);
  if (readSync(handle, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) {
    return state(0, `a write-ahead log of ${bytes} bytes, shorter than its header`);
  }
  const checksum: Checksum = { first: 0, second: 0 };
  const magic = header.readUInt32BE(0);
  const isBig = magic === MAGIC_BIG;
  add(checksum, header.subarray(0, 24), isBig);
  const isWhole = (magic === MAGIC_LITTLE || isBig) && endsWith(checksum, header, 24);
  if (!isWhole) return state(0, "a write-ahead log with a damaged header");
  const pageBytes = header.readUInt32BE(8);
  const salts = header.subarray(16, 24);
  const frameBytes = FRAME_HEADER_BYTES + pageBytes;
  const frame = Buffer.alloc(frameBytes);
  const slots = Math.floor((bytes - HEADER_BYTES) / frameBytes);
  let frames = 0;
  for (let slot = 0; slot < slots; slot += 1) {
    readSync(handle, frame, 0, frameBytes, HEADER_BYTES + slot * frameBytes);
    const isOfGeneration = frame.subarray(8, 16).equals(salts);
    if (frames < slot) {
      if (!isOfGeneration) continue;
      return state(frames, `a write-ahead log that is damaged in frame ${frames + 1} of ${slots}`);
    }
    add(checksum, frame.subarray(0, 8), isBig);
    add(checksum, frame.subarray(FRAME_HEADER_BYTES), isBig);
    if (isOfGeneration && endsWith(checksum, frame, 16)) frames += 1;
  }
  return state(frames, null);
}

/** The log's own checksum, over pairs of words. */
function add(checksum: Checksum, bytes: Buffer, isBig: boolean): void {
  let { first, second } = checksum;
  for (let at = 0; at < bytes.length; at += 8) {
    const left = isBig ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
    const right = isBig ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4);
    first = (first + left + second) | 0;
    second = (second + right + first) | 0;
  }
  checksum.first = first;
  checksum.second = second;
}

function endsWith({ first, second }: Checksum, bytes: Buffer, at: number): boolean {
  return bytes.readInt32BE(at) === first && bytes.readInt32BE(at + 4) === second;
}
