import type { Kernel } from "../kernel/kernel.ts";
import type { KillSwitch } from "../ports/kill-switch.ts";
import type { RiskModule } from "../risk/risk-module.ts";
import type { BotHost } from "./bot-host.ts";

/**
 * One guard's hold on the kill switch. The halt counts by the guard's general mode: in shadow or
 * advisory it is only noted. A guard that cannot name a code of its own contract still halts: when
 * in doubt, stop.
 */
export function createKillSwitch(
  risk: () => RiskModule,
  kernel: Kernel,
  host: () => BotHost | undefined,
): KillSwitch {
  return Object.freeze<KillSwitch>({
    haltOf: (botId, marketId) => risk().barrier.haltOf(botId, marketId),
    halts: () => risk().barrier.halts,
    trip: ({ botId, marketId }, reasonCode, given) => {
      const guard = host();
      if (guard === undefined) return false;
      const { barrier } = risk();
      const isDeclared = guard.counters.reasons.has(reasonCode);
      // Plain JavaScript may give anything; only text can be kept.
      const found = typeof given === "string" ? given.slice(0, 500) : `a ${typeof given}`;
      const halt = {
        scope: { botId, marketId },
        cause: "automatic" as const,
        by: guard.botId,
        reasonCode: isDeclared ? reasonCode : "RISK_KILL_SWITCH_ACTIVE",
        reason: found,
        sinceMs: kernel.nowMs,
      };
      const { generalMode } = guard;
      if (generalMode === "enforced" || generalMode === "quarantine") return barrier.halt(halt);
      if (generalMode !== "off") barrier.noteUncounted(halt);
      return false;
    },
  });
}
