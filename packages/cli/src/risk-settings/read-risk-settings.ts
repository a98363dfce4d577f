import { join } from "node:path";
import { PolytradersError } from "@polytraders/core";
import { ConfigDocument } from "../run/config-document.ts";
import { readRunConfig } from "../run/read-run-config.ts";
import type { RunConfig } from "../run/run-config.ts";
import {
  environmentLayer,
  environmentPlace,
  PROFILE_VARIABLE,
  unknownVariableWarnings,
} from "./environment-layer.ts";
import { resolveRiskSettings, type ResolvedRiskSettings } from "./resolve-risk-settings.ts";
import { PROFILE_NAMES, type ProfileName } from "./risk-section.ts";
import {
  isWritten,
  type SettingOrigin,
  type SettingsLayer,
  type WrittenValue,
} from "./settings-layer.ts";

const PROFILE_FOLDER = join(import.meta.dirname, "../../profiles");

/** Where settings may come from. */
export interface RiskSettingsSources {
  /** The configuration and the file it was read from; without, only profile and environment count. */
  readonly config?: RunConfig | undefined;
  readonly configFile?: string | undefined;
  /** From the command line; overrides the profile named anywhere else. */
  readonly profile?: ProfileName | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Told of variables that look like settings and are none. */
  readonly warn: (text: string) => void;
}

/**
 * The risk settings in force: environment over file over profile over default.
 *
 * @throws PolytradersError CONFIG_INVALID, CONFIG_UNREADABLE, CONFIG_SYNTAX
 */
export function readRiskSettings(sources: RiskSettingsSources): ResolvedRiskSettings {
  const { config, configFile, environment, warn } = sources;
  for (const warning of unknownVariableWarnings(environment)) warn(warning);
  const profile = sources.profile ?? profileOfEnvironment(environment) ?? config?.risk?.profile;
  return resolveRiskSettings([
    ...(profile === undefined ? [] : [profileLayer(profile)]),
    ...(config?.risk === undefined ? [] : [fileLayer("file", config, configFile)]),
    environmentLayer(environment),
  ]);
}

/** The file of a shipped profile; it is a configuration of its own and may be given to `--config`. */
export function profileFile(profile: ProfileName): string {
  return join(PROFILE_FOLDER, `${profile}.yaml`);
}

function profileLayer(profile: ProfileName): SettingsLayer {
  const file = profileFile(profile);
  return fileLayer("profile", readRunConfig(file), file);
}

function fileLayer(
  origin: SettingOrigin,
  { risk = {} }: RunConfig,
  file: string | undefined,
): SettingsLayer {
  const { profile: _, ...parameters } = risk;
  const values: Record<string, WrittenValue> = {};
  for (const [name, value] of Object.entries(parameters)) {
    if (isWritten(value)) values[name] = value;
  }
  return {
    origin,
    values,
    placeOf: (name) =>
      file === undefined ? { field: name } : new ConfigDocument(file).placeOf(["risk", name]),
  };
}

function profileOfEnvironment(
  environment: RiskSettingsSources["environment"],
): ProfileName | undefined {
  const written = environment[PROFILE_VARIABLE];
  if (written === undefined) return undefined;
  const profile = PROFILE_NAMES.find((name) => name === written.trim());
  if (profile !== undefined) return profile;
  throw new PolytradersError("CONFIG_INVALID", {
    expected: `one of ${PROFILE_NAMES.join(", ")}`,
    found: written.trim() === "" ? "nothing" : JSON.stringify(written),
    hint: `Correct ${PROFILE_VARIABLE}, or remove it.`,
    place: environmentPlace(PROFILE_VARIABLE),
  });
}
