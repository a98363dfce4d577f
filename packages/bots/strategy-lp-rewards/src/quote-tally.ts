import type { EpochMs } from "@polytraders/core";
import type { ReasonCode } from "./contract.gen.ts";

/** Lower bounds of the groups that daily pools are counted in, USD, and their names. */
const POOL_GROUPS: readonly (readonly [fromUsd: number, name: string])[] = [
  [500, "500+"],
  [100, "100-499"],
  [50, "50-99"],
  [10, "10-49"],
  [1, "1-9"],
  [0, "0"],
];

/** What the bot has done so far, over all markets. Source: seed 002, sections 2.3 and 3.1. */
export class QuoteTally {
  lookCount = 0;
  placedCount = 0;
  keptCount = 0;
  replacedCount = 0;
  refusedCount = 0;
  fillCount = 0;
  readonly #codes: ReasonCode[] = [];
  readonly #poolsUsd: number[] = [];
  #reportedAtMs: EpochMs | null = null;

  /** Quotes kept among those looked at, in [0, 1]; 1 before the first. */
  get keptShare(): number {
    const all = this.keptCount + this.replacedCount;
    return all === 0 ? 1 : this.keptCount / all;
  }

  /** Where a market stands after a look. */
  note(index: number, reasonCode: ReasonCode, poolUsd: number): void {
    this.#codes[index] = reasonCode;
    this.#poolsUsd[index] = poolUsd;
  }

  /** Markets by the code that the last look at them gave. */
  byCode(): Readonly<Record<string, number>> {
    return counted(this.#codes);
  }

  /** Markets by the size of their daily pool. */
  byPool(): Readonly<Record<string, number>> {
    return counted(this.#poolsUsd.map((pool) => groupOf(pool)));
  }

  /** True once an interval: the first time after the first. */
  takesReport(nowMs: EpochMs, intervalMs: number): boolean {
    this.#reportedAtMs ??= nowMs;
    if (nowMs - this.#reportedAtMs < intervalMs) return false;
    this.#reportedAtMs = nowMs;
    return true;
  }
}

function groupOf(poolUsd: number): string {
  return POOL_GROUPS.find(([fromUsd]) => poolUsd >= fromUsd)?.[1] ?? "0";
}

function counted(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  // A market that was not looked at yet is a hole in the list.
  for (const name of names) {
    if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
