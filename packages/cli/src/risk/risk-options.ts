import type { ProfileName } from "../risk-settings/risk-section.ts";

/** Where a verb takes risk settings from. */
export interface SettingsOptions {
  readonly config?: string;
  readonly profile?: ProfileName;
  readonly json?: boolean;
}

/** Options of `risk stress`; what is absent comes from the settings. */
export interface StressOptions extends SettingsOptions {
  readonly seed: number;
  readonly sequences: number;
  readonly trades: number;
  readonly price: number;
  readonly winProbability: number;
  readonly cash?: number;
  /** Share of cash staked on each trade. */
  readonly stake?: number;
}
