import type { LedgerPort, MarketFacts, MarketFactsPort, MicroUsd } from "@polytraders/core";

/** When each market is expected to resolve, and what is committed to those that settle together. */
export class SettlementWindows {
  readonly #resolvesAtMs = new Map<string, number>();

  /** @param resolvesAtMs - epoch ms; 0 while not known */
  note(marketId: string, resolvesAtMs: number): void {
    this.#resolvesAtMs.set(marketId, resolvesAtMs);
  }

  /** Cost of positions and notional of resting buys of every market that settles with this one. */
  committedMicroUsd(
    market: MarketFacts,
    windowMs: number,
    marketFacts: Pick<MarketFactsPort, "all">,
    ledger: Pick<LedgerPort, "marketExposureMicroUsd" | "marketReservedMicroUsd">,
  ): MicroUsd {
    let total = 0;
    for (const other of marketFacts.all()) {
      const isSettled = other.phase.startsWith("resolved");
      if (isSettled || !this.#settlesWith(market, other, windowMs)) continue;
      total += ledger.marketExposureMicroUsd(other.marketId);
      total += ledger.marketReservedMicroUsd(other.marketId);
    }
    return total;
  }

  /** What is not known counts as together. */
  #settlesWith(market: MarketFacts, other: MarketFacts, windowMs: number): boolean {
    if (market.marketId === other.marketId) return true;
    if (market.negRiskSetId !== null && market.negRiskSetId === other.negRiskSetId) return true;
    const atMs = this.#resolvesAtMs.get(market.marketId) ?? 0;
    const otherAtMs = this.#resolvesAtMs.get(other.marketId) ?? 0;
    return atMs === 0 || otherAtMs === 0 || Math.abs(atMs - otherAtMs) < windowMs;
  }
}
