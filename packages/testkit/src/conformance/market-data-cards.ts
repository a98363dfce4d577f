/**
 * What every market data source promises, as numbered cards. Numbers are permanent and spaced so
 * that a card can be inserted.
 */
export const MARKET_DATA_CARDS = {
  "MD-010": "markets are sorted by id, unique, and complete",
  "MD-020": "the origin says what the data is",
  "MD-030": "batches have equal columns and a length inside them",
  "MD-040": "kernel time is whole milliseconds and never runs backwards",
  "MD-050": "the last frame is closed",
  "MD-060": "a frame holds one market, one kernel time and one exchange time",
  "MD-070": "kinds, sides, flags and market indexes are known ones",
  "MD-080": "prices and sizes are whole units inside their range",
  "MD-090": "the announced number of rows is delivered",
  "MD-100": "two passes give the same bytes",
  "MD-110": "the kernel refuses no row",
  "MD-120": "there is at least one row",
} as const;

export type MarketDataCard = keyof typeof MARKET_DATA_CARDS;

/** A promise that a source broke. */
export interface CardViolation {
  readonly card: MarketDataCard;
  /** Row of the source, counted from 0; `null` when it is not about one row. */
  readonly row: number | null;
  readonly found: string;
}

/** Collects violations; of each card only the first few, for one fault tends to repeat. */
export class ViolationList {
  readonly violations: CardViolation[] = [];
  readonly #counts = new Map<MarketDataCard, number>();

  add(card: MarketDataCard, row: number | null, found: string): void {
    const count = (this.#counts.get(card) ?? 0) + 1;
    this.#counts.set(card, count);
    if (count <= 5) this.violations.push({ card, row, found });
  }
}
