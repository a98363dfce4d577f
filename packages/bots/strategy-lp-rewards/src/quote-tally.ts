/** What the bot has done so far, over all markets. Source of the figures: seed 002, section 3.1. */
export class QuoteTally {
  lookCount = 0;
  placedCount = 0;
  keptCount = 0;
  replacedCount = 0;
  refusedCount = 0;
  fillCount = 0;

  /** Quotes kept among those looked at, in [0, 1]; 1 before the first. */
  get keptShare(): number {
    const all = this.keptCount + this.replacedCount;
    return all === 0 ? 1 : this.keptCount / all;
  }
}
