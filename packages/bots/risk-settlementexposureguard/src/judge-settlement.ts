import { MICRO, type MicroUsd } from "@polytraders/core";
import type { Parameters, ReasonCode } from "./contract.gen.ts";

/** What an order is judged by. */
export interface SettlementFacts {
  /** True for a sale of what is held, and for what may only reduce. */
  readonly isReducing: boolean;
  readonly isMarketKnown: boolean;
  /** Age of the ledger's last agreement with the venue, ms; `null` before the first. */
  readonly reconciledAgeMs: number | null;
  readonly notionalMicroUsd: MicroUsd;
  /** Committed to markets that settle together, this one included; never less than it is. */
  readonly windowMicroUsd: MicroUsd;
  readonly marketMicroUsd: MicroUsd;
}

/** What a look at settlement exposure found. */
export interface SettlementFinding {
  readonly reasonCode: ReasonCode;
  /** Room below the tighter ceiling; `null` when it was not looked for. */
  readonly leftMicroUsd: MicroUsd | null;
  readonly facts: SettlementFacts;
  readonly parameters: Parameters;
}

/** Judges whether an order fits below the ceilings on what settles together. */
export function judgeSettlement(facts: SettlementFacts, parameters: Parameters): SettlementFinding {
  const found = (reasonCode: ReasonCode, leftMicroUsd: number | null): SettlementFinding => ({
    reasonCode,
    leftMicroUsd,
    facts,
    parameters,
  });
  if (facts.isReducing) return found("RISK_SETTLEMENT_CLEARED", null);
  const { reconciledAgeMs, notionalMicroUsd, windowMicroUsd, marketMicroUsd } = facts;
  const isCurrent = reconciledAgeMs !== null && reconciledAgeMs <= parameters.reconciledAgeMsMax;
  if (!facts.isMarketKnown || !isCurrent) return found("RISK_SETTLEMENT_EXPOSURE_UNKNOWN", null);
  const windowMax = Math.floor(parameters.windowUsdMax * MICRO);
  const marketMax = Math.floor(parameters.marketUsdMax * MICRO);
  const left = Math.min(windowMax - windowMicroUsd, marketMax - marketMicroUsd);
  if (!(left > 0)) return found("RISK_SETTLEMENT_EXPOSURE_LIMIT", left);
  if (notionalMicroUsd > left) return found("RISK_SETTLEMENT_DOWNSIZED", left);
  const isNear =
    windowMicroUsd + notionalMicroUsd >= parameters.warnShare * windowMax ||
    marketMicroUsd + notionalMicroUsd >= parameters.warnShare * marketMax;
  return found(isNear ? "RISK_SETTLEMENT_EXPOSURE_NEAR" : "RISK_SETTLEMENT_CLEARED", left);
}
