/** Counts the watched markets in blow-out, so that a trouble of the venue is told from one market's. */
export class VenueBlowouts {
  readonly #marketsMin: number;
  readonly #isBlownOut: boolean[] = [];
  #marketCount = 0;
  #blownOutCount = 0;

  /** @param marketsMin - markets below which the venue is not judged */
  constructor(marketsMin: number) {
    this.#marketsMin = marketsMin;
  }

  /** Notes a market's state. */
  note(marketIndex: number, isBlownOut: boolean): void {
    const before = this.#isBlownOut[marketIndex];
    if (before === undefined) this.#marketCount += 1;
    if (isBlownOut !== (before ?? false)) this.#blownOutCount += isBlownOut ? 1 : -1;
    this.#isBlownOut[marketIndex] = isBlownOut;
  }

  /** Share of watched markets in blow-out, 0 while too few are watched. */
  get share(): number {
    return this.#marketCount < this.#marketsMin ? 0 : this.#blownOutCount / this.#marketCount;
  }
}
