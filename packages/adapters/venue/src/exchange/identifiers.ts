import { createSeededRandom } from "@polytraders/core";

/**
 * Ids that look like the venue's and follow from the seed: the same run names everything alike.
 */
export class Identifiers {
  readonly #seed: number;
  readonly #taken = new Map<string, () => number>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The next UUID (version 4) of a kind of thing, such as `trade`. */
  uuid(kind: string): string {
    const hex = this.#hex(kind, 32);
    const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) & 3] ?? "8";
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `${variant}${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join("-");
  }

  /** The next `0x` and 64 hexadecimal digits of a kind of thing. */
  hash(kind: string): string {
    return `0x${this.#hex(kind, 64)}`;
  }

  #hex(kind: string, digits: number): string {
    let next = this.#taken.get(kind);
    if (next === undefined) {
      const random = createSeededRandom(this.#seed, `id:${kind}`);
      next = () => random.next();
      this.#taken.set(kind, next);
    }
    let hex = "";
    while (hex.length < digits) hex += word(next());
    return hex;
  }
}

function word(fraction: number): string {
  return Math.floor(fraction * 4_294_967_296)
    .toString(16)
    .padStart(8, "0");
}
