import decayMonitor from "@polytraders/bot-intelligence-liquidity-decay-monitor";
import flowAnalyzer from "@polytraders/bot-intelligence-order-flow-analyzer";
import haltDetector from "@polytraders/bot-risk-market-halt-detector";
import { orderBots, type BotDefinition, type LoadedBot } from "@polytraders/core";
import { loaded, midTracker, publishingBot, silentBot, spreadWatcher } from "./bench-bots.ts";

/** Sets of bots by name. */
export const BOT_SETS = {
  "no bots": () => [],
  "1 silent": () => silent(1),
  "3 silent": () => silent(3),
  "5 silent": () => silent(5),
  "1 publishing": () => publishing(1),
  "5 publishing": () => publishing(5),
  "1 real": () => [real(flowAnalyzer)],
  "3 real": () => [real(haltDetector), real(flowAnalyzer), real(decayMonitor)],
  "3 real and 2 simple": () => [
    real(haltDetector),
    real(flowAnalyzer),
    real(decayMonitor),
    midTracker(),
    spreadWatcher(),
  ],
} satisfies Record<string, () => BotDefinition[]>;
export type BotSetName = keyof typeof BOT_SETS;

/** The bots of a set in calling order. */
export function botsOf(name: BotSetName): readonly LoadedBot[] {
  const bots = BOT_SETS[name]().map((definition) => loaded(definition));
  return orderBots(bots.map((bot) => ({ bot, manifest: bot.manifest }))).map(({ bot }) => bot);
}

/** A bot of any contract; the runtime knows no more of it either. */
function real(definition: unknown): BotDefinition {
  return definition as BotDefinition;
}

function silent(count: number): BotDefinition[] {
  return Array.from({ length: count }, (_, index) => silentBot(index + 1));
}

function publishing(count: number): BotDefinition[] {
  return Array.from({ length: count }, (_, index) => publishingBot(index + 1));
}
