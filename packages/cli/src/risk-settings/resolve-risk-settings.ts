import { PolytradersError } from "@polytraders/core";
import { checkTogether } from "./check-together.ts";
import type { ResolvedSetting } from "./resolved-setting.ts";
import type { RiskParameter } from "./risk-parameter.ts";
import { RISK_PARAMETER_LIST, type RiskSettingName, type RiskSettings } from "./risk-settings.ts";
import type { SettingsLayer } from "./settings-layer.ts";

/** The settings in force, and where each came from. */
export interface ResolvedRiskSettings {
  readonly settings: RiskSettings;
  readonly resolved: readonly ResolvedSetting[];
}

/**
 * Puts layers upon the defaults: the last layer that has a value decides it. Nothing falls back
 * silently; a value that is not allowed is an error wherever it stands, even if overridden.
 *
 * @param layers - least important first
 * @throws PolytradersError CONFIG_INVALID, naming the variable, what was found and what is allowed
 */
export function resolveRiskSettings(layers: readonly SettingsLayer[]): ResolvedRiskSettings {
  const values = new Map<RiskSettingName, unknown>();
  const resolved = RISK_PARAMETER_LIST.map(([setting, parameter]) => {
    const { name, kind, standard } = parameter;
    values.set(setting, kind.read(standard));
    let winner: Pick<ResolvedSetting, "written" | "origin"> = {
      written: standard,
      origin: "default",
    };
    for (const layer of layers) {
      const written = layer.values[name];
      if (written === undefined) continue;
      values.set(setting, readValue(parameter, String(written), layer));
      winner = { written: String(written).trim(), origin: layer.origin };
    }
    return { setting, parameter, ...winner };
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every parameter has just been read by its own kind
  const settings = Object.fromEntries(values) as RiskSettings;
  checkTogether(settings, resolved, layers);
  return { settings, resolved };
}

function readValue(
  { name, kind }: RiskParameter<unknown>,
  text: string,
  layer: SettingsLayer,
): unknown {
  const value = kind.read(text);
  if (value !== undefined) return value;
  throw new PolytradersError("CONFIG_INVALID", {
    expected: kind.allowed,
    found: text.trim() === "" ? "nothing" : JSON.stringify(text),
    hint: `Correct ${name}, or remove it to use the value below it.`,
    place: layer.placeOf(name),
  });
}
