/** Counts decisions and adds up their values: two wirings that agree on it decided alike. */
export class DecisionTally {
  count = 0;
  published = 0;
  sum = 0;

  note(value: number | null, confidence: number | null): void {
    this.count += 1;
    if (value === null) return;
    this.published += 1;
    this.sum += value + (confidence ?? 0);
  }

  checksum(): string {
    return `${this.count} decisions, ${this.published} with a value, sum ${this.sum}`;
  }
}
