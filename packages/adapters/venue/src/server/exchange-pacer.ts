import { PolytradersError, type EpochMs } from "@polytraders/core";
import type { Exchange } from "../exchange/exchange.ts";
import type { SystemClock } from "./system-clock.ts";

/** Shortest wait between two wakes of the exchange's own accord, so that high speeds do not spin. */
const WAKE_MS_MIN = 1;

/** Highest speed: a day in less than ten seconds. */
export const SPEED_MAX = 10_000;

/** Furthest that one command may move the clock: ten years. */
const MOVE_MS_MAX = 10 * 366 * 86_400_000;

/**
 * Lets the exchange's time follow the real one at a chosen speed: 1 is real time, 0 stands still.
 * The exchange is brought up to date before each request, and by a timer when something is due.
 */
export class ExchangePacer {
  readonly #exchange: Exchange;
  readonly #clock: SystemClock;
  #speed: number;
  #anchorRealMs: number;
  #anchorExchangeMs: EpochMs;
  #cancelTimer: (() => void) | null = null;
  #armedForMs: EpochMs | null = null;
  #isStopped = false;

  constructor(exchange: Exchange, clock: SystemClock, speed: number) {
    this.#exchange = exchange;
    this.#clock = clock;
    this.#speed = checkedSpeed(speed);
    this.#anchorRealMs = clock.nowMs();
    this.#anchorExchangeMs = exchange.nowMs;
  }

  get speed(): number {
    return this.#speed;
  }

  /** Brings the exchange to the present. */
  catchUp(): void {
    if (this.#speed === 0) return;
    const target = this.#presentMs();
    if (target > this.#exchange.nowMs) this.#exchange.advanceTo(target);
  }

  /** Sees to it that what is due happens without a request. Call it after anything that may plan. */
  arm(): void {
    const dueMs = this.#exchange.nextDueMs;
    if (this.#isStopped || this.#speed === 0 || dueMs === null) return;
    if (this.#armedForMs !== null && this.#armedForMs <= dueMs) return;
    this.#disarm();
    const waitMs = (dueMs - this.#presentMs()) / this.#speed;
    this.#armedForMs = dueMs;
    this.#cancelTimer = this.#clock.after(Math.max(WAKE_MS_MIN, Math.ceil(waitMs)), () => {
      this.#armedForMs = null;
      this.#cancelTimer = null;
      this.catchUp();
      this.arm();
    });
  }

  /** Moves the clock forward by so much, everything due on the way happening at its time. */
  advanceBy(milliseconds: number): void {
    this.catchUp();
    this.setTo(this.#exchange.nowMs + milliseconds);
  }

  /** @throws PolytradersError `VENUE_COMMAND_INVALID` for a time that has passed or is absurdly far */
  setTo(timeMs: EpochMs): void {
    this.catchUp();
    const { nowMs } = this.#exchange;
    if (!Number.isSafeInteger(timeMs) || timeMs < nowMs || timeMs - nowMs > MOVE_MS_MAX) {
      throw new PolytradersError("VENUE_COMMAND_INVALID", {
        expected: `a time from ${nowMs} on, at most ten years ahead, in whole milliseconds`,
        found: String(timeMs),
      });
    }
    this.#exchange.advanceTo(timeMs);
    this.#anchor();
    this.#disarm();
    this.arm();
  }

  /** @throws PolytradersError `VENUE_COMMAND_INVALID` outside of 0 to {@link SPEED_MAX} */
  setSpeed(speed: number): void {
    this.catchUp();
    this.#speed = checkedSpeed(speed);
    this.#anchor();
    this.#disarm();
    this.arm();
  }

  stop(): void {
    this.#isStopped = true;
    this.#disarm();
  }

  #presentMs(): EpochMs {
    const realMs = this.#clock.nowMs() - this.#anchorRealMs;
    return Math.floor(this.#anchorExchangeMs + realMs * this.#speed);
  }

  #anchor(): void {
    this.#anchorRealMs = this.#clock.nowMs();
    this.#anchorExchangeMs = this.#exchange.nowMs;
  }

  #disarm(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#armedForMs = null;
  }
}

function checkedSpeed(speed: number): number {
  if (speed >= 0 && speed <= SPEED_MAX) return speed;
  throw new PolytradersError("VENUE_COMMAND_INVALID", {
    expected: `a speed from 0 (stands still) to ${SPEED_MAX}`,
    found: String(speed),
  });
}
