import type { LedgerOptions } from "@polytraders/core";
import type { RiskSettings } from "./risk-settings.ts";

/** What the settings say about how the books judge themselves. */
export function ledgerRules(
  settings: RiskSettings,
): Required<Pick<LedgerOptions, "drawdownRules" | "divergenceRules">> {
  return {
    drawdownRules: {
      drawdownMax: settings.drawdownShareMax,
      warnShare: settings.drawdownWarnShare,
      peakMode: settings.drawdownPeakMode,
      windowDays: settings.drawdownWindowDays,
      inFlightValuation: settings.inFlightValuation,
    },
    divergenceRules: {
      warnShare: settings.stateWarnRatio,
      correctShare: settings.stateCorrectRatio,
    },
  };
}
