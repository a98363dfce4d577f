import { rmSync } from "node:fs";
import { openKernelJournal, type SqliteKernelJournal } from "@polytraders/adapter-sqlite";
import { Runtime, type KernelJournal, type OrderGateway } from "@polytraders/core";
import type { HeldRows } from "../backtest/held-rows.ts";
import type { Composition } from "./composition.ts";

/** What a run's order path consists of; `null` is without it. */
export interface RunParts {
  readonly gateway: OrderGateway | null;
  readonly journal: KernelJournal | null;
}

/** A runtime in virtual time. */
export function createRuntime(
  { bots, risk = {}, executionOrder }: Composition,
  markets: HeldRows["markets"],
  { gateway, journal }: RunParts,
): Runtime {
  return new Runtime({
    markets,
    bots,
    configVersion: "benchmark",
    seed: 1,
    stopwatch: { nowMs: () => 0 },
    log: () => ({ info: () => undefined, warn: () => undefined }),
    onNotice: ({ code, found }) => {
      // Where there is nothing to trade with, a strategy is told so.
      if (gateway !== null && code !== "RISK_INTENT_REFUSED") throw new Error(`${code}: ${found}`);
    },
    risk,
    ...(journal === null ? {} : { journal }),
    ...(gateway === null ? {} : { trading: { gateway, executionOrder } }),
  });
}

/** The journal of a backtest: rows by number and hash, groups as large as they come. */
export function openFreshJournal(file: string): SqliteKernelJournal {
  for (const ending of ["", "-wal", "-shm"]) rmSync(file + ending, { force: true });
  return openKernelJournal(file, { isRepeatable: true });
}

/** Refuses a run that came out differently from the one before. */
export class SameEveryTime {
  #expected: string | undefined;

  check(stateHash: string): string {
    this.#expected ??= stateHash;
    if (stateHash !== this.#expected) {
      throw new Error(`state hash ${stateHash}, before ${this.#expected}`);
    }
    return stateHash;
  }
}
