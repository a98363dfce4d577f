import type { EpochMs, MicroUsd } from "@polytraders/core";
import type { Figure } from "./figure.ts";

/**
 * A strategy's statistics. A trade is a closed position: opened, and back at nothing or paid out,
 * with all fees. Wins and losses are counted by its net result, never by fills or orders.
 */
export interface StrategySummary {
  readonly strategyId: string;
  readonly status: "idle" | "active" | "halted";
  /** When it last wanted an order; `null` for never. */
  readonly lastIntentAtMs: EpochMs | null;
  readonly intents: number;
  readonly ordersPlaced: number;
  /** Value of all orders placed, at their limits. */
  readonly orderNotionalMicroUsd: MicroUsd;
  /** Value of what was filled. */
  readonly volumeMicroUsd: MicroUsd;
  /** Realised and unrealised, net of fees, without rewards. */
  readonly netPnlMicroUsd: MicroUsd;
  readonly realizedPnlMicroUsd: MicroUsd;
  readonly unrealizedPnlMicroUsd: MicroUsd;
  readonly feesMicroUsd: MicroUsd;
  readonly closedPositions: number;
  readonly openPositions: number;
  readonly wins: number;
  readonly losses: number;
  /** Wins over wins and losses, 0 to 1; closed positions of exactly zero are neither. */
  readonly winRate: Figure;
  /** Sum of wins over sum of losses. */
  readonly profitFactor: Figure;
  /** Mean net result of a closed position, micro-pUSD. */
  readonly expectancyMicroUsd: Figure;
  readonly averageWinMicroUsd: Figure;
  readonly averageLossMicroUsd: Figure;
  readonly bestTradeMicroUsd: Figure;
  readonly worstTradeMicroUsd: Figure;
  /** Mean notional of an order placed. */
  readonly averageOrderMicroUsd: Figure;
  /** Largest fall of starting equity plus this strategy's profit, as a share of its highest. */
  readonly maxDrawdown: Figure;
  /** Of daily returns, annualised with 365 days. */
  readonly sharpe: SharpeSummary;
  /** Volume over starting equity. */
  readonly turnover: Figure;
  /** Fees over the gross profit that was there before them. */
  readonly feesShareOfGross: Figure;
  /** Mean squared error of the probabilities it stated. */
  readonly brier: Figure;
}

export interface SharpeSummary {
  /** Daily returns behind it. */
  readonly days: number;
  readonly annualised: Figure;
  readonly perDay: Figure;
  /** Of `perDay`, for independent returns. */
  readonly standardError: Figure;
  /** Probability that the true ratio is above zero. */
  readonly probabilityAboveZero: Figure;
}

/** The same questions about the account as a whole. */
export interface AccountSummary {
  readonly sharpe: SharpeSummary;
  /** Days until the halt at the mean loss of recent days. */
  readonly runwayDays: Figure;
  /** Those days over 30, at most 100. */
  readonly runwayPercent: Figure;
  readonly lossMicroUsdPerDay: Figure;
  /** Equity at which the money is thought to be gone: the halt's. */
  readonly runwayFloorMicroUsd: MicroUsd;
  readonly returnShare: Figure;
  readonly volumeMicroUsd: MicroUsd;
  readonly turnover: Figure;
}
