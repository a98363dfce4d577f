import { keccakP } from "@noble/hashes/sha3.js";

const RATE_BYTES = 136;

// One sponge for the whole process: hashing never calls out, so it cannot be entered twice.
const sponge = new Uint8Array(200);
const lanes = new Uint32Array(sponge.buffer);

/**
 * Keccak-256 of the first `length` bytes of `input`, written into `output` at `outputAt`. Allocates
 * nothing; the two may overlap.
 */
export function keccak256Into(
  input: Uint8Array,
  length: number,
  output: Uint8Array,
  outputAt: number,
): void {
  lanes.fill(0);
  let position = 0;
  for (let index = 0; index < length; index += 1) {
    sponge[position] = (sponge[position] ?? 0) ^ (input[index] ?? 0);
    position += 1;
    if (position === RATE_BYTES) {
      keccakP(lanes);
      position = 0;
    }
  }
  sponge[position] = (sponge[position] ?? 0) ^ 0x01;
  sponge[RATE_BYTES - 1] = (sponge[RATE_BYTES - 1] ?? 0) ^ 0x80;
  keccakP(lanes);
  for (let index = 0; index < 32; index += 1) output[outputAt + index] = sponge[index] ?? 0;
}

/** Keccak-256 of bytes. */
export function keccak256(input: Uint8Array): Uint8Array {
  const hash = new Uint8Array(32);
  keccak256Into(input, input.length, hash, 0);
  return hash;
}

/** Keccak-256 of a text's UTF-8 bytes. */
export function keccak256Text(text: string): Uint8Array {
  return keccak256(new TextEncoder().encode(text));
}
