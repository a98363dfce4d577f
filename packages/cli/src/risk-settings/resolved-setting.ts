import type { RiskParameter } from "./risk-parameter.ts";
import type { RiskSettingName } from "./risk-settings.ts";
import type { SettingOrigin } from "./settings-layer.ts";

/** One setting as it came to be. */
export interface ResolvedSetting {
  readonly setting: RiskSettingName;
  readonly parameter: RiskParameter<unknown>;
  /** The value as it was written. */
  readonly written: string;
  readonly origin: SettingOrigin;
}
