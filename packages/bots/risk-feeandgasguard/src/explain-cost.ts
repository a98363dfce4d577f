import { formatPrice, fromMicro } from "@polytraders/core";
import type { Parameters } from "./contract.gen.ts";
import type { CostFinding } from "./judge-cost.ts";

/** A finding in plain words, with its numbers. */
export function explainCost(
  { reasonCode, constraints, cost, facts }: CostFinding,
  parameters: Parameters,
): string {
  if (cost === null || facts === null) return "refused: nothing is known of this market.";
  const manner = cost.isTaking ? "takes" : "rests";
  const edge =
    cost.edgeUsd === null ? "an edge that is not stated" : `an edge of ${usd(cost.edgeUsd)}`;
  const costs = `the order ${manner} and costs ${usd(cost.costUsd)} (${cost.feeBps.toFixed(1)} bps) against ${edge}`;
  const gas =
    facts.gasMicroPol === null
      ? "no gas is needed"
      : `${fromMicro(facts.gasMicroPol)} POL of gas are left, ${fromMicro(parameters.gasMicroPolMin)} are the minimum`;
  const cash = `${usd(fromMicro(facts.freeCashMicroUsd))} are free`;
  switch (reasonCode) {
    case "RISK_FEES_ACCEPTED":
      return `passed: ${costs}.`;
    case "RISK_FEE_GAS_LOW":
      return `passed with a warning: ${gas}.`;
    case "RISK_FEE_TO_EDGE_HIGH":
      return `passed with a warning: ${costs}.`;
    case "RISK_FEE_PASSIVE_ONLY": {
      const { priceMax, priceMin } = constraints ?? {};
      const bound =
        priceMax === undefined ? `at least ${priceOf(priceMin)}` : `at most ${priceOf(priceMax)}`;
      return `may only rest, ${bound}: ${costs}.`;
    }
    case "RISK_FEE_DOWNSIZED":
      return `cut to ${usd(fromMicro(constraints?.notionalMicroUsdMax ?? 0))}: ${cash} for ${usd(cost.notionalUsd)} and ${usd(cost.feeUsd)} of fees.`;
    case "RISK_FEE_ORDER_TOO_SMALL":
      return `refused: the order takes for ${usd(cost.notionalUsd)}, ${usd(parameters.orderUsdMin)} is the smallest.`;
    case "RISK_FEE_GAS_HEADROOM":
      return `refused: ${cash}, the order needs ${usd(cost.notionalUsd)} and ${usd(cost.feeUsd)} of fees; ${gas}.`;
    default:
      return `refused: ${costs}, and it cannot rest.`;
  }
}

function usd(amount: number): string {
  return `$${amount.toFixed(4)}`;
}

function priceOf(price: number | undefined): string {
  return price === undefined ? "any price" : formatPrice(price);
}
