/** Real time, as the server needs it. */
export interface SystemClock {
  /** Milliseconds since the Unix epoch. */
  nowMs(): number;
  /**
   * Runs something once after a while, without keeping the process alive for it.
   *
   * @returns takes it back
   */
  after(delayMs: number, run: () => void): () => void;
  /** Runs something once when the current turn of the event loop has ended. */
  soon(run: () => void): void;
}

/** Longest delay that a timer of the platform takes. */
const TIMER_MS_MAX = 2_147_483_647;

/** The machine's clock and timers: the only place in the package that touches them. */
export function createSystemClock(): SystemClock {
  return {
    // oxlint-disable-next-line no-restricted-properties -- this file is where real time enters
    nowMs: () => Date.now(),
    after(delayMs, run) {
      const wait = Math.min(Math.max(0, delayMs), TIMER_MS_MAX);
      // oxlint-disable-next-line no-restricted-globals -- this file is where real timers enter
      const timer = setTimeout(run, wait);
      timer.unref();
      return () => clearTimeout(timer);
    },
    soon(run) {
      // oxlint-disable-next-line no-restricted-globals -- this file is where real timers enter
      setImmediate(run);
    },
  };
}
