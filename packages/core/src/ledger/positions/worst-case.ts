import { notionalMicroUsd } from "../../domain/notional.ts";
import type { MicroUsd } from "../../domain/units.ts";
import type { MarketAccount, NegRiskSet } from "./token-account.ts";

/** What the tokens of one market or neg-risk set pay in the end. */
export interface OutcomeExposure {
  /** Cost and fees of all tokens held. */
  readonly heldCostMicroUsd: MicroUsd;
  /** Payout if the worst possible outcome comes. */
  readonly worstPayoutMicroUsd: MicroUsd;
  readonly bestPayoutMicroUsd: MicroUsd;
  /** Cost less the worst payout; 0 when nothing can be lost. */
  readonly worstLossMicroUsd: MicroUsd;
  /** Dollars that merging pairs and converting NO tokens would bring at once, fees apart. */
  readonly releasableMicroUsd: MicroUsd;
}

/**
 * Worst and best case over the outcomes still possible. In a set of which not every outcome is listed,
 * none of the listed ones may win.
 */
export function outcomeExposureOf(scope: MarketAccount | NegRiskSet): OutcomeExposure {
  const markets = "markets" in scope ? scope.markets : [scope];
  const isWholeSet = "markets" in scope && scope.markets.length === scope.outcomeCount;
  const payouts = possiblePayouts(markets, isWholeSet);
  const worst = Math.min(...payouts);
  let cost = 0;
  for (const { tokens } of markets) cost += tokens[0].value.heldCost + tokens[1].value.heldCost;
  return {
    heldCostMicroUsd: cost,
    worstPayoutMicroUsd: worst,
    bestPayoutMicroUsd: Math.max(...payouts),
    worstLossMicroUsd: Math.max(0, cost - worst),
    releasableMicroUsd: releasable(markets, isWholeSet),
  };
}

/** The payout in each scenario: one of the open markets won, or none of them. */
function possiblePayouts(markets: readonly MarketAccount[], isWholeSet: boolean): MicroUsd[] {
  let fixed = 0;
  let isDecided = false;
  const open = markets.filter(({ payouts }) => payouts === null);
  for (const { tokens, payouts } of markets) {
    if (payouts === null) continue;
    isDecided ||= payouts[0] > 0;
    for (const { cell, outcome } of tokens) {
      const size = Math.abs(cell.size);
      fixed += Math.sign(cell.size) * notionalMicroUsd(payouts[outcome], size, "down");
    }
  }
  let none = fixed;
  for (const { tokens } of open) none += tokens[1].cell.size;
  const scenarios = isWholeSet && !isDecided && open.length > 0 ? [] : [none];
  if (isDecided) return scenarios;
  for (const { tokens } of open) {
    scenarios.push(none - tokens[1].cell.size + tokens[0].cell.size);
  }
  return scenarios;
}

/** Pairs merge into a dollar each; of what NO is left, each layer of `k` outcomes converts into `k - 1`. */
function releasable(markets: readonly MarketAccount[], isWholeSet: boolean): MicroUsd {
  let merged = 0;
  let left = 0;
  let leftMax = 0;
  for (const { tokens, payouts } of markets) {
    if (payouts !== null) continue;
    const yes = Math.max(0, tokens[0].cell.size);
    const no = Math.max(0, tokens[1].cell.size);
    const pairs = Math.min(yes, no);
    merged += pairs;
    left += no - pairs;
    leftMax = Math.max(leftMax, no - pairs);
  }
  return isWholeSet ? merged + left - leftMax : merged;
}
