import type { BookLevel } from "../book-walk/walk-book.ts";
import type { FeeSchedule } from "../fees/taker-fee.ts";
import { kellyShares, unitCostUsd, type Wealth } from "./kelly-binary.ts";

/** What Kelly buys from a ladder of asks. Money in USD. */
export interface KellyLadder {
  /** Shares and all-in cost of full Kelly. */
  readonly fullShares: number;
  readonly fullCostUsd: number;
  /** `null` when nothing is bought. */
  readonly averageUnitCost: number | null;
  /** Levels used, at their prices, with the shares taken. */
  readonly used: readonly BookLevel[];
  /** Shares after the Kelly fraction. */
  readonly shares: number;
  /** Expected growth of log wealth under full Kelly. */
  readonly growth: number;
}

/**
 * Walks the asks from the cheapest and buys at each level up to the log-optimal quantity, until the
 * belief no longer exceeds the cost: size is limited by what the book shows, not by one price.
 *
 * @param kellyFraction - part of full Kelly taken, in [0, 1]
 */
export function kellyLadder(bet: {
  readonly probability: number;
  readonly asks: readonly BookLevel[];
  readonly wealth: Wealth;
  readonly schedule: FeeSchedule;
  readonly builderBps: number;
  readonly kellyFraction: number;
}): KellyLadder {
  const { probability, wealth } = bet;
  const levels = bet.asks
    .map((level) => ({ level, unitCost: unitCostUsd(level.price, bet.schedule, bet.builderBps) }))
    .toSorted((a, b) => a.unitCost - b.unitCost);
  const used: BookLevel[] = [];
  let fullShares = 0;
  let fullCostUsd = 0;
  for (const { level, unitCost } of levels) {
    if (probability <= unitCost) break;
    const wanted = kellyShares(probability, unitCost, {
      cashUsd: wealth.cashUsd - fullCostUsd,
      yesShares: wealth.yesShares + fullShares,
      noShares: wealth.noShares,
    });
    const affordable = Math.max(0, wealth.cashUsd - fullCostUsd) / unitCost;
    const shares = Math.min(wanted, level.size, affordable);
    if (shares <= 0) break;
    used.push({ price: level.price, size: shares });
    fullShares += shares;
    fullCostUsd += shares * unitCost;
  }
  return {
    fullShares,
    fullCostUsd,
    averageUnitCost: fullShares > 0 ? fullCostUsd / fullShares : null,
    used,
    shares: fullShares * bet.kellyFraction,
    growth: expectedGrowth(probability, wealth, fullShares, fullCostUsd),
  };
}

function expectedGrowth(
  probability: number,
  { cashUsd, yesShares, noShares }: Wealth,
  shares: number,
  costUsd: number,
): number {
  if (shares === 0) return 0;
  const ifYes = Math.log((cashUsd + yesShares - costUsd + shares) / (cashUsd + yesShares));
  const ifNo = Math.log((cashUsd + noShares - costUsd) / (cashUsd + noShares));
  // A certain outcome carries no weight for the other, even where that one is ruin.
  return (
    (probability > 0 ? probability * ifYes : 0) + (probability < 1 ? (1 - probability) * ifNo : 0)
  );
}
