import { createSeededRandom, type EpochMs, type Random } from "@polytraders/core";
import { epochMsOf } from "./duration.ts";
import type { FaultContext } from "./fault-context.ts";
import type { FaultEntry } from "./fault-plan.ts";
import { FaultTargets } from "./fault-targets.ts";

/** An entry of an installed plan: its own random numbers, its window and how often it happened. */
export class ArmedFault {
  readonly entry: FaultEntry;
  readonly name: string;
  readonly targets: FaultTargets;
  readonly random: Random;
  readonly fromMs: EpochMs;
  /** `Infinity` for ever. */
  readonly untilMs: EpochMs;
  readonly #context: FaultContext;
  #count = 0;
  #lastMs = -Infinity;

  constructor(entry: FaultEntry, name: string, seed: number, context: FaultContext) {
    const installedAtMs = context.nowMs;
    const { from, until } = entry.when;
    this.entry = entry;
    this.name = name;
    this.random = createSeededRandom(seed, `fault/${name}`);
    this.targets = new FaultTargets(entry.when, context);
    this.fromMs = epochMsOf(from, installedAtMs);
    this.untilMs = until === undefined ? Infinity : epochMsOf(until, installedAtMs);
    this.#context = context;
  }

  /** True when it has happened as often as it may. */
  get isExhausted(): boolean {
    return this.#count >= (this.entry.when.count ?? Infinity);
  }

  /** Whether it happens to what matches now. Draws once whenever it could. */
  strikes(): boolean {
    const { nowMs } = this.#context;
    if (nowMs < this.fromMs || nowMs >= this.untilMs || this.isExhausted) return false;
    if (nowMs - this.#lastMs < (this.entry.when.every ?? 0)) return false;
    return this.chance();
  }

  /** Draws its probability. */
  chance(): boolean {
    return this.random.next() < this.entry.when.probability;
  }

  /** Up to `spanMs`, evenly drawn. */
  jitterMs(spanMs: number): number {
    return spanMs === 0 ? 0 : Math.floor(this.random.next() * (spanMs + 1));
  }

  /** Counts and lists that it happened. */
  happened(what: string): void {
    this.#count += 1;
    this.#lastMs = this.#context.nowMs;
    this.#context.record({ kind: this.entry.kind, name: this.name, what });
  }
}
