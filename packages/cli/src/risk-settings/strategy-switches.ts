import type { RiskSettingName, RiskSettings } from "./risk-settings.ts";

/** A family of strategies, the variable that switches it, and how its bots are called. */
interface StrategySwitch {
  readonly setting: Extract<RiskSettingName, `is${string}Enabled`>;
  readonly variable: string;
  /** Words of the bot id, behind its prefix. */
  readonly words: RegExp;
}

const SWITCHES: readonly StrategySwitch[] = [
  {
    setting: "isLiquidityEnabled",
    variable: "PM_ENABLE_LIQUIDITY",
    words: /(^|_)(lp|liquidity|maker)(_|$)/,
  },
  {
    setting: "isArbitrageEnabled",
    variable: "PM_ENABLE_ARBITRAGE",
    words: /(^|_)arb(itrage)?(_|$)/,
  },
  {
    setting: "isCopyTradingEnabled",
    variable: "PM_ENABLE_COPY_TRADING",
    words: /(^|_)copy(_|$)/,
  },
  { setting: "isSynthEdgeEnabled", variable: "PM_ENABLE_SYNTH_EDGE", words: /(^|_)synth(_|$)/ },
];

/** The variable that keeps a strategy off; `null` for one that may act. */
export function switchedOffBy(botId: string, settings: RiskSettings): string | null {
  const name = botId.slice(botId.indexOf(".") + 1);
  const found = SWITCHES.find(({ setting, words }) => !settings[setting] && words.test(name));
  return found?.variable ?? null;
}
