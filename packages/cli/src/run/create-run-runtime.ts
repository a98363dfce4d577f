import {
  Runtime,
  type BotLog,
  type KernelJournal,
  type KernelObserver,
  type LedgerOptions,
  type NoticeSink,
  type OrderGateway,
  type Stopwatch,
} from "@polytraders/core";
import { seedOf, type RunSubject } from "./run-identity.ts";

/** What a run's runtime is given besides what the run is of. */
export interface RunPorts {
  readonly stopwatch: Stopwatch;
  readonly log: (botId: string) => BotLog;
  readonly onNotice: NoticeSink;
  readonly observers: readonly KernelObserver[];
  readonly journal: KernelJournal;
  /** The venue; not used by a run that sends no orders. */
  readonly gateway: OrderGateway | null;
  readonly onLedgerEntry?: LedgerOptions["onEntry"];
}

/**
 * Builds the runtime of a run: the same for a first run, a restart and a replay.
 *
 * @throws PolytradersError whatever makes a bot unfit for the run
 */
export function createRunRuntime(
  subject: Pick<RunSubject, "markets" | "bots" | "config" | "trading">,
  configVersion: string,
  ports: RunPorts,
): Runtime {
  const { markets, bots, config, trading } = subject;
  const { stopwatch, log, onNotice, observers, journal, gateway, onLedgerEntry } = ports;
  const base = {
    markets,
    bots,
    configVersion,
    seed: seedOf(config),
    stopwatch,
    log,
    onNotice,
    observers,
    journal,
    isKilled: config.killSwitch?.isActive ?? false,
  };
  if (trading === null || gateway === null) return new Runtime(base);
  const { guardOrder, requiredGuards, executionOrder, sizeMultiplier = 1 } = trading;
  const onEntry = onLedgerEntry === undefined ? {} : { onEntry: onLedgerEntry };
  return new Runtime({
    ...base,
    trading: { gateway, executionOrder, ledger: { ...trading.ledger, ...onEntry } },
    // Everything here is virtual time: a vote does not come late because the machine is busy.
    risk: { guardOrder, requiredGuards, waitsForVotes: true, sizeMultiplier },
  });
}
