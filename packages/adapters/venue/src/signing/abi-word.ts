/** Bytes of one word of the contract ABI. */
export const WORD_BYTES = 32;

const TWO_32 = 2 ** 32;
const CHUNK_DIGITS = 6;
const ZERO = 48;

// Eight limbs of 32 bits, most significant first.
const limbs = new Float64Array(8);

/** Writes a non-negative safe integer as a word. */
export function writeUint(target: Uint8Array, at: number, value: number): void {
  target.fill(0, at, at + 24);
  writeUint32(target, at + 24, Math.floor(value / TWO_32));
  writeUint32(target, at + 28, value % TWO_32);
}

/** Writes decimal digits as a `uint256`; answers whether it fits. */
export function writeDecimal(target: Uint8Array, at: number, digits: string): boolean {
  const fits = loadLimbs(digits);
  for (let limb = 0; limb < 8; limb += 1) writeUint32(target, at + limb * 4, limbs[limb] ?? 0);
  return fits;
}

/** True for decimal digits without a leading zero that name a `uint256`. */
export function isCanonicalUint256(digits: string): boolean {
  return digits.length <= 78 && /^(?:0|[1-9][0-9]*)$/.test(digits) && loadLimbs(digits);
}

/** Writes `0x` and 40 hexadecimal digits as an `address` word. */
export function writeAddress(target: Uint8Array, at: number, address: string): void {
  target.fill(0, at, at + 12);
  writeHex(target, at + 12, address, 2, 20);
}

/** Writes `0x` and 64 hexadecimal digits as a `bytes32` word. */
export function writeBytes32(target: Uint8Array, at: number, text: string): void {
  writeHex(target, at, text, 2, WORD_BYTES);
}

/** Writes `byteCount` bytes named by hexadecimal digits from `textAt` on; the caller has checked them. */
export function writeHex(
  target: Uint8Array,
  at: number,
  text: string,
  textAt: number,
  byteCount: number,
): void {
  for (let index = 0; index < byteCount; index += 1) {
    const digitAt = textAt + index * 2;
    target[at + index] =
      (nibble(text.charCodeAt(digitAt)) << 4) | nibble(text.charCodeAt(digitAt + 1));
  }
}

/** `0x` and the hexadecimal digits of bytes. */
export function hexOf(bytes: Uint8Array, at = 0, byteCount = bytes.length - at): string {
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset + at, byteCount).toString("hex")}`;
}

function loadLimbs(digits: string): boolean {
  limbs.fill(0);
  let fits = true;
  for (let at = 0; at < digits.length; at += CHUNK_DIGITS) {
    const end = Math.min(at + CHUNK_DIGITS, digits.length);
    let chunk = 0;
    let scale = 1;
    for (let index = at; index < end; index += 1) {
      chunk = chunk * 10 + (digits.charCodeAt(index) - ZERO);
      scale *= 10;
    }
    // A limb times 10^6 plus a carry stays a safe integer.
    let carry = chunk;
    for (let limb = 7; limb >= 0; limb -= 1) {
      const product = (limbs[limb] ?? 0) * scale + carry;
      carry = Math.floor(product / TWO_32);
      limbs[limb] = product - carry * TWO_32;
    }
    if (carry !== 0) fits = false;
  }
  return fits;
}

function writeUint32(target: Uint8Array, at: number, value: number): void {
  target[at] = value >>> 24;
  target[at + 1] = (value >>> 16) & 0xff;
  target[at + 2] = (value >>> 8) & 0xff;
  target[at + 3] = value & 0xff;
}

function nibble(code: number): number {
  return code <= 57 ? code - ZERO : (code | 32) - 87;
}
