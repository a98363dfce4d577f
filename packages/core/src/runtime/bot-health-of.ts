import type { BotHealth } from "../contracts/bot-health.ts";
import type { EpochMs } from "../domain/units.ts";
import type { BotHost } from "./bot-host.ts";

/** How a bot is doing at a moment of kernel time. */
export function botHealthOf(host: BotHost, nowMs: EpochMs): BotHealth {
  const { counters, budget, contract, suspension } = host;
  const calls = counters.decisionCount + counters.failureCount;
  const lastMs = counters.lastDecisionAtMs;
  return {
    schemaVersion: 1,
    botId: host.botId,
    botVersion: contract.manifest.version,
    mode: host.generalSettings.mode,
    status: statusOf(host),
    heartbeatAgeMs: lastMs === null ? null : Math.max(0, nowMs - lastMs),
    errorRatePct: calls === 0 ? 0 : (100 * counters.failureCount) / calls,
    decisionsLastMinute: counters.decisionsLastMinute(nowMs),
    queueLength: 0,
    droppedInputs: 0,
    staleInputs: counters.staleInputCount > 0 ? ["order_book"] : [],
    unavailableDependencies: [],
    details: {
      ...host.health(),
      overruns: budget.overrunCount,
      refusedOutputs: counters.refusedOutputCount,
      ...(suspension === null ? {} : { suspended: suspension }),
    },
    timeMs: nowMs,
  };
}

function statusOf({ suspension, counters, generalSettings }: BotHost): BotHealth["status"] {
  if (generalSettings.mode === "off") return "stopped";
  if (suspension !== null) return "unhealthy";
  if (counters.failureCount > 0 || counters.refusedOutputCount > 0) return "degraded";
  return counters.lastDecisionAtMs === null ? "starting" : "healthy";
}
