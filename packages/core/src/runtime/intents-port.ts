import type { Intents } from "../bot/grants.ts";
import type { RiskModule } from "../risk/risk-module.ts";
import type { BotHost } from "./bot-host.ts";

/**
 * One bot's way to orders. A strategy takes back its own; a risk bot in force takes back anybody's,
 * since an order in the way of an exit must not hold the position.
 */
export function createIntents(
  risk: () => RiskModule,
  botId: string,
  host: () => BotHost | undefined,
): Intents {
  return {
    propose: (decision) => host()?.propose(decision) ?? null,
    cancel: (orderId) => {
      const bot = host();
      const { barrier } = risk();
      if (bot?.contract.manifest.layer !== "risk") return barrier.cancelOrder(botId, orderId);
      const isInForce = bot.generalMode === "enforced";
      return isInForce && barrier.cancelInCare(botId, orderId, "RISK_CANCEL_APPROVED");
    },
  };
}
