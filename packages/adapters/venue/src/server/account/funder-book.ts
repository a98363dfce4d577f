/** Signers remembered at a time; the longest known is forgotten first. */
const SIGNERS_MAX = 100_000;

/** Which wallet each key trades with, learnt from its orders. All addresses are lower case. */
export class FunderBook {
  readonly #funders = new Map<string, string>();

  /** The wallet other than its own that a signer ordered for last; `null` when it never did. */
  funderOf(signer: string): string | null {
    return this.#funders.get(signer) ?? null;
  }

  learn(signer: string, wallet: string): void {
    if (signer === wallet || this.#funders.get(signer) === wallet) return;
    if (this.#funders.size >= SIGNERS_MAX) {
      const [oldest] = this.#funders.keys();
      if (oldest !== undefined) this.#funders.delete(oldest);
    }
    this.#funders.set(signer, wallet);
  }
}
