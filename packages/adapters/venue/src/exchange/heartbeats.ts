import type { EpochMs } from "@polytraders/core";
import type { HeartbeatAnswer } from "./exchange.ts";
import type { Identifiers } from "./identifiers.ts";
import type { Schedule } from "./schedule.ts";

/** A session without a valid heartbeat for this long loses its open orders. */
export const HEARTBEAT_TIMEOUT_MS = 10_000;
/** How often the venue looks. */
export const HEARTBEAT_CHECK_MS = 5000;

interface Beating {
  expectedId: string;
  lastAtMs: EpochMs;
  /** False once it has lapsed, until the next valid heartbeat. */
  isWatched: boolean;
}

/** The dead man's switch: opt-in by a session's first heartbeat, checked on a fixed beat. */
export class Heartbeats {
  readonly #schedule: Schedule;
  readonly #identifiers: Identifiers;
  readonly #onLapsed: (session: string) => void;
  readonly #startMs: EpochMs;
  readonly #sessions = new Map<string, Beating>();
  #isChecking = false;

  constructor(schedule: Schedule, identifiers: Identifiers, onLapsed: (session: string) => void) {
    this.#schedule = schedule;
    this.#identifiers = identifiers;
    this.#onLapsed = onLapsed;
    this.#startMs = schedule.nowMs;
  }

  /** Valid when it carries the id that was given out last, or none as the session's first. */
  beat(session: string, heartbeatId: string): HeartbeatAnswer {
    const known = this.#sessions.get(session);
    const expectedId = known?.expectedId ?? "";
    const isAccepted =
      heartbeatId === expectedId || (known?.isWatched === false && heartbeatId === "");
    if (!isAccepted) return { isAccepted, heartbeatId: expectedId };
    return { isAccepted, heartbeatId: this.#register(session) };
  }

  /** A heartbeat of the old kind: always valid, and makes the next id unknown to everybody. */
  reset(session: string): void {
    this.#register(session);
  }

  #register(session: string): string {
    const expectedId = this.#identifiers.uuid("heartbeat");
    this.#sessions.set(session, {
      expectedId,
      lastAtMs: this.#schedule.nowMs,
      isWatched: true,
    });
    this.#planCheck();
    return expectedId;
  }

  #planCheck(): void {
    if (this.#isChecking) return;
    this.#isChecking = true;
    const beats = Math.floor((this.#schedule.nowMs - this.#startMs) / HEARTBEAT_CHECK_MS) + 1;
    this.#schedule.at(this.#startMs + beats * HEARTBEAT_CHECK_MS, (nowMs) => this.#check(nowMs));
  }

  #check(nowMs: EpochMs): void {
    this.#isChecking = false;
    let isAnyWatched = false;
    for (const [session, beating] of this.#sessions) {
      if (!beating.isWatched) continue;
      if (nowMs - beating.lastAtMs > HEARTBEAT_TIMEOUT_MS) {
        beating.isWatched = false;
        this.#onLapsed(session);
      } else isAnyWatched = true;
    }
    if (isAnyWatched) this.#planCheck();
  }
}
