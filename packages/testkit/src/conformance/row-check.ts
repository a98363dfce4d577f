import {
  isTickSize,
  MarketStatusCode,
  PRICE_UNITS_PER_USD,
  RowFlag,
  RowKind,
  type MarketDataBatch,
} from "@polytraders/core";
import type { ViolationList } from "./market-data-cards.ts";

const KINDS: ReadonlySet<number> = new Set(Object.values(RowKind));
const STATUS_CODES: ReadonlySet<number> = new Set(Object.values(MarketStatusCode));
const ALL_FLAGS = RowFlag.SecondToken | RowFlag.FrameEnd | RowFlag.Inferred;

/** Checks the rows of one pass, one after the other: MD-040 to MD-080. */
export class RowCheck {
  /** Rows seen. */
  rowCount = 0;
  /** True between a frame's first and last row. */
  isFrameOpen = false;
  readonly #marketCount: number;
  readonly #list: ViolationList;
  #timeMs = 0;
  #exchangeTimeMs = 0;
  #market = 0;

  constructor(marketCount: number, list: ViolationList) {
    this.#marketCount = marketCount;
    this.#list = list;
  }

  check(batch: MarketDataBatch, index: number): void {
    this.#checkFrame(batch, index);
    this.#checkVocabulary(batch, index);
    this.#checkNumbers(batch, index);
    this.isFrameOpen = ((batch.flags[index] ?? 0) & RowFlag.FrameEnd) === 0;
    this.rowCount += 1;
  }

  #checkFrame(batch: MarketDataBatch, index: number): void {
    const timeMs = batch.timeMs[index] ?? Number.NaN;
    const exchangeTimeMs = batch.exchangeTimeMs[index] ?? Number.NaN;
    const market = batch.kind[index] === RowKind.Heartbeat ? -1 : (batch.market[index] ?? 0);
    if (!Number.isSafeInteger(timeMs) || timeMs < this.#timeMs) {
      this.#note("MD-040", `time ${timeMs} after ${this.#timeMs}`);
    }
    if (this.isFrameOpen) {
      if (timeMs !== this.#timeMs) this.#note("MD-060", `time ${timeMs} after ${this.#timeMs}`);
      if (market !== this.#market) {
        this.#note("MD-060", `market ${market} in a frame of market ${this.#market}`);
      }
      if (exchangeTimeMs !== this.#exchangeTimeMs && market >= 0) {
        this.#note("MD-060", `exchange time ${exchangeTimeMs} after ${this.#exchangeTimeMs}`);
      }
    }
    if (market >= 0 && !(Number.isSafeInteger(exchangeTimeMs) && exchangeTimeMs >= 0)) {
      this.#note("MD-040", `exchange time ${exchangeTimeMs}`);
    }
    this.#timeMs = timeMs;
    this.#exchangeTimeMs = exchangeTimeMs;
    this.#market = market;
  }

  #checkVocabulary(batch: MarketDataBatch, index: number): void {
    const kind = batch.kind[index] ?? 0;
    const side = batch.side[index] ?? 0;
    const flags = batch.flags[index] ?? 0;
    const market = batch.market[index] ?? 0;
    if (!KINDS.has(kind)) this.#note("MD-070", `kind ${kind}`);
    if (side > 1) this.#note("MD-070", `side ${side}`);
    if ((flags & ~ALL_FLAGS) !== 0) this.#note("MD-070", `flags ${flags}`);
    if (kind !== RowKind.Heartbeat && market >= this.#marketCount) {
      this.#note("MD-070", `market ${market} of ${this.#marketCount}`);
    }
  }

  #checkNumbers(batch: MarketDataBatch, index: number): void {
    const price = batch.price[index] ?? 0;
    const size = batch.size[index] ?? 0;
    const isInside = price > 0 && price < PRICE_UNITS_PER_USD;
    const isSize = Number.isSafeInteger(size) && size >= 0;
    const isFine = {
      [RowKind.BookStart]: () => true,
      [RowKind.Level]: () => isInside && isSize,
      [RowKind.Trade]: () => isInside && isSize && size > 0,
      [RowKind.TickSize]: () => isTickSize(price),
      [RowKind.Status]: () => STATUS_CODES.has(price),
      [RowKind.Heartbeat]: () => true,
      [RowKind.BestPrice]: () => price >= 0 && price <= PRICE_UNITS_PER_USD,
      [RowKind.Gap]: () => true,
    }[batch.kind[index] ?? 0];
    if (isFine?.() === false) {
      this.#note("MD-080", `kind ${batch.kind[index]} with price ${price} and size ${size}`);
    }
  }

  #note(card: "MD-040" | "MD-060" | "MD-070" | "MD-080", found: string): void {
    this.#list.add(card, this.rowCount, found);
  }
}
