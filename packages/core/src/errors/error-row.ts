/**
 * One row of the error table. A code is permanent: it is never reworded into another meaning and
 * never reused after it is retired.
 */
export interface ErrorRow {
  /** What should have been there. */
  readonly expected: string;
  /** What to do about it. */
  readonly remedy: string;
  /** True when doing the same thing again can neither lose nor repeat anything. */
  readonly isRetrySafe: boolean;
  /** False only when an effect may or may not have happened and must be reconciled first. */
  readonly isOutcomeKnown: boolean;
}

/** A row for input that was refused before anything happened: safe to retry once corrected. */
export function refusedInput(expected: string, remedy: string): ErrorRow {
  return { expected, remedy, isRetrySafe: true, isOutcomeKnown: true };
}

/** A row for a fault of ours or of a plugin: nothing more may be done with what it touched. */
export function fault(expected: string, remedy: string): ErrorRow {
  return { expected, remedy, isRetrySafe: false, isOutcomeKnown: true };
}
