import type { EpochMs } from "@polytraders/core";
import type { Exchange } from "../exchange/exchange.ts";
import { isTimed, type FaultEntry } from "./fault-plan.ts";
import type { ArmedFault } from "./armed-fault.ts";
import { actOn } from "./timed-actions.ts";
import type { StandingFaults } from "./standing-faults.ts";

/** Plans the entries that happen by themselves at their times, and ends what they began. */
export class TimedFaults {
  readonly #exchange: Exchange;
  readonly #standing: StandingFaults;
  readonly #unschedules = new Set<() => void>();
  readonly #ends = new Set<() => void>();

  constructor(exchange: Exchange, standing: StandingFaults) {
    this.#exchange = exchange;
    this.#standing = standing;
  }

  plan(fault: ArmedFault): void {
    if (isTimed(fault.entry.kind)) this.#planAt(fault, fault.fromMs);
  }

  /** Takes back what is planned and ends what has begun. */
  clear(): void {
    for (const unschedule of this.#unschedules) unschedule();
    this.#unschedules.clear();
    for (const end of this.#ends) end();
    this.#ends.clear();
  }

  #planAt(fault: ArmedFault, atMs: EpochMs): void {
    if (atMs >= fault.untilMs) return;
    this.#schedule(atMs, () => {
      if (fault.isExhausted) return;
      if (fault.chance()) this.#begin(fault);
      const { every } = fault.entry.when;
      if (every !== undefined) this.#planAt(fault, atMs + every);
    });
  }

  #begin(fault: ArmedFault): void {
    const end = actOn(fault, this.#exchange, this.#standing);
    if (end === null) return;
    const endOnce = (): void => {
      if (this.#ends.delete(endOnce)) end();
    };
    this.#ends.add(endOnce);
    const endsAtMs = endOf(fault, this.#exchange.nowMs);
    if (Number.isFinite(endsAtMs)) this.#schedule(endsAtMs, endOnce);
  }

  #schedule(atMs: EpochMs, run: () => void): void {
    const unschedule = this.#exchange.schedule(atMs, () => {
      this.#unschedules.delete(unschedule);
      run();
    });
    this.#unschedules.add(unschedule);
  }
}

/** A skew without a duration lasts as long as its window. */
function endOf({ entry, untilMs }: ArmedFault, nowMs: EpochMs): EpochMs {
  const durationMs = durationOf(entry);
  return durationMs === undefined ? untilMs : nowMs + durationMs;
}

function durationOf(entry: FaultEntry): number | undefined {
  return "duration" in entry ? entry.duration : undefined;
}
