import type { MicroUsd } from "@polytraders/core";
import { ACCOUNT_PARAMETERS, DRAWDOWN_PARAMETERS } from "./account-parameters.ts";
import {
  EXIT_PARAMETERS,
  JITTER_PARAMETERS,
  MAKER_PARAMETERS,
  MODE_PARAMETERS,
} from "./maker-parameters.ts";
import type { RiskParameter } from "./risk-parameter.ts";

/** Every parameter of risk and of quoting, by the name of its setting. */
export const RISK_PARAMETERS = {
  ...ACCOUNT_PARAMETERS,
  ...DRAWDOWN_PARAMETERS,
  ...MAKER_PARAMETERS,
  ...EXIT_PARAMETERS,
  ...JITTER_PARAMETERS,
  ...MODE_PARAMETERS,
} as const;

/** Name of a setting, such as `tradeSizeMicroUsdMax`. */
export type RiskSettingName = keyof typeof RISK_PARAMETERS;

/** The settings in force. Money in micro-pUSD, sizes in micro-shares, prices in price units. */
export type RiskSettings = {
  readonly [Name in RiskSettingName]: (typeof RISK_PARAMETERS)[Name] extends RiskParameter<infer V>
    ? V
    : never;
};

/** Every parameter beside the name of its setting, in the order of documentation. */
export const RISK_PARAMETER_LIST: readonly (readonly [
  setting: RiskSettingName,
  parameter: RiskParameter<unknown>,
])[] =
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.entries forgets the keys of a constant
  Object.entries(RISK_PARAMETERS) as [RiskSettingName, RiskParameter<unknown>][];

/** Equity at which the absolute loss limit halts; the guide's computed "drawdown threshold". */
export function haltEquityMicroUsd(settings: RiskSettings): MicroUsd {
  return settings.startingBalanceMicroUsd - settings.drawdownMicroUsdMax;
}
