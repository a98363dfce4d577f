/** A field that a closed schema allows, with those below it; `null` where these are not closed. */
export interface KnownField {
  readonly name: string;
  readonly fields: readonly KnownField[] | null;
}

/** Marks of what is no number: bits that no price, size, time or share has. */
const NULL = -Number.MAX_VALUE;
const TRUE = NULL / 2;
const FALSE = NULL / 4;
const TEXT = NULL / 8;
const LIST = NULL / 16;
const RECORD = NULL / 32;
const END = NULL / 64;

/** Numbers gathered before they are mixed in; the hash does not depend on it. */
const BUFFERED = 512;

/**
 * A 64-bit rolling hash over numbers and text: two multiply-rotate lanes, joined in the digest.
 *
 * It answers one question, "are these two runs the same, and if not, since when?", a hundred times
 * faster than a cryptographic hash. It does not resist a forger; the journal's seals do that.
 */
export class RollingHash {
  readonly #numbers = new Float64Array(BUFFERED);
  readonly #words = new Int32Array(this.#numbers.buffer);
  #count = 0;
  #left = 0x9e3779b9 | 0;
  #right = 0x85ebca6b | 0;

  /** Folds any number by its bits; NaN and -0 are distinct from every other value. */
  foldNumber(value: number): void {
    this.#numbers[this.#count] = value;
    this.#count += 1;
    if (this.#count === BUFFERED) this.#mixIn();
  }

  /** Folds text by its length and UTF-16 units. */
  foldText(text: string): void {
    this.foldNumber(text.length);
    for (let index = 0; index < text.length; index += 1) this.foldNumber(text.charCodeAt(index));
  }

  /** Folds plain JSON, keys in their own order. */
  foldValue(value: unknown): void {
    if (typeof value === "number") this.foldNumber(value);
    else if (value === null || value === undefined) this.foldNumber(NULL);
    else if (typeof value === "boolean") this.foldNumber(value ? TRUE : FALSE);
    else if (typeof value === "object") this.#foldObject(value);
    else {
      this.foldNumber(TEXT);
      this.foldText(typeof value === "string" ? value : typeof value);
    }
  }

  #foldObject(value: object): void {
    if (Array.isArray(value)) {
      this.foldNumber(LIST);
      this.foldNumber(value.length);
      for (const item of value) this.foldValue(item);
      return;
    }
    this.foldNumber(RECORD);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only plain JSON reaches this place
    const record = value as Readonly<Record<string, unknown>>;
    for (const key in record) {
      this.foldNumber(hashOfKey(key));
      this.foldValue(record[key]);
    }
    this.foldNumber(END);
  }

  /** Folds the known fields of plain JSON: the caller knows that there are no others. */
  foldFields(record: Readonly<Record<string, unknown>>, fields: readonly KnownField[]): void {
    for (const { name, fields: inner } of fields) {
      const value = record[name];
      if (typeof value === "number") this.foldNumber(value);
      else if (inner === null || typeof value !== "object" || value === null) this.foldValue(value);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only plain JSON reaches this place
      else this.foldFields(value as Readonly<Record<string, unknown>>, inner);
    }
  }

  /** Both lanes see both halves of each number, in different mixtures, and do not wait for each other. */
  #mixIn(): void {
    const words = this.#words;
    const end = this.#count * 2;
    let left = this.#left;
    let right = this.#right;
    for (let index = 0; index < end; index += 2) {
      const low = words[index] ?? 0;
      const high = words[index + 1] ?? 0;
      left = Math.imul(left ^ (low + high), 0xcc9e2d51);
      left = (left << 15) | (left >>> 17);
      right = Math.imul(right ^ low ^ ((high << 16) | (high >>> 16)), 0x1b873593);
      right = ((right << 13) | (right >>> 19)) + 0xe6546b64;
    }
    this.#left = left;
    this.#right = right | 0;
    this.#count = 0;
  }

  /** Sixteen hexadecimal digits; folding goes on afterwards. */
  digest(): string {
    this.#mixIn();
    const left = mix(this.#left ^ mix(this.#right));
    return hex(left) + hex(mix(this.#right ^ left));
  }
}

/** Payload keys come from schemas: few, and the same ones over and over. */
const KEY_HASHES = new Map<string, number>();
const KEYS_REMEMBERED_MAX = 10_000;

function hashOfKey(key: string): number {
  const known = KEY_HASHES.get(key);
  if (known !== undefined) return known;
  let hash = key.length;
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193) ^ (hash >>> 15);
  }
  if (KEY_HASHES.size < KEYS_REMEMBERED_MAX) KEY_HASHES.set(key, hash);
  return hash;
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, "0");
}
