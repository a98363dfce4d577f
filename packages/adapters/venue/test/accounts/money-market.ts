import { MICRO } from "@polytraders/core";
import type { VenueMarketTerms } from "../../src/market/venue-market.ts";
import type { ResolvableMarket } from "../../src/resolution/resolution.ts";

/** A listed market as far as money is concerned. */
export function moneyMarket(
  index: number,
  negRiskSetId: string | null = null,
  negRiskIndex = 0,
): ResolvableMarket {
  const terms: VenueMarketTerms = {
    conditionId: conditionIdOf(index),
    questionId: `0x${"0".repeat(64)}`,
    slug: `market-${index}`,
    question: `Market ${index}?`,
    description: "",
    outcomes: ["Yes", "No"],
    tokenIds: [`${index}1`, `${index}2`],
    protocol: "v1",
    minimumOrderSize: 5 * MICRO,
    negRiskSetId,
    negRiskIndex,
    fees: { rate: 0, exponent: 1, rebateShare: 0 },
    rewards: null,
    takerDelayMs: 0,
    secondsDelay: 0,
    gameStartAtMs: null,
    clearsBookOnStart: false,
    endAtMs: 1e12,
    eventSlug: "event",
  };
  const state: ResolvableMarket["state"] = {
    phase: "open",
    tickSize: 100,
    resolution: "none",
    payouts: null,
    lastTradePrice: null,
    lastTradeSide: null,
    volumeMicroUsd: 0,
  };
  return { index, terms, state };
}

export function conditionIdOf(index: number): string {
  return `0x${index.toString(16).padStart(64, "0")}`;
}
