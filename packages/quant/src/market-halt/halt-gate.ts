import type { HaltStatus } from "./halt-detector.ts";

/** A gate that closes at once and opens only after several OPEN checks in a row. */
export interface HaltGate {
  /** Counts one check. @returns whether the gate is closed after it */
  check(status: HaltStatus): boolean;
  readonly isClosed: boolean;
  /** OPEN checks in a row, up to the number needed. */
  readonly openCheckCount: number;
  /** Closes the gate and starts counting over. */
  close(): void;
}

/**
 * @param openChecksNeeded - OPEN checks in a row that reopen the gate
 * @param isClosed - how the gate begins; closed is the safe choice after a restart
 * @throws RangeError for a number that is no positive integer
 */
export function createHaltGate(openChecksNeeded: number, isClosed: boolean): HaltGate {
  if (!Number.isSafeInteger(openChecksNeeded) || openChecksNeeded < 1) {
    throw new RangeError(`openChecksNeeded must be a positive integer, found ${openChecksNeeded}`);
  }
  let openCheckCount = isClosed ? 0 : openChecksNeeded;
  return {
    check(status) {
      openCheckCount = status === "OPEN" ? Math.min(openCheckCount + 1, openChecksNeeded) : 0;
      return openCheckCount < openChecksNeeded;
    },
    get isClosed() {
      return openCheckCount < openChecksNeeded;
    },
    get openCheckCount() {
      return openCheckCount;
    },
    close() {
      openCheckCount = 0;
    },
  };
}
