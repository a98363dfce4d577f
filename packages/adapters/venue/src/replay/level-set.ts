import { LEVEL_KEYS } from "./level-key.ts";

/** A set of levels in the order of first mention, made to be emptied often. */
export class LevelSet {
  readonly #isMember = new Uint8Array(LEVEL_KEYS);
  readonly #keys: number[] = [];

  get keys(): readonly number[] {
    return this.#keys;
  }

  add(key: number): void {
    if (this.#isMember[key] === 1) return;
    this.#isMember[key] = 1;
    this.#keys.push(key);
  }

  clear(): void {
    for (const key of this.#keys) this.#isMember[key] = 0;
    this.#keys.length = 0;
  }
}
