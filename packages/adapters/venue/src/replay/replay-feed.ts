import type { EpochMs, MarketDataSource, MarketDefinition } from "@polytraders/core";
import type { Exchange } from "../exchange/exchange.ts";
import type { VenueMarketTerms } from "../market/venue-market.ts";
import { frameMarket, frameTimeMs, readFrames, type FrameRows } from "./frame-reader.ts";
import { createReplayedBook, type ReplayedBook } from "./replayed-book.ts";
import type { ReplayedBookModel } from "./replayed-book-options.ts";
import { ReplayedMarket } from "./replayed-market.ts";
import { replayedTermsOf } from "./replayed-terms.ts";

/** How recorded markets are put on the exchange. */
export interface ReplayedMarketsOptions {
  readonly exchange: Exchange;
  /** In the source's index order. */
  readonly definitions: readonly MarketDefinition[];
  /** Terms of a market; {@link replayedTermsOf} without further knowledge by default. */
  readonly makeTerms?: (definition: MarketDefinition) => VenueMarketTerms;
  /** How our orders live in the recorded books; strict by default. */
  readonly model?: Partial<ReplayedBookModel>;
}

/** Recorded markets at an exchange, for whoever reads the frames himself. */
export interface ReplayedMarkets {
  /** In the source's index order. */
  readonly markets: readonly ReplayedMarket[];
  /** Frames applied so far. */
  readonly frameCount: number;
  /**
   * Moves the exchange to a time and applies a frame there. Frames of unknown markets only move the
   * time.
   */
  apply(frame: FrameRows, atMs: EpochMs): void;
}

/**
 * Lists recorded markets. They take no orders before their first whole book.
 *
 * @throws VENUE_COMMAND_INVALID when a condition or token is listed already
 */
export function createReplayedMarkets(options: ReplayedMarketsOptions): ReplayedMarkets {
  const { exchange, definitions, makeTerms = replayedTermsOf, model = {} } = options;
  const markets = definitions.map((definition) => {
    const terms = makeTerms(definition);
    const made: ReplayedBook[] = [];
    exchange.listMarket(terms, definition.tickSize, (listener) => {
      const { tickSize } = definition;
      const nowMs = (): EpochMs => exchange.nowMs;
      const book = createReplayedBook({ ...model, tickSize, listener, nowMs });
      made.push(book);
      return book;
    });
    const [book] = made;
    if (book === undefined) throw new TypeError("an exchange that makes no book of a listing");
    return new ReplayedMarket(exchange, { definition, conditionId: terms.conditionId, book });
  });
  let frameCount = 0;
  return {
    markets,
    get frameCount() {
      return frameCount;
    },
    apply(frame, atMs) {
      exchange.advanceTo(atMs);
      const index = frameMarket(frame);
      frameCount += 1;
      markets[index]?.apply(frame);
    },
  };
}

/** What a replay feed plays. */
export interface ReplayFeedOptions extends Omit<ReplayedMarketsOptions, "definitions"> {
  readonly source: MarketDataSource;
  /** Exchange time of the first frame; the recorded times by default. */
  readonly startAtMs?: EpochMs;
}

/** Plays a recording on an exchange, frame by frame or up to a time. */
export interface ReplayFeed {
  readonly markets: readonly ReplayedMarket[];
  /** Frames played so far. */
  readonly frameCount: number;
  /** Exchange time of the next frame, `null` at the end. */
  nextTimeMs(): Promise<EpochMs | null>;
  /** Plays one frame; answers its exchange time, `null` at the end. */
  next(): Promise<EpochMs | null>;
  /**
   * Plays every frame up to and at an exchange time and moves the exchange there. Answers false once
   * nothing is left to play.
   */
  playUntil(timeMs: EpochMs): Promise<boolean>;
  /** Lets go of the source. */
  close(): Promise<void>;
}

/**
 * A recording as markets of the exchange. The exchange's time must not be beyond the first frame; how
 * fast time passes is up to whoever calls {@link ReplayFeed.playUntil}. One call at a time.
 */
export function createReplayFeed(options: ReplayFeedOptions): ReplayFeed {
  const { exchange, source, startAtMs } = options;
  const replayed = createReplayedMarkets({ ...options, definitions: source.markets });
  const frames = readFrames(source.batches());
  let waiting: FrameRows | null = null;
  let shiftMs: number | null = startAtMs === undefined ? 0 : null;

  async function peek(): Promise<{ frame: FrameRows; atMs: EpochMs } | null> {
    if (waiting === null) {
      const read = await frames.next();
      if (read.done === true) return null;
      waiting = read.value;
    }
    const recordedMs = frameTimeMs(waiting);
    shiftMs ??= (startAtMs ?? recordedMs) - recordedMs;
    return { frame: waiting, atMs: recordedMs + shiftMs };
  }
  async function next(): Promise<EpochMs | null> {
    const found = await peek();
    if (found === null) return null;
    waiting = null;
    replayed.apply(found.frame, found.atMs);
    return found.atMs;
  }

  return {
    markets: replayed.markets,
    get frameCount() {
      return replayed.frameCount;
    },
    next,
    async nextTimeMs() {
      return (await peek())?.atMs ?? null;
    },
    async playUntil(timeMs) {
      let found = await peek();
      while (found !== null && found.atMs <= timeMs) {
        waiting = null;
        replayed.apply(found.frame, found.atMs);
        found = await peek();
      }
      exchange.advanceTo(timeMs);
      return found !== null;
    },
    async close() {
      waiting = null;
      await frames.return();
    },
  };
}
