/** The wall clock of a paced run. */
export interface PaceClock {
  /** Milliseconds that only ever grow; their zero does not matter. */
  nowMs(): number;
  rest(durationMs: number): Promise<void>;
}

/** What is paced. */
export interface PacedSession {
  /** Time of the session, epoch milliseconds. */
  readonly nowMs: number;
  /** When something happens next; `null` once nothing will. */
  readonly nextDueMs: number | null;
  runUntil(timeMs: number): Promise<void> | void;
}

export interface PaceOptions {
  readonly clock: PaceClock;
  readonly session: PacedSession;
  /** Session time that passes in one unit of wall time; infinity for as fast as it goes. */
  readonly speed: number;
  /** Session time to stop at. */
  readonly untilMs: number;
  /** Asked between two steps. */
  readonly isStopped: () => boolean;
  /** Called after each step: commands, saving, showing. */
  readonly onStep: () => Promise<void> | void;
}

/** Wall time between two steps of a run that is paced. */
const STEP_MS = 50;
/** Session time of one step of a run that is not. */
const UNPACED_STEP_MS = 60_000;

/**
 * Lets a session's time pass with the wall clock. A machine that falls behind catches up step by
 * step; time in which the process did not run is not made up for.
 */
export async function pace(options: PaceOptions): Promise<void> {
  const { clock, session, speed, untilMs, isStopped, onStep } = options;
  const isPaced = Number.isFinite(speed);
  const wallStartMs = clock.nowMs();
  const startMs = session.nowMs;
  while (!isStopped() && session.nowMs < untilMs && session.nextDueMs !== null) {
    const targetMs = isPaced
      ? startMs + Math.floor((clock.nowMs() - wallStartMs) * speed)
      : session.nowMs + UNPACED_STEP_MS;
    await session.runUntil(Math.min(targetMs, untilMs));
    await onStep();
    await clock.rest(isPaced ? STEP_MS : 0);
  }
}
