/** How a level recovers from what we took of it. */
export interface ResilienceRules {
  /** Share of what we take that never comes back, in [0, 1]; 1 is the strict default. */
  readonly permanentShare: number;
  /** Rate at which the rest comes back, per second; 0 is the strict default. */
  readonly recoveryPerSecond: number;
}

/** Nothing taken ever comes back: the only safe choice for a mispriced level. */
export const STRICT_RESILIENCE: ResilienceRules = { permanentShare: 1, recoveryPerSecond: 0 };

/** Our own consumption of one recorded level, which the recording cannot know of. */
export interface DepthOverlay {
  /** Takes up to this many shares. @returns what was available and taken */
  consume(timeMs: number, shares: number): number;
  /** A new recorded size; an emptied level forgets what we took. */
  setRecorded(timeMs: number, shares: number): void;
  /** Shares left of the recorded size. */
  available(timeMs: number): number;
}

/**
 * Recorded size less what we took: part of it permanently, part decaying as `e^(-rate t)` (Obizhaeva,
 * Wang 2013). When the record shrinks below what we took, both parts shrink to fit.
 */
export function createDepthOverlay(
  recordedShares: number,
  rules: ResilienceRules = STRICT_RESILIENCE,
): DepthOverlay {
  let recorded = recordedShares;
  let permanent = 0;
  let temporary = 0;
  let newestMs: number | null = null;

  function passTo(timeMs: number): void {
    if (newestMs !== null && timeMs > newestMs) {
      temporary *= Math.exp((-rules.recoveryPerSecond * (timeMs - newestMs)) / 1000);
    }
    newestMs = Math.max(timeMs, newestMs ?? timeMs);
  }
  function available(timeMs: number): number {
    passTo(timeMs);
    return Math.max(0, recorded - permanent - temporary);
  }

  return {
    available,
    consume(timeMs, shares) {
      const taken = Math.min(shares, available(timeMs));
      permanent += rules.permanentShare * taken;
      temporary += (1 - rules.permanentShare) * taken;
      return taken;
    },
    setRecorded(timeMs, shares) {
      passTo(timeMs);
      recorded = shares;
      const taken = permanent + temporary;
      if (taken <= shares) return;
      const scale = shares > 0 ? shares / taken : 0;
      permanent *= scale;
      temporary *= scale;
    },
  };
}
