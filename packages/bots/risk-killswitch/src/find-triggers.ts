import { killSwitchLevel } from "@polytraders/quant";
import type { Parameters, ReasonCode } from "./contract.gen.ts";

/** What the kill switch looks at; `null` where a trigger is switched off. */
export interface Surroundings {
  readonly equityMicroUsd: number;
  /** True while we hold a position or have an open order anywhere. */
  readonly isExposed: boolean;
  /** The same for the market of the intent. */
  readonly isExposedHere: boolean;
  /** Time since the venue was last heard of; infinite when it never was. */
  readonly feedSilenceMs: number | null;
  /** Age of the market's newest message; infinite before the first. */
  readonly marketSilenceMs: number | null;
  /** Intents of the strategy in the present second, this one included. */
  readonly intentsThisSecond: number;
}

/** A reason to halt, and how much of the trading. */
export interface Trigger {
  readonly reach: "everything" | "market" | "strategy";
  readonly reasonCode: ReasonCode;
}

export type LossLevel = "OK" | "WARN" | "HALT" | "UNKNOWN";

/** How much of the allowed loss is used; both limits bind at equality. */
export function lossLevelOf(equityMicroUsd: number, parameters: Parameters): LossLevel {
  if (!Number.isSafeInteger(equityMicroUsd)) return "UNKNOWN";
  const { startingBalanceMicroUsd, drawdownMicroUsdMax, drawdownWarnShare } = parameters;
  const warnShare = drawdownWarnShare;
  return killSwitchLevel(equityMicroUsd, {
    startingBalanceMicroUsd,
    drawdownMicroUsdMax,
    warnShare,
  });
}

/** The widest reason to halt; `null` when there is none. */
export function findTrigger(seen: Surroundings, parameters: Parameters): Trigger | null {
  if (lossLevelOf(seen.equityMicroUsd, parameters) === "HALT") {
    return { reach: "everything", reasonCode: "RISK_DRAWDOWN_BREACH" };
  }
  if (seen.isExposed && (seen.feedSilenceMs ?? 0) > parameters.feedSilenceMsMax) {
    return { reach: "everything", reasonCode: "RISK_FEED_LOST" };
  }
  const { strategyIntentsPerSecondMax: intentsMax } = parameters;
  if (intentsMax > 0 && seen.intentsThisSecond > intentsMax) {
    return { reach: "strategy", reasonCode: "RISK_STRATEGY_RUNAWAY" };
  }
  if (seen.isExposedHere && (seen.marketSilenceMs ?? 0) > parameters.marketSilenceMsMax) {
    return { reach: "market", reasonCode: "RISK_MARKET_FEED_LOST" };
  }
  return null;
}
