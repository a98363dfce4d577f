import { resolve } from "node:path";
import { readRiskSettings } from "../risk-settings/read-risk-settings.ts";
import type { ResolvedRiskSettings } from "../risk-settings/resolve-risk-settings.ts";
import { readRunConfig } from "../run/read-run-config.ts";
import type { CliIo } from "../verb.ts";
import type { SettingsOptions } from "./risk-options.ts";

/** The risk settings that a verb's options, its configuration and the environment give. */
export function verbSettings(
  { config, profile }: SettingsOptions,
  io: CliIo,
): ResolvedRiskSettings {
  const configFile = config === undefined ? undefined : resolve(io.workingDirectory, config);
  return readRiskSettings({
    config: configFile === undefined ? undefined : readRunConfig(configFile),
    configFile,
    profile,
    environment: io.environment,
    warn: io.err,
  });
}
