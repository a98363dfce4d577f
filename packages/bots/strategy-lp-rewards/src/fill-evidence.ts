import { MICRO, PRICE_UNITS_PER_USD, type EpochMs, type FillEvent } from "@polytraders/core";
import type { Parameters } from "./contract.gen.ts";
import { midOf, type TokenIndex } from "./seen-book.ts";

const DAY_MS = 86_400_000;
/** Fills whose loss can still be taken back. */
const MEASURED_KEPT = 64;

/** A fill whose cost is not known yet. */
interface OpenMarkout {
  readonly fillId: string;
  readonly token: TokenIndex;
  readonly side: "BUY" | "SELL";
  readonly priceUsd: number;
  readonly sizeShares: number;
  readonly dueAtMs: EpochMs;
}

/** What is kept of the evidence across a restart. */
export interface EvidenceState {
  readonly lossUsd: number;
  readonly quotedDays: number;
  readonly asOfMs: EpochMs;
  readonly open: readonly OpenMarkout[];
}

/**
 * What fills have cost in one market. A fill is held against the midpoint some time later; losses
 * and the time spent quoting fade together, and an expectation held before any evidence counts as
 * so many days of it.
 */
export class FillEvidence {
  #lossUsd = 0;
  #quotedDays = 0;
  #asOfMs: EpochMs = 0;
  #open: OpenMarkout[] = [];
  /** Losses of newer fills that may still fail. */
  readonly #measured = new Map<string, number>();

  /** When the next fill can be held against the midpoint; `null` when none waits. */
  get dueAtMs(): EpochMs | null {
    return this.#open.length === 0 ? null : Math.min(...this.#open.map(({ dueAtMs }) => dueAtMs));
  }

  /** Counts the time since the last call, as quoted or not. */
  pass(nowMs: EpochMs, isQuoting: boolean, { lossMemoryDays }: Parameters): void {
    const days = this.#asOfMs === 0 ? 0 : Math.max(0, nowMs - this.#asOfMs) / DAY_MS;
    this.#asOfMs = nowMs;
    if (days === 0) return;
    const kept = 2 ** (-days / lossMemoryDays);
    this.#lossUsd *= kept;
    this.#quotedDays = this.#quotedDays * kept + (isQuoting ? days : 0);
  }

  note(fill: FillEvent, token: TokenIndex, { markoutSeconds }: Parameters): void {
    this.#open.push({
      fillId: fill.fillId,
      token,
      side: fill.side,
      priceUsd: fill.price / PRICE_UNITS_PER_USD,
      sizeShares: fill.size / MICRO,
      dueAtMs: fill.timeMs + 1000 * markoutSeconds,
    });
  }

  /** A failed fill has cost nothing. */
  forget(fillId: string): void {
    this.#lossUsd -= this.#measured.get(fillId) ?? 0;
    this.#measured.delete(fillId);
    this.#open = this.#open.filter((markout) => markout.fillId !== fillId);
  }

  /** @param midUsd - midpoint of YES */
  settle(nowMs: EpochMs, midUsd: number): void {
    const due = this.#open.filter(({ dueAtMs }) => dueAtMs <= nowMs);
    if (due.length === 0) return;
    this.#open = this.#open.filter(({ dueAtMs }) => dueAtMs > nowMs);
    for (const { fillId, token, side, priceUsd, sizeShares } of due) {
      const gone = priceUsd - midOf(midUsd, token);
      const lossUsd = (side === "BUY" ? gone : 0 - gone) * sizeShares;
      this.#lossUsd += lossUsd;
      this.#measured.set(fillId, lossUsd);
    }
    for (const oldest of this.#measured.keys()) {
      if (this.#measured.size <= MEASURED_KEPT) break;
      this.#measured.delete(oldest);
    }
  }

  /** What quoting so many shares is expected to lose a day, at least 0. */
  lossUsdPerDay(sizeShares: number, parameters: Parameters): number {
    const { fillsPerDayPrior, lossUsdPerSharePrior, lossPriorDays } = parameters;
    const prior = fillsPerDayPrior * lossUsdPerSharePrior * sizeShares;
    const days = lossPriorDays + this.#quotedDays;
    return Math.max(0, (prior * lossPriorDays + this.#lossUsd) / days);
  }

  snapshot(): EvidenceState {
    return {
      lossUsd: this.#lossUsd,
      quotedDays: this.#quotedDays,
      asOfMs: this.#asOfMs,
      open: [...this.#open],
    };
  }

  restore(state: EvidenceState): void {
    this.#lossUsd = state.lossUsd;
    this.#quotedDays = state.quotedDays;
    this.#asOfMs = state.asOfMs;
    this.#open = [...state.open];
  }
}
