/** Counts the intents of each strategy within the present second of kernel time. */
export class IntentCounter {
  readonly #counts = new Map<string, number>();
  #second = -1;

  /** Counts one more; answers how many there were in this second. */
  note(botId: string, nowMs: number): number {
    const second = Math.floor(nowMs / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#counts.clear();
    }
    const count = (this.#counts.get(botId) ?? 0) + 1;
    this.#counts.set(botId, count);
    return count;
  }
}
