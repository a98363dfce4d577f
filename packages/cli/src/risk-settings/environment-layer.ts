import { nearestName } from "./nearest-name.ts";
import { RISK_PARAMETER_LIST } from "./risk-settings.ts";
import type { SettingsLayer } from "./settings-layer.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Names the profile; overrides the one of the configuration file. */
export const PROFILE_VARIABLE = "PM_RISK_PROFILE";

/** Every variable that this program reads settings from. */
export const SETTING_VARIABLES: readonly string[] = [
  PROFILE_VARIABLE,
  ...RISK_PARAMETER_LIST.map(([, { name }]) => name),
];

/** The `PM_…` variables of the environment that are settings. */
export function environmentLayer(environment: Environment): SettingsLayer {
  const values: Record<string, string> = {};
  for (const name of SETTING_VARIABLES) {
    const value = environment[name];
    if (value !== undefined && name !== PROFILE_VARIABLE) values[name] = value;
  }
  return { origin: "environment", values, placeOf: environmentPlace };
}

/** Where a variable stands, for messages. */
export function environmentPlace(name: string): { readonly file: string; readonly field: string } {
  return { file: "environment", field: name };
}

/** One sentence for each `PM_…` variable that is no setting. Values are not shown: they may be secrets. */
export function unknownVariableWarnings(environment: Environment): string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith("PM_") && !SETTING_VARIABLES.includes(name))
    .toSorted()
    .map((name) => {
      const nearest = nearestName(name, SETTING_VARIABLES);
      const advice = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
      return `warning: ${name} is no setting and is ignored.${advice}`;
    });
}
