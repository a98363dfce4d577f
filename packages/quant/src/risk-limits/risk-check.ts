import { checkRisk } from "./check-risk.ts";
import { exposureOf, positionCostMicroUsd } from "./exposure.ts";
import { ofMicro, toMicro } from "./micro-money.ts";
import type { RiskMode, RiskStep, RiskVerdict } from "./risk-limits.ts";

/** Limits of one account, in USD and shares. */
export interface RiskLimitsUsd {
  readonly startingBalanceUsd: number;
  readonly drawdownUsdMax: number;
  readonly tradeSizeUsdMax: number;
  readonly perMarketUsdMax: number;
  readonly portfolioUsdMax: number;
  readonly openPositionsMax: number;
  readonly dailyVolumeUsdMax: number;
  readonly orderSizeSharesMin: number;
  readonly mode: RiskMode;
}

/** The account at the moment of the check, in USD and shares. */
export interface RiskAccountUsd {
  readonly equityUsd: number;
  readonly dailyVolumeUsd: number;
  readonly isHalted: boolean;
  readonly positions: readonly {
    readonly tokenId: string;
    readonly conditionId: string;
    readonly shares: number;
    readonly averageEntryPrice: number;
  }[];
  /** Resting buy orders, which reserve what they would cost. */
  readonly restingBuys?: readonly { readonly conditionId: string; readonly notionalUsd: number }[];
}

/** An order as a strategy wants it, in USD and shares. */
export interface RiskSignalUsd {
  readonly side: "BUY" | "SELL";
  readonly tokenId: string;
  readonly conditionId: string;
  readonly price: number;
  readonly shares: number;
}

export interface RiskVerdictUsd {
  readonly decision: RiskVerdict["decision"];
  readonly reason: RiskVerdict["reason"];
  readonly shares: number;
  readonly valueUsd: number;
  readonly steps: readonly RiskStep[];
}

/** {@link checkRisk} on plain amounts: turns them into integers, counts the exposure and checks. */
export function riskCheck(
  signal: RiskSignalUsd,
  account: RiskAccountUsd,
  limits: RiskLimitsUsd,
): RiskVerdictUsd {
  const exposure = exposureOf(
    account.positions.map(({ tokenId, conditionId, shares, averageEntryPrice }) => ({
      tokenId,
      conditionId,
      costMicroUsd: positionCostMicroUsd(shares, averageEntryPrice),
    })),
    (account.restingBuys ?? []).map(({ conditionId, notionalUsd }) => ({
      conditionId,
      notionalMicroUsd: toMicro(notionalUsd),
    })),
    signal,
  );
  const verdict = checkRisk(
    {
      side: signal.side,
      priceMicroUsd: toMicro(signal.price),
      sizeMicroShares: toMicro(signal.shares),
    },
    {
      ...exposure,
      equityMicroUsd: toMicro(account.equityUsd),
      dailyVolumeMicroUsd: toMicro(account.dailyVolumeUsd),
      isHalted: account.isHalted,
    },
    {
      startingBalanceMicroUsd: toMicro(limits.startingBalanceUsd),
      drawdownMicroUsdMax: toMicro(limits.drawdownUsdMax),
      tradeSizeMicroUsdMax: toMicro(limits.tradeSizeUsdMax),
      perMarketMicroUsdMax: toMicro(limits.perMarketUsdMax),
      portfolioMicroUsdMax: toMicro(limits.portfolioUsdMax),
      openPositionsMax: limits.openPositionsMax,
      dailyVolumeMicroUsdMax: toMicro(limits.dailyVolumeUsdMax),
      orderSizeMicroSharesMin: toMicro(limits.orderSizeSharesMin),
      mode: limits.mode,
    },
  );
  return {
    decision: verdict.decision,
    reason: verdict.reason,
    shares: ofMicro(verdict.sizeMicroShares),
    valueUsd: ofMicro(verdict.valueMicroUsd),
    steps: verdict.steps,
  };
}
