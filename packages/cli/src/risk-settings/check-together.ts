import { PolytradersError } from "@polytraders/core";
import type { ResolvedSetting } from "./resolved-setting.ts";
import type { RiskSettingName, RiskSettings } from "./risk-settings.ts";
import type { SettingsLayer } from "./settings-layer.ts";

/** Pairs of settings of which the first may not be larger than the second, and why. */
const ORDERED: readonly (readonly [RiskSettingName, RiskSettingName, reason: string])[] = [
  ["drawdownMicroUsdMax", "startingBalanceMicroUsd", "the kill switch could never act"],
  ["lpMidpointMin", "lpMidpointMax", "no market could pass"],
  ["lpDaysToResolveMin", "lpDaysToResolveMax", "no market could pass"],
  ["stateWarnRatio", "stateCorrectRatio", "the warning would come after the correction"],
];

/** @throws PolytradersError CONFIG_INVALID for settings that contradict each other */
export function checkTogether(
  settings: RiskSettings,
  resolved: readonly ResolvedSetting[],
  layers: readonly SettingsLayer[],
): void {
  for (const [lesser, greater, reason] of ORDERED) {
    if (settings[lesser] <= settings[greater]) continue;
    const [low, high] = [lesser, greater].map((name) =>
      resolved.find(({ setting }) => setting === name),
    );
    if (low === undefined || high === undefined) continue;
    // The one that somebody set last is the one to point at.
    const blamed = low.origin === "default" ? high : low;
    const layer = layers.findLast(({ origin }) => origin === blamed.origin);
    throw new PolytradersError("CONFIG_INVALID", {
      expected: `${low.parameter.name} at most ${high.parameter.name}`,
      found: `${low.written} (${low.origin}) and ${high.written} (${high.origin}): ${reason}`,
      hint: "Change one of the two.",
      ...(layer === undefined ? {} : { place: layer.placeOf(blamed.parameter.name) }),
    });
  }
}
