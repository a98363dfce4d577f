import type { BotHealth } from "../contracts/bot-health.ts";
import type { EpochMs } from "../domain/units.ts";
import type { BotHost } from "./bot-host.ts";
import { unavailableRequirements } from "./unavailable-requirements.ts";

/**
 * How a bot is doing at a moment of kernel time.
 *
 * @param hosts - every bot of the run, to tell which required ones do not run
 */
export function botHealthOf(host: BotHost, nowMs: EpochMs, hosts: readonly BotHost[]): BotHealth {
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
    // The kernel calls bots directly: nothing waits for one, and nothing is dropped in front of it.
    queueLength: 0,
    droppedInputs: 0,
    staleInputs: counters.isInputStale ? ["order_book"] : [],
    unavailableDependencies: unavailableRequirements(host, hosts),
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
