import { fromMicro, priceUsd, z, type EpochMs, type FillEvent } from "@polytraders/core";
import { markout, type MarkedTrade } from "@polytraders/quant";
import { attackOn, priceOnFirst, takerSideOf, type Attack } from "./attack.ts";
import type { Parameters } from "./contract.gen.ts";

export const markedFillSchema = z.object({
  fillId: z.string(),
  attack: z.enum(["up", "down"]),
  /** On the view of the first token, USD. */
  price: z.number(),
  mid: z.number(),
  /** `null` until the horizon has passed. */
  midLater: z.number().nullable(),
  shares: z.number(),
  dueMs: z.int(),
});
/** One of our maker fills with the mid before it and, once known, the mid some time after. */
export type MarkedFill = z.infer<typeof markedFillSchema>;

/**
 * What became of our maker fills: the last few of either side, each against the mid in force one
 * horizon after it. They are kept one by one, so that a failed fill can be taken out and a restart
 * loses none.
 */
export class FillMarkouts {
  readonly #parameters: Parameters;
  #fills: MarkedFill[] = [];
  #mid: number | null = null;
  /** Earliest fill that waits for its later mid; infinite when none does. */
  #nextDueMs = Number.POSITIVE_INFINITY;

  constructor(parameters: Parameters) {
    this.#parameters = parameters;
  }

  /** A fill that fell due before now saw the mid that was in force until now. */
  noteMid(mid: number | null, nowMs: EpochMs): void {
    this.#settle(nowMs - 1);
    if (mid !== null) this.#mid = mid;
  }

  /** Takes a maker fill in, once; takes a failed one out. */
  note(fill: FillEvent, isSecondToken: boolean): void {
    const { fillId, settlement, role, side, price, size, timeMs } = fill;
    if (settlement === "FAILED") {
      this.#fills = this.#fills.filter((known) => known.fillId !== fillId);
      return;
    }
    const isKnown = this.#fills.some((known) => known.fillId === fillId);
    if (role !== "maker" || settlement !== "MATCHED" || isKnown || this.#mid === null) return;
    const attack = attackOn(side, isSecondToken);
    const dueMs = timeMs + this.#parameters.markoutHorizonMs;
    this.#nextDueMs = Math.min(this.#nextDueMs, dueMs);
    this.#fills.push({
      fillId,
      attack,
      price: priceUsd(priceOnFirst(price, isSecondToken)),
      mid: this.#mid,
      midLater: null,
      shares: fromMicro(size),
      dueMs,
    });
    this.#forget(attack);
  }

  /** True while the fills that an attack has given us have lost us money, and are enough to say so. */
  areLosing(attack: Attack, nowMs: EpochMs): boolean {
    const { markoutFillsMin, markoutLossUsdMin, markoutMemorySeconds } = this.#parameters;
    this.#settle(nowMs);
    const takerSide = takerSideOf(attack);
    const trades: MarkedTrade[] = [];
    for (const { attack: own, price, mid, midLater, shares, dueMs } of this.#fills) {
      if (own !== attack || midLater === null) continue;
      if (nowMs - dueMs > 1_000 * markoutMemorySeconds) continue;
      trades.push({ takerSide, price, mid, midLater, size: shares });
    }
    if (trades.length < markoutFillsMin) return false;
    return (markout(trades)?.makerRealizedHalfSpread ?? 0) <= -markoutLossUsdMin;
  }

  get mid(): number | null {
    return this.#mid;
  }

  fills(): readonly MarkedFill[] {
    return this.#fills;
  }

  replaceAll(fills: readonly MarkedFill[], mid: number | null): void {
    this.#fills = [...fills];
    this.#mid = mid;
    this.#nextDueMs = Math.min(
      ...fills.filter(({ midLater }) => midLater === null).map(({ dueMs }) => dueMs),
    );
  }

  /** Fills that fell due by then see the mid in force. */
  #settle(untilMs: EpochMs): void {
    if (untilMs < this.#nextDueMs) return;
    this.#nextDueMs = Number.POSITIVE_INFINITY;
    for (const fill of this.#fills) {
      if (fill.midLater !== null) continue;
      if (fill.dueMs <= untilMs) fill.midLater = this.#mid;
      else this.#nextDueMs = Math.min(this.#nextDueMs, fill.dueMs);
    }
  }

  #forget(attack: Attack): void {
    const own = this.#fills.filter((fill) => fill.attack === attack);
    if (own.length <= this.#parameters.markoutFillsMax) return;
    const [oldest] = own;
    this.#fills = this.#fills.filter((fill) => fill !== oldest);
  }
}
