import type { ConfiguredBot, MarketDefinition, RuntimeOptions } from "@polytraders/core";
import { loaded } from "../backtest/bench-bots.ts";
import { loadInternal } from "../harness/internal-modules.ts";
import { quotingBot, type QuotingStyle } from "../recovery/quoting-bot.ts";

/** `five`: a strategy that seldom quotes, three guards and a signal. `real`: what a user runs. */
export type CompositionName = "five" | "real";

/** What a runtime is told about its bots. */
export type Composition = Pick<RuntimeOptions, "bots" | "risk"> & {
  readonly executionOrder: readonly string[];
};

const SIGNAL = "intel.orderflowanalyzer";
const FIVE: readonly string[] = [
  "risk.killswitch",
  "risk.drawdownguard",
  "risk.portfolioguard",
  SIGNAL,
];

/** Frames of one market between two quotes of the seldom quoting strategy. */
const FRAMES_PER_QUOTE = 1_000;
/** So far from any market that the order rests; not for long, for a market without one costs less. */
const STYLE: QuotingStyle = { price: 100, framesOpen: 50 };

/** The bots of a trading run, configured as the command line configures them. */
export async function compose(
  name: CompositionName,
  markets: readonly MarketDefinition[],
): Promise<Composition> {
  const { loadBuiltInBots } = await loadInternal("cli/run/select-bots");
  const { tradingBots } = await loadInternal("cli/run/trading-bots");
  const { readRiskSettings } = await loadInternal("cli/risk-settings/read-risk-settings");
  const known = await loadBuiltInBots();
  const { settings } = readRiskSettings({ environment: {}, warn: () => undefined });
  const chosen = known
    .filter(({ manifest: { botId } }) => botId === "strat.lp_rewards" || botId === SIGNAL)
    .map((bot): ConfiguredBot => ({ bot, configuration: {} }));
  const all = tradingBots(settings, {
    chosen,
    known,
    entries: {},
    markets,
    venue: "simulated",
  });
  const { guardOrder, requiredGuards, executionOrder } = all;
  if (name === "real") {
    return {
      bots: all.bots,
      risk: { guardOrder, requiredGuards, waitsForVotes: true },
      executionOrder,
    };
  }
  const few = all.bots.filter(({ bot }) => FIVE.includes(bot.manifest.botId));
  return {
    bots: [
      ...few,
      { bot: loaded(quotingBot(markets, FRAMES_PER_QUOTE, STYLE)), configuration: {} },
    ],
    risk: { guardOrder, waitsForVotes: true },
    executionOrder: [],
  };
}
