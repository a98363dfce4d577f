import { createBatch, type EpochMs, type MarketDataBatch } from "@polytraders/core";
import type { LatencyDraw } from "../latency/latency-model.ts";
import type { FrameCursor } from "./frame-cursor.ts";
import type { KernelDriver } from "./kernel-driver.ts";
import type { RecordedMarkets } from "./recorded-markets.ts";
import type { SessionFeed } from "./session-feed.ts";

/** A recording that reaches venue and kernel at the same moment, the venue first. */
export class RecordedFeed implements SessionFeed {
  readonly isEndless = false;
  readonly #cursor: FrameCursor;
  readonly #markets: RecordedMarkets;

  constructor(cursor: FrameCursor, markets: RecordedMarkets) {
    this.#cursor = cursor;
    this.#markets = markets;
  }

  get nextAtMs(): number {
    return this.#cursor.atMs;
  }
  get isStarved(): boolean {
    return this.#cursor.isStarved;
  }
  get isOver(): boolean {
    return this.#cursor.isOver;
  }
  get endMs(): EpochMs {
    return this.#cursor.endMs;
  }

  read(): Promise<void> {
    return this.#cursor.read();
  }

  play(driver: KernelDriver): void {
    const cursor = this.#cursor;
    if (cursor.market >= 0) this.#markets.apply(cursor, cursor.atMs);
    driver.apply(cursor.frame);
    cursor.advance();
  }

  drain(): void {
    // The rows tell the kernel everything that the venue's own feed would.
  }

  close(): Promise<void> {
    return this.#cursor.close();
  }
}

/** A recording that reaches the kernel later than the venue, frame by frame in order. */
export class DelayedFeed implements SessionFeed {
  readonly isEndless = false;
  readonly #cursor: FrameCursor;
  readonly #markets: RecordedMarkets;
  readonly #draw: LatencyDraw;
  /** Frames on their way, oldest first from `#next`; their rows bear the time of arrival. */
  #onWay: MarketDataBatch[] = [];
  #next = 0;
  #arrivesAtMs: EpochMs = 0;

  constructor(cursor: FrameCursor, markets: RecordedMarkets, draw: LatencyDraw) {
    this.#cursor = cursor;
    this.#markets = markets;
    this.#draw = draw;
  }

  get nextAtMs(): number {
    return Math.min(this.#cursor.atMs, this.#arrivalMs());
  }
  get isStarved(): boolean {
    return this.#cursor.isStarved;
  }
  get isOver(): boolean {
    return this.#cursor.isOver && this.#next === this.#onWay.length;
  }
  get endMs(): EpochMs {
    return this.#arrivesAtMs;
  }

  read(): Promise<void> {
    return this.#cursor.read();
  }

  play(driver: KernelDriver): void {
    const arrivalMs = this.#arrivalMs();
    // What happens at the venue at this moment has happened before older news arrives.
    if (arrivalMs < this.#cursor.atMs) return this.#arrive(driver);
    const cursor = this.#cursor;
    if (cursor.market >= 0) this.#markets.apply(cursor, cursor.atMs);
    this.#arrivesAtMs = Math.max(this.#arrivesAtMs, cursor.atMs + this.#draw());
    this.#onWay.push(delayed(cursor.frame, this.#arrivesAtMs));
    cursor.advance();
  }

  drain(): void {
    // The rows tell the kernel everything that the venue's own feed would.
  }

  close(): Promise<void> {
    return this.#cursor.close();
  }

  #arrive(driver: KernelDriver): void {
    const frame = this.#onWay[this.#next];
    if (frame === undefined) return;
    this.#next += 1;
    if (this.#next === this.#onWay.length || this.#next === FORGOTTEN_FROM) {
      this.#onWay = this.#onWay.slice(this.#next);
      this.#next = 0;
    }
    driver.apply(frame);
  }

  #arrivalMs(): number {
    return this.#onWay[this.#next]?.timeMs[0] ?? Number.POSITIVE_INFINITY;
  }
}

/** Frames that have arrived are let go of in blocks. */
const FORGOTTEN_FROM = 4_096;

function delayed(frame: MarketDataBatch, arrivesAtMs: EpochMs): MarketDataBatch {
  const { length } = frame;
  const copy = createBatch(length);
  copy.timeMs.fill(arrivesAtMs);
  for (const column of COPIED) copy[column].set(frame[column].subarray(0, length));
  copy.length = length;
  return copy;
}

const COPIED = ["exchangeTimeMs", "market", "kind", "side", "flags", "price", "size"] as const;
