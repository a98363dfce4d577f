import type { LedgerPort, MicroUsd } from "@polytraders/core";
import { haltEquityMicroUsd, type RiskSettings } from "../risk-settings/risk-settings.ts";
import type { RunState } from "./run-state.ts";

type Account = Pick<
  LedgerPort,
  "cashMicroUsd" | "redeemableMicroUsd" | "inFlightMicroUsd" | "peakCashMicroUsd"
>;

/**
 * How far an account is from either limit on losses: the share of its peak (maths.md 6.3) and the
 * loss from the starting balance (maths.md 6.1). Both halt at equality.
 */
export function drawdownFigures(account: Account, settings: RiskSettings): RunState["drawdown"] {
  const { drawdownPeakMode: peakMode, drawdownShareMax: shareMax } = settings;
  const peak = account.peakCashMicroUsd(peakMode);
  const equity = equityOf(account, settings);
  const share = peak > 0 ? Math.max(0, (peak - equity) / peak) : 0;
  const shareHalt = peak > 0 ? Math.floor(peak * (1 - shareMax)) : 0;
  const lossHalt = haltEquityMicroUsd(settings);
  const distance = equity - Math.max(shareHalt, lossHalt);
  return {
    peakMode,
    peakCashMicroUsd: peak,
    share,
    shareMax,
    level: levelOf(share, distance, equity, settings),
    haltEquityMicroUsd: shareHalt,
    lossHaltEquityMicroUsd: lossHalt,
    distanceMicroUsd: distance,
  };
}

function equityOf(account: Account, { inFlightValuation }: RiskSettings): MicroUsd {
  const sure = account.cashMicroUsd + account.redeemableMicroUsd;
  return inFlightValuation === "none" ? sure : sure + account.inFlightMicroUsd;
}

function levelOf(
  share: number,
  distanceMicroUsd: MicroUsd,
  equityMicroUsd: MicroUsd,
  settings: RiskSettings,
): RunState["drawdown"]["level"] {
  const { drawdownShareMax, drawdownWarnShare, startingBalanceMicroUsd, drawdownMicroUsdMax } =
    settings;
  if (distanceMicroUsd <= 0) return "HALT";
  const lossMicroUsd = startingBalanceMicroUsd - equityMicroUsd;
  const isNear =
    share >= drawdownWarnShare * drawdownShareMax ||
    lossMicroUsd >= drawdownWarnShare * drawdownMicroUsdMax;
  return isNear ? "WARN" : "OK";
}
