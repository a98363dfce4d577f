/** The newest keys with their values; beyond `max` additions a key is forgotten. */
export class BoundedMap<V> {
  readonly #max: number;
  readonly #values = new Map<string, V>();
  /** Keys by the order of their addition, going round. */
  readonly #keys: string[] = [];
  #next = 0;

  constructor(max: number) {
    this.#max = max;
  }

  get(key: string): V | undefined {
    return this.#values.get(key);
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  /** Adds a key that is not there. */
  add(key: string, value: V): void {
    const oldest = this.#keys[this.#next];
    if (oldest !== undefined) this.#values.delete(oldest);
    this.#keys[this.#next] = key;
    this.#next = (this.#next + 1) % this.#max;
    this.#values.set(key, value);
  }
}
