import type { OrderTerms } from "../contracts/risk-decision.ts";

/** Intents remembered per bot; older ones are forgotten even inside the window. */
const REMEMBERED_MAX = 4_096;

/**
 * Refuses the same order for the same moment of the exchange twice within a window: a venue sends
 * the same state again after a resubscription, and that is no second reason to buy.
 */
export class IntentWindow {
  readonly #windowMs: number;
  /** Exchange time by content, oldest first. */
  readonly #seen = new Map<string, number>();

  /** @param windowMs - 0 switches deduplication off */
  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** True the first time. */
  admit(terms: OrderTerms, exchangeTimeMs: number): boolean {
    if (this.#windowMs === 0) return true;
    const { tokenId, side, price, size, timeInForce, isPostOnly, expiresAtMs } = terms;
    const key = `${exchangeTimeMs} ${tokenId} ${side} ${price} ${size} ${timeInForce} ${isPostOnly} ${expiresAtMs}`;
    if (this.#seen.has(key)) return false;
    this.#seen.set(key, exchangeTimeMs);
    this.#forget(exchangeTimeMs);
    return true;
  }

  #forget(nowMs: number): void {
    for (const [key, timeMs] of this.#seen) {
      if (this.#seen.size <= REMEMBERED_MAX && timeMs >= nowMs - this.#windowMs) return;
      this.#seen.delete(key);
    }
  }
}
