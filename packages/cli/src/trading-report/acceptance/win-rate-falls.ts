import { winRateDrop } from "@polytraders/quant";
import type { AcceptanceTest } from "../summary/acceptance-summary.ts";

const NAME = "win_rate_drop";
const TITLE = "Costs lower the win rate";

export interface WinRateInput {
  /** Net result of each closed position, micro-pUSD. */
  readonly netMicroUsd: readonly number[];
  /** Fees and slippage of each, micro-pUSD. */
  readonly costMicroUsd: readonly number[];
  /** Fills that took, of which costs are expected. */
  readonly takerFillCount: number;
  /**
   * Points the win rate must fall by: 15 on the reference fixture of 80 % winners. Elsewhere 0: how
   * far it falls depends on the trades, and that it never rises does not.
   */
  readonly dropPointsMin?: number;
}

/** The same closed positions without and with what they cost. */
export function winRateFalls(input: WinRateInput): AcceptanceTest {
  const { netMicroUsd, costMicroUsd, takerFillCount } = input;
  const bound = input.dropPointsMin ?? 0;
  const gross = netMicroUsd.map((net, index) => (net + (costMicroUsd[index] ?? 0)) / 1e6);
  const found = winRateDrop(
    gross,
    costMicroUsd.map((cost) => cost / 1e6),
  );
  const details = {
    naiveWinRate: found.naiveWinRate,
    realisticWinRate: found.realisticWinRate,
    naivePnlUsd: found.naivePnlUsd,
    realisticPnlUsd: found.realisticPnlUsd,
    closedPositions: netMicroUsd.length,
    takerFills: takerFillCount,
  };
  const base = { name: NAME, title: TITLE, bound, unit: "points", details } as const;
  const drop = found.dropPoints;
  if (drop === null || takerFillCount === 0) {
    const explanation =
      takerFillCount === 0
        ? "No fill took liquidity, so there is no cost that could have lowered the win rate."
        : "No position was closed with a gain or a loss.";
    return { ...base, verdict: "not_applicable", value: drop, explanation };
  }
  const rates = `from ${points(found.naiveWinRate)} to ${points(found.realisticWinRate)}`;
  const isFree = found.naivePnlUsd - found.realisticPnlUsd <= 0;
  if (isFree) {
    const explanation = "Positions were closed by taking, and nothing was charged for it.";
    return { ...base, verdict: "fail", value: drop, explanation };
  }
  const isPass = drop >= bound - 1e-9;
  const explanation = isPass
    ? `Costs took the win rate ${rates}.`
    : `Costs took the win rate ${rates}, less than the ${bound} points that they must.`;
  return { ...base, verdict: isPass ? "pass" : "fail", value: drop, explanation };
}

function points(rate: number | null): string {
  return rate === null ? "none" : `${(rate * 100).toFixed(1)} %`;
}
