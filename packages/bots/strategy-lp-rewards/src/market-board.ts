import type { EpochMs } from "@polytraders/core";

/**
 * How good a market is: compared by the first figure; among equals those that are quoted keep their
 * places, then the second figure decides, then the index.
 */
export interface MarketScore {
  readonly first: number;
  readonly second: number;
}

/** An incumbent's lead where scores move all the time: a challenger must be a tenth better. */
const INCUMBENT_LEAD = 1.1;

/** How the board chooses. */
export interface BoardSetting {
  readonly marketsMax: number;
  readonly rankIntervalMs: number;
  /** Whether markets that are quoted keep their place against slightly better ones. */
  readonly favoursIncumbents: boolean;
  /** A market that was not heard of for so long is passed over. */
  readonly scoreAgeMsMax: number;
}

/**
 * Chooses the markets to quote from those that would do, for all instances of the bot. Choices are
 * made at most once an interval, the first one an interval after the first market was reported, so
 * that a start does not quote whatever comes first.
 */
export class MarketBoard {
  readonly #setting: BoardSetting;
  readonly #scores: (MarketScore | null)[] = [];
  readonly #heardAtMs: EpochMs[] = [];
  #ranks = new Map<number, number>();
  #nextRankAtMs: EpochMs | null = null;
  #isDirty = false;
  #hasRanked = false;

  constructor(setting: BoardSetting) {
    this.#setting = setting;
  }

  /** False before the first choice. */
  get hasRanked(): boolean {
    return this.#hasRanked;
  }

  /** When the next choice is due; `null` while nothing has changed since the last one. */
  get dueAtMs(): EpochMs | null {
    return this.#isDirty ? this.#nextRankAtMs : null;
  }

  /** Markets that would do, at the last choice. */
  get eligibleCount(): number {
    return this.#ranks.size;
  }

  /** @param score - `null` for a market that will not do; it loses its place at once */
  report(index: number, score: MarketScore | null, nowMs: EpochMs): void {
    const before = this.#scores[index] ?? null;
    this.#heardAtMs[index] = nowMs;
    this.#nextRankAtMs ??= nowMs + this.#setting.rankIntervalMs;
    if (before?.first === score?.first && before?.second === score?.second) return;
    this.#scores[index] = score;
    this.#isDirty = true;
    if (score === null) this.#ranks.delete(index);
  }

  /** Place of a market, from 1; `null` for one that was not among them at the last choice. */
  rankOf(index: number): number | null {
    return this.#ranks.get(index) ?? null;
  }

  isChosen(index: number): boolean {
    const rank = this.#ranks.get(index);
    return rank !== undefined && rank <= this.#setting.marketsMax;
  }

  /**
   * Chooses anew when that is due.
   *
   * @returns markets that have gained or lost a place
   */
  rankIfDue(nowMs: EpochMs): readonly number[] {
    if (!this.#isDirty || this.#nextRankAtMs === null || nowMs < this.#nextRankAtMs) return [];
    this.#nextRankAtMs = nowMs + this.#setting.rankIntervalMs;
    this.#isDirty = false;
    this.#hasRanked = true;
    const before = this.#chosen();
    const entries = this.#entries(nowMs, before);
    entries.sort(
      (a, b) =>
        b.first - a.first ||
        Number(before.has(b.index)) - Number(before.has(a.index)) ||
        b.second - a.second ||
        a.index - b.index,
    );
    this.#ranks = new Map(entries.map(({ index }, place) => [index, place + 1]));
    const after = this.#chosen();
    return [...new Set([...before, ...after])]
      .filter((index) => before.has(index) !== after.has(index))
      .toSorted((a, b) => a - b);
  }

  #entries(
    nowMs: EpochMs,
    chosen: ReadonlySet<number>,
  ): (MarketScore & { readonly index: number })[] {
    const sinceMs = nowMs - this.#setting.scoreAgeMsMax;
    return this.#scores.flatMap((score, index) => {
      if (score === null || (this.#heardAtMs[index] ?? 0) < sinceMs) return [];
      return [{ index, first: this.#leadOf(index, chosen) * score.first, second: score.second }];
    });
  }

  #leadOf(index: number, chosen: ReadonlySet<number>): number {
    return this.#setting.favoursIncumbents && chosen.has(index) ? INCUMBENT_LEAD : 1;
  }

  #chosen(): ReadonlySet<number> {
    return new Set([...this.#ranks.keys()].filter((index) => this.isChosen(index)));
  }
}
