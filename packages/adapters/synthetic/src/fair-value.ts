const ODDS_MAX = 499;

/**
 * The latent probability of the first outcome: a random walk of its log-odds.
 *
 * It is kept as odds, so that a step of the log-odds is one product and no logarithm is needed,
 * whose last bit would depend on the machine.
 */
export class FairValue {
  #odds: number;

  /** @param probability - 0.002 to 0.998 */
  constructor(probability: number) {
    this.#odds = probability / (1 - probability);
  }

  /** 0.002 to 0.998. */
  get probability(): number {
    return this.#odds / (1 + this.#odds);
  }

  /** Moves the log-odds by `2 artanh(move)`; a negative move takes exactly as much back. */
  move(move: number): void {
    const odds = (this.#odds * (1 + move)) / (1 - move);
    this.#odds = Math.min(ODDS_MAX, Math.max(1 / ODDS_MAX, odds));
  }
}
