import type { DataOrigin, EpochMs, MarketDefinition } from "@polytraders/core";
import type { Venue } from "../venue/open-venue.ts";
import type { KernelDriver } from "./kernel-driver.ts";
import type { VenueGateway } from "./venue-gateway.ts";

/**
 * A kernel and a simulated venue in one virtual time. Whatever is next happens next: what is due at
 * the venue, then a timer of the kernel, then a row, where they come at the same moment. The same
 * options and the same commands at the same times give the same run, however it is cut into calls.
 *
 * The kernel is made with {@link markets} and {@link gateway} and then attached. An operator's command
 * is given between two calls, at {@link nowMs}: bring the kernel to that time before.
 */
export interface TradingSession {
  readonly venue: Venue;
  readonly gateway: VenueGateway;
  /** In the order of the rows' market indexes, with the terms that the venue holds them to. */
  readonly markets: readonly MarketDefinition[];
  readonly origin: DataOrigin;
  readonly startMs: EpochMs;
  /** Up to and at which everything has happened. */
  readonly nowMs: EpochMs;
  /** When something happens next by itself, `null` for never. */
  readonly nextDueMs: EpochMs | null;
  /** True once the market data has ended; a simulated world goes on for ever. */
  readonly isOver: boolean;
  /**
   * Sets the kernel that trades and brings it to the start. Once, before anything runs and before the
   * kernel is given its first command.
   */
  attach(driver: KernelDriver): void;
  /**
   * Lets everything happen up to and at a time. Infinity means the last row, and is refused where there
   * is none. One call at a time.
   */
  runUntil(timeMs: EpochMs): Promise<void>;
  /**
   * Goes on until what is on its way has arrived and every trade is final, but for ten minutes of
   * virtual time at the most. Answers what is unsettled still.
   */
  finish(): Promise<number>;
  /** Lets go of the source. */
  close(): Promise<void>;
}
