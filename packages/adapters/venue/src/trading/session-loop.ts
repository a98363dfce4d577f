import type { DataOrigin, EpochMs, MarketDefinition, VenueReport } from "@polytraders/core";
import type { Venue } from "../venue/open-venue.ts";
import type { KernelDriver } from "./kernel-driver.ts";
import type { MomentRounds } from "./moment-rounds.ts";
import type { SessionFeed } from "./session-feed.ts";
import type { TradingSession } from "./trading-session.ts";
import type { VenueGateway } from "./venue-gateway.ts";

/** Longest virtual time that a run's end waits for what is on its way. */
const SETTLING_MS_MAX = 600_000;

/** What a session is made of. */
export interface SessionParts {
  readonly venue: Venue;
  readonly gateway: VenueGateway;
  readonly rounds: MomentRounds;
  readonly feed: SessionFeed;
  readonly markets: readonly MarketDefinition[];
  readonly origin: DataOrigin;
  readonly startMs: EpochMs;
  /** Told which kernel trades. */
  readonly onAttached?: (driver: KernelDriver) => void;
}

/** A session over its parts, which stand at its start. */
export function createSession(parts: SessionParts): TradingSession {
  return new SessionLoop(parts);
}

class SessionLoop implements TradingSession {
  readonly venue: Venue;
  readonly gateway: VenueGateway;
  readonly markets: readonly MarketDefinition[];
  readonly origin: DataOrigin;
  readonly startMs: EpochMs;
  readonly #feed: SessionFeed;
  readonly #rounds: MomentRounds;
  readonly #onAttached: SessionParts["onAttached"];
  #driver: KernelDriver | null = null;
  #nowMs: EpochMs;
  #reports: VenueReport[] = [];

  constructor(parts: SessionParts) {
    this.venue = parts.venue;
    this.gateway = parts.gateway;
    this.markets = parts.markets;
    this.origin = parts.origin;
    this.startMs = parts.startMs;
    this.#feed = parts.feed;
    this.#rounds = parts.rounds;
    this.#onAttached = parts.onAttached;
    this.#nowMs = parts.startMs;
    this.gateway.onReport((report) => this.#reports.push(report));
  }

  get nowMs(): EpochMs {
    return this.#nowMs;
  }

  get nextDueMs(): EpochMs | null {
    const nextMs = Math.min(this.#venueDueMs(), this.#timerDueMs(), this.#feed.nextAtMs);
    return nextMs === Number.POSITIVE_INFINITY ? null : nextMs;
  }

  get isOver(): boolean {
    return this.#feed.isOver;
  }

  attach(driver: KernelDriver): void {
    if (this.#driver !== null) throw new TypeError("a session has one kernel");
    this.#driver = driver;
    this.#onAttached?.(driver);
    driver.advanceTo(this.startMs);
  }

  async runUntil(timeMs: EpochMs): Promise<void> {
    const feed = this.#feed;
    const isToTheEnd = timeMs === Number.POSITIVE_INFINITY;
    if (Number.isNaN(timeMs) || (isToTheEnd && feed.isEndless)) {
      throw new RangeError(`expected a moment to run until, found ${timeMs}`);
    }
    const driver = this.#attached();
    this.#deliver(driver);
    feed.drain(driver);
    this.#deliver(driver);
    for (;;) {
      if (feed.isStarved) await feed.read();
      if (isToTheEnd && feed.isOver) break;
      this.#runWhileFed(driver, timeMs);
      if (!isToTheEnd && !feed.isStarved) break;
    }
    const untilMs = isToTheEnd ? Math.max(this.#nowMs, feed.endMs) : timeMs;
    if (isToTheEnd) this.#runWhileFed(driver, untilMs);
    this.venue.exchange.advanceTo(untilMs);
    this.#nowMs = Math.max(this.#nowMs, untilMs);
  }

  async finish(): Promise<number> {
    const untilMs = this.#nowMs + SETTLING_MS_MAX;
    while (this.gateway.unsettledCount > 0) {
      const nextMs = this.nextDueMs;
      if (nextMs === null || nextMs > untilMs) break;
      await this.runUntil(nextMs);
    }
    return this.gateway.unsettledCount;
  }

  async close(): Promise<void> {
    await this.#feed.close();
  }

  /** Everything up to the limit, as far as rows are at hand; without a limit, as far as there are any. */
  #runWhileFed(driver: KernelDriver, limitMs: EpochMs): void {
    const feed = this.#feed;
    const { exchange } = this.venue;
    while (!feed.isStarved) {
      const venueMs = this.#venueDueMs();
      const timerMs = this.#timerDueMs();
      const rowMs = feed.nextAtMs;
      const nextMs = Math.min(venueMs, timerMs, rowMs);
      if (nextMs > limitMs || nextMs === Number.POSITIVE_INFINITY) return;
      if (feed.isOver && limitMs === Number.POSITIVE_INFINITY) return;
      exchange.advanceTo(nextMs);
      if (venueMs === nextMs) {
        this.#rounds.note(nextMs);
        feed.drain(driver);
      } else if (timerMs === nextMs) driver.advanceTo(nextMs);
      else feed.play(driver);
      if (this.#reports.length > 0) this.#deliver(driver);
    }
  }

  /** Tells the kernel what has been reported, at the venue's time. */
  #deliver(driver: KernelDriver): void {
    if (this.#reports.length === 0) return;
    const reports = this.#reports;
    this.#reports = [];
    driver.advanceTo(this.venue.exchange.nowMs);
    for (const report of reports) driver.report(report);
  }

  #venueDueMs(): number {
    return this.venue.exchange.nextDueMs ?? Number.POSITIVE_INFINITY;
  }

  /** A timer of a moment that has passed fires at the next one. */
  #timerDueMs(): number {
    const kernel = this.#driver?.kernel;
    if (kernel === undefined) return Number.POSITIVE_INFINITY;
    return Math.max(kernel.timers.nextAtMs, kernel.nowMs + 1);
  }

  #attached(): KernelDriver {
    if (this.#driver === null) throw new TypeError("attach a kernel before the session runs");
    return this.#driver;
  }
}
