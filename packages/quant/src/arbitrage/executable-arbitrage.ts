import type { BookLevel } from "../book-walk/walk-book.ts";
import { feePerShareUsd, type FeeSchedule } from "../fees/taker-fee.ts";
import { maximiseLinear } from "./linear-program.ts";

/** A token that can be bought. */
export interface ArbitrageToken {
  readonly asks: readonly BookLevel[];
  readonly schedule: FeeSchedule;
}

/** The purchase whose worst outcome is best. Amounts in USD, quantities in shares. */
export interface ExecutableArbitrage {
  /** Profit of the worst outcome, before fixed costs; 0 when there is no arbitrage. */
  readonly profitMinUsd: number;
  /** Shares of each token. */
  readonly quantities: readonly number[];
  readonly costUsd: number;
  /** Payoff in each outcome. */
  readonly payoffs: readonly number[];
}

/**
 * The guaranteed profit the displayed asks allow, as a linear program over the levels: maximise `t`
 * with `sum (payoff - unit cost) x >= t` in every outcome, each level at most its size, and the cost at
 * most the budget. Fees rise level by level, so the program stays linear. Round sizes afterwards and
 * compute the profit again.
 *
 * @param outcomes - payoff of each token in every possible outcome; must be exhaustive
 * @param budgetUsd - `null` without a limit
 */
export function executableArbitrage(
  tokens: readonly ArbitrageToken[],
  outcomes: readonly (readonly number[])[],
  budgetUsd: number | null,
): ExecutableArbitrage {
  const levels = tokens.flatMap(({ asks, schedule }, token) =>
    asks.map(({ price, size }) => ({
      token,
      size,
      unitCost: price + feePerShareUsd(price, schedule),
    })),
  );
  // Variables: one per level, and the guaranteed profit last.
  const guarantees = outcomes.map((payoff) => [
    ...levels.map(({ token, unitCost }) => unitCost - (payoff[token] ?? 0)),
    1,
  ]);
  const depths = levels.map((_, index) => [
    ...levels.map((__, other) => (other === index ? 1 : 0)),
    0,
  ]);
  const costs = [...levels.map(({ unitCost }) => unitCost), 0];
  const solution = maximiseLinear(
    [...levels.map(() => 0), 1],
    [...guarantees, ...depths, ...(budgetUsd === null ? [] : [costs])],
    [
      ...outcomes.map(() => 0),
      ...levels.map(({ size }) => size),
      ...(budgetUsd === null ? [] : [budgetUsd]),
    ],
  );
  const quantities = tokens.map(() => 0);
  let costUsd = 0;
  levels.forEach(({ token, unitCost }, index) => {
    const shares = solution[index] ?? 0;
    quantities[token] = (quantities[token] ?? 0) + shares;
    costUsd += unitCost * shares;
  });
  const payoffs = outcomes.map((payoff) =>
    quantities.reduce((sum, shares, token) => sum + shares * (payoff[token] ?? 0), 0),
  );
  return { profitMinUsd: solution.at(-1) ?? 0, quantities, costUsd, payoffs };
}
