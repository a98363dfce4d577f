import type { CaptureMessage } from "../capture/capture-message.ts";

/** Furthest a message may lie from the newest accepted time, either way, without being doubted. */
export const TRUSTED_STEP_MS = 3_600_000;
/** Messages ahead of the clock that are believed without any message contradicting them. */
export const CONFIRMING_MESSAGES = 64;
/** Furthest a file's very last message may lie ahead without a second one to agree with it. */
export const LONE_LAST_STEP_MS = 86_400_000;

/** What becomes of a message. */
export interface ArrivalDecisions {
  accept(message: CaptureMessage, timeMs: number): void;
  reject(
    message: CaptureMessage,
    reason: "DATA_TIME_WENT_BACK_TOO_FAR" | "DATA_TIME_JUMPED_AHEAD",
  ): void;
}

/**
 * Decides which times of one file to believe, and gives each accepted message its kernel time: the
 * newest exchange time so far, which never runs backwards.
 *
 * A file is read in the order of arrival, and its order is kept. A message more than an hour older
 * than the newest accepted one is rejected. A message more than an hour ahead is held, together
 * with everything that follows ahead of the clock: a later message that is more than an hour older
 * than a held one refutes it; 64 held messages without contradiction are accepted, so a real
 * silence of hours loses nothing. At the end of the file held messages are accepted, except a single
 * one more than a day ahead of everything else. One wrong time therefore never costs the messages
 * around it.
 */
export class ArrivalClock {
  private readonly decisions: ArrivalDecisions;
  private held: CaptureMessage[] = [];
  private newestMs = Number.NEGATIVE_INFINITY;

  constructor(decisions: ArrivalDecisions) {
    this.decisions = decisions;
  }

  add(message: CaptureMessage): void {
    const timeMs = message.exchangeTimeMs;
    if (timeMs < this.newestMs - TRUSTED_STEP_MS) {
      this.decisions.reject(message, "DATA_TIME_WENT_BACK_TOO_FAR");
      return;
    }
    if (this.held.length > 0) this.refuteHeld(timeMs + TRUSTED_STEP_MS);
    if (this.held.length === 0 && timeMs <= this.newestMs + TRUSTED_STEP_MS) {
      this.accept(message);
      return;
    }
    this.held.push(message);
    if (this.held.length >= CONFIRMING_MESSAGES) this.acceptHeld();
  }

  /** The file is over: decides what is still held. */
  finish(): void {
    const [first, second] = this.held;
    if (first === undefined) return;
    const isAlone = second === undefined && this.newestMs > Number.NEGATIVE_INFINITY;
    const isFarAhead = first.exchangeTimeMs > this.newestMs + LONE_LAST_STEP_MS;
    if (isAlone && isFarAhead) this.refuteHeld(Number.NEGATIVE_INFINITY);
    else this.acceptHeld();
  }

  private accept(message: CaptureMessage): void {
    this.newestMs = Math.max(this.newestMs, message.exchangeTimeMs);
    this.decisions.accept(message, this.newestMs);
  }

  private acceptHeld(): void {
    const held = this.held;
    this.held = [];
    for (const message of held) this.accept(message);
  }

  private refuteHeld(latestMs: number): void {
    const kept: CaptureMessage[] = [];
    for (const message of this.held) {
      if (message.exchangeTimeMs > latestMs) {
        this.decisions.reject(message, "DATA_TIME_JUMPED_AHEAD");
      } else kept.push(message);
    }
    this.held = kept;
  }
}
