import { ofMicro, shareOfMicro, toMicro } from "./micro-money.ts";

/** Where the absolute loss limit stands, in USD. */
export interface KillSwitchRules {
  /** What losses are counted from. */
  readonly startingBalanceUsd: number;
  /** Loss that stops all trading, at equality too. */
  readonly drawdownUsdMax: number;
  /** Share of the allowed loss that warns, at equality too; 0.80 unless stated. */
  readonly warnShare?: number;
}

/** The same rules in integer micro-USD. */
export interface KillSwitchMicroRules {
  readonly startingBalanceMicroUsd: number;
  readonly drawdownMicroUsdMax: number;
  /** Share of the allowed loss that warns, at equality too, in [0, 1]. */
  readonly warnShare: number;
}

export type KillSwitchLevel = "OK" | "WARN" | "HALT";

/** How much of the allowed loss is used. */
export interface KillSwitch {
  /** Equity at which trading stops. */
  readonly thresholdUsd: number;
  /** Starting balance minus equity; negative after a gain. */
  readonly usedUsd: number;
  readonly usedFraction: number;
  readonly level: KillSwitchLevel;
}

/** Share of the allowed loss at which the guide of parameters warns. */
export const DRAWDOWN_WARN_SHARE = 0.8;

/**
 * Judges equity against the absolute loss limit: HALT when equity is at or below the starting balance
 * less the allowed loss, WARN from a share of it. Source: seed 002, section 1.2; maths.md 6.1.
 *
 * The seed feeds it free cash, which halts a bot that merely bought something (maths.md C10); give it
 * the effective equity of maths.md 6.3. Equity that is no number halts.
 */
export function killSwitchLevel(
  equityMicroUsd: number,
  rules: KillSwitchMicroRules,
): KillSwitchLevel {
  const { startingBalanceMicroUsd, drawdownMicroUsdMax, warnShare } = rules;
  const lossMicroUsd = startingBalanceMicroUsd - equityMicroUsd;
  if (!(lossMicroUsd < drawdownMicroUsdMax)) return "HALT";
  return lossMicroUsd >= shareOfMicro(drawdownMicroUsdMax, warnShare) ? "WARN" : "OK";
}

/** {@link killSwitchLevel} in USD, with the figures to show beside it. */
export function killSwitch(equityUsd: number, rules: KillSwitchRules): KillSwitch {
  const { startingBalanceUsd, drawdownUsdMax, warnShare = DRAWDOWN_WARN_SHARE } = rules;
  const startingBalanceMicroUsd = toMicro(startingBalanceUsd);
  const drawdownMicroUsdMax = toMicro(drawdownUsdMax);
  const equityMicroUsd = toMicro(equityUsd);
  const usedMicroUsd = startingBalanceMicroUsd - equityMicroUsd;
  return {
    thresholdUsd: ofMicro(startingBalanceMicroUsd - drawdownMicroUsdMax),
    usedUsd: ofMicro(usedMicroUsd),
    usedFraction: usedMicroUsd / drawdownMicroUsdMax,
    level: killSwitchLevel(equityMicroUsd, {
      startingBalanceMicroUsd,
      drawdownMicroUsdMax,
      warnShare,
    }),
  };
}
