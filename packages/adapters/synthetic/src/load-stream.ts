import {
  RowSide,
  type MarketDataBatch,
  type MicroShares,
  type PriceUnits,
} from "@polytraders/core";
import { HEARTBEAT_MS } from "./demo-stream.ts";
import { FrameWriter } from "./frame-writer.ts";
import { Random } from "./random.ts";
import type { OrderSide } from "./resting-orders.ts";
import type { LoadOptions } from "./synthetic-options.ts";

const TICK: PriceUnits = 100;
const LEVELS = 8;
/** Sizes are whole shares from 1 to 1,024. */
const SHARE: MicroShares = 1_000_000;
/** More rows than any frame of a market has. */
const MARKET_FRAME_ROWS_MAX = 3 + 2 * LEVELS;

/**
 * A book of eight levels on each side, one tick apart, that changes by dice: cheap to run and with
 * the row mix of a real feed, but without any meaning in its prices.
 */
class LoadBook {
  readonly #random: Random;
  /** Sizes by tick: bids up to the best bid, asks above it. */
  readonly #sizes = new Float64Array(100);
  #bestBid: number;
  #isOpened = false;

  constructor(random: Random) {
    this.#random = random;
    this.#bestBid = random.integer(30, 69);
    for (let level = 0; level < LEVELS; level += 1) {
      this.#sizes[this.#bestBid - level] = this.#size();
      this.#sizes[this.#bestBid + 1 + level] = this.#size();
    }
  }

  /** Writes the rows of one frame: the opening book, a trade, a step of the mid or a level. */
  act(writer: FrameWriter, hasRoom: boolean): void {
    const dice = this.#random.uint32();
    if (!this.#isOpened && hasRoom) this.#writeBook(writer);
    else if (dice < 0x0300_0000 && hasRoom) this.#trade(writer);
    else if (dice < 0x1000_0000 && hasRoom) this.#stepMid(writer);
    else this.#changeLevel(writer);
  }

  #size(): MicroShares {
    return (1 + (this.#random.uint32() & 1_023)) * SHARE;
  }

  #changeLevel(writer: FrameWriter): void {
    const dice = this.#random.uint32();
    const distance = (dice >>> 4) % LEVELS;
    const isBid = (dice & 1) === 0;
    const tick = isBid ? this.#bestBid - distance : this.#bestBid + 1 + distance;
    const size = this.#size();
    this.#sizes[tick] = size;
    writer.level(isBid ? RowSide.Bid : RowSide.Ask, tick * TICK, size);
  }

  /** Part of the best level is taken, and the venue answers with the whole book. */
  #trade(writer: FrameWriter): void {
    const takerBuys = this.#random.chance(0.5);
    const tick = takerBuys ? this.#bestBid + 1 : this.#bestBid;
    const resting = this.#sizes[tick] ?? 0;
    if (resting <= SHARE) return this.#changeLevel(writer);
    const size = this.#random.integer(1, resting / SHARE - 1) * SHARE;
    this.#sizes[tick] = resting - size;
    writer.trade(tick * TICK, size, takerBuys ? RowSide.TakerBuys : RowSide.TakerSells);
    this.#writeBook(writer);
  }

  /** The book moves by one tick: one level leaves each end, one comes in on each side. */
  #stepMid(writer: FrameWriter): void {
    const isUp = this.#random.chance(0.5);
    const bid = this.#bestBid;
    if (isUp ? bid >= 98 - LEVELS : bid <= LEVELS + 1) return this.#changeLevel(writer);
    const ask = bid + 1;
    this.#move(writer, isUp ? RowSide.Ask : RowSide.Bid, isUp ? ask : bid, 0);
    this.#move(writer, isUp ? RowSide.Bid : RowSide.Ask, isUp ? ask : bid, this.#size());
    if (isUp) {
      this.#move(writer, RowSide.Bid, bid - LEVELS + 1, 0);
      this.#move(writer, RowSide.Ask, ask + LEVELS, this.#size());
    } else {
      this.#move(writer, RowSide.Ask, ask + LEVELS - 1, 0);
      this.#move(writer, RowSide.Bid, bid - LEVELS, this.#size());
    }
    this.#bestBid += isUp ? 1 : -1;
  }

  #move(writer: FrameWriter, side: OrderSide, tick: number, size: MicroShares): void {
    this.#sizes[tick] = size;
    writer.level(side, tick * TICK, size);
  }

  #writeBook(writer: FrameWriter): void {
    this.#isOpened = true;
    writer.bookStart();
    for (let level = LEVELS - 1; level >= 0; level -= 1) {
      const bid = this.#bestBid - level;
      writer.level(RowSide.Bid, bid * TICK, this.#sizes[bid] ?? 0);
    }
    for (let level = LEVELS - 1; level >= 0; level -= 1) {
      const ask = this.#bestBid + 1 + level;
      writer.level(RowSide.Ask, ask * TICK, this.#sizes[ask] ?? 0);
    }
  }
}

/** Exactly `rowCount` rows, one frame of every market in turn. Memory grows with markets only. */
export function* loadBatches(options: Required<LoadOptions>): Generator<MarketDataBatch> {
  const { seed, markets, rowCount, startTimeMs } = options;
  const writer = new FrameWriter(false);
  const books = Array.from(
    { length: markets },
    (_, index) => new LoadBook(new Random(seed, index)),
  );
  const intervalMs = 1_000 / options.eventsPerSecond;
  let heartbeatMs = startTimeMs + HEARTBEAT_MS;
  let rowsBefore = 0;
  for (let round = 0; ; round += 1) {
    const timeMs = startTimeMs + Math.floor(round * intervalMs);
    for (let market = 0; market < markets; market += 1) {
      const rowsLeft = rowCount - rowsBefore - writer.batch.length;
      if (rowsLeft === 0) {
        yield writer.batch;
        return;
      }
      if (timeMs >= heartbeatMs) {
        writer.begin(heartbeatMs, 0);
        writer.heartbeat();
        heartbeatMs += HEARTBEAT_MS;
        market -= 1;
      } else {
        writer.begin(timeMs, market);
        books[market]?.act(writer, rowsLeft > MARKET_FRAME_ROWS_MAX);
      }
      writer.end();
      if (!writer.isFull) continue;
      rowsBefore += writer.batch.length;
      yield writer.batch;
      writer.batch.length = 0;
    }
  }
}
