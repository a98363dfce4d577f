import type { VenueTrade } from "../exchange/venue-trade.ts";

/** Which of our trades are not final, by market. */
export class OwnTrades {
  readonly #open = new Map<string, Set<string>>();

  note({ conditionId, tradeId, settlement }: VenueTrade): void {
    const open = this.#open.get(conditionId) ?? new Set();
    if (settlement === "CONFIRMED" || settlement === "FAILED") open.delete(tradeId);
    else open.add(tradeId);
    if (open.size === 0) this.#open.delete(conditionId);
    else this.#open.set(conditionId, open);
  }

  areOpenIn(conditionId: string): boolean {
    return this.#open.has(conditionId);
  }

  get openCount(): number {
    let count = 0;
    for (const trades of this.#open.values()) count += trades.size;
    return count;
  }
}
