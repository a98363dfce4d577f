import { performance } from "node:perf_hooks";
import type { Stopwatch } from "@polytraders/core";

/** How often the processor time is read, at most; a call longer than this is held against it. */
const SAMPLE_MS = 10;

/**
 * A stopwatch that counts only time in which this thread ran: on a busy machine a bot is not blamed,
 * let alone suspended, for the time other processes took. Wall time is the cheap clock; the
 * processor's is read every ten milliseconds, and decides how much of a longer gap was work.
 */
export class BusyStopwatch implements Stopwatch {
  readonly #wallMs: () => number;
  readonly #busyMs: () => number;
  #lastWallMs: number;
  #sampledWallMs: number;
  #sampledBusyMs: number;
  #nowMs = 0;

  constructor(wallMs: () => number = () => performance.now(), busyMs: () => number = threadBusyMs) {
    this.#wallMs = wallMs;
    this.#busyMs = busyMs;
    this.#lastWallMs = wallMs();
    this.#sampledWallMs = this.#lastWallMs;
    this.#sampledBusyMs = busyMs();
  }

  nowMs(): number {
    const wallMs = this.#wallMs();
    let elapsedMs = wallMs - this.#lastWallMs;
    this.#lastWallMs = wallMs;
    if (wallMs - this.#sampledWallMs >= SAMPLE_MS) {
      const busyMs = this.#busyMs();
      // Work since the last sample is at least the work since the last reading: never too little.
      elapsedMs = Math.min(elapsedMs, busyMs - this.#sampledBusyMs);
      this.#sampledWallMs = wallMs;
      this.#sampledBusyMs = busyMs;
    }
    this.#nowMs += elapsedMs;
    return this.#nowMs;
  }
}

function threadBusyMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
