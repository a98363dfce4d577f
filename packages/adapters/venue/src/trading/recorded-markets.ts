import type { EpochMs } from "@polytraders/core";
import type { ReplayedMarket } from "../replay/replayed-market.ts";
import { bookRowsOf } from "./book-rows.ts";
import type { FrameCursor } from "./frame-cursor.ts";
import type { DrivenMarket } from "./kernel-driver.ts";

/** How long a market is followed after it was last needed. */
const QUIET_MS = 10_000;

/**
 * Recorded markets at the venue, each followed only while it matters: from the moment that something
 * of ours is sent until nothing of ours is open or unsettled and nothing that we took is missing from
 * its book. Waking, a market takes its book from the kernel's, which has seen the same rows.
 */
export class RecordedMarkets {
  readonly #markets: readonly ReplayedMarket[];
  readonly #isAwake: Uint8Array;
  /** Markets that are followed from the first row to the last. */
  readonly #isWatched: Uint8Array;
  readonly #quietFromMs: Float64Array;
  readonly #kernelMarket: (index: number) => DrivenMarket | undefined;
  readonly #isQuietIn: (index: number) => boolean;

  constructor(options: {
    readonly markets: readonly ReplayedMarket[];
    /** Markets whose books count even without an order of ours in them. */
    readonly isWatched: (index: number) => boolean;
    readonly kernelMarket: (index: number) => DrivenMarket | undefined;
    readonly isQuietIn: (index: number) => boolean;
  }) {
    this.#markets = options.markets;
    this.#kernelMarket = options.kernelMarket;
    this.#isQuietIn = options.isQuietIn;
    this.#isWatched = Uint8Array.from(options.markets, (_, index) =>
      options.isWatched(index) ? 1 : 0,
    );
    this.#isAwake = Uint8Array.from(this.#isWatched);
    this.#quietFromMs = new Float64Array(options.markets.length);
  }

  /** Applies the frame at hand where it matters. */
  apply({ market, frame, hasStatus }: FrameCursor, nowMs: EpochMs): void {
    if (this.#isAwake[market] !== 1) {
      if (!hasStatus) return;
      this.wake(market, nowMs);
    }
    this.#markets[market]?.apply({ batch: frame, from: 0, to: frame.length });
    if (nowMs > (this.#quietFromMs[market] ?? 0)) this.#maySleep(market, nowMs);
  }

  /** Something is about to be sent to a market. */
  wake(index: number, nowMs: EpochMs): void {
    this.#quietFromMs[index] = nowMs + QUIET_MS;
    if (this.#isAwake[index] === 1) return;
    const known = this.#kernelMarket(index);
    if (known === undefined) return;
    this.#isAwake[index] = 1;
    const batch = bookRowsOf(known, index, nowMs);
    this.#markets[index]?.apply({ batch, from: 0, to: batch.length });
  }

  #maySleep(index: number, nowMs: EpochMs): void {
    this.#quietFromMs[index] = nowMs + QUIET_MS;
    if (this.#isWatched[index] === 1 || !this.#isQuietIn(index)) return;
    if (this.#markets[index]?.book.isUntouched === true) this.#isAwake[index] = 0;
  }
}
