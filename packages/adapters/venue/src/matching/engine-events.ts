import type { MicroShares, PriceUnits } from "@polytraders/core";
import type { BookSide, MatchKind } from "./market-book.ts";

/** Why an order, or what was left of it, went. */
export type EngineCancelReason = "requested" | "moved" | "self_trade" | "unfilled";

/** Why an order was not taken. */
export type EngineRefusal = "crosses" | "unfillable" | "unmatched" | "duplicate" | "invalid";

/** What happened in an engine. Prices are on the view of the first token. */
export type EngineEvent =
  /** An order was taken; its fills follow, and `cancelled` for what neither matches nor rests. */
  | {
      kind: "placed";
      orderId: string;
      bookSide: BookSide;
      bookPrice: PriceUnits;
      size: MicroShares;
    }
  | { kind: "refused"; orderId: string; reason: EngineRefusal }
  | {
      kind: "filled";
      makerId: string;
      takerId: string;
      /** Side of the maker. */
      bookSide: BookSide;
      bookPrice: PriceUnits;
      size: MicroShares;
      /** Open size of the maker afterwards, 0 when it is filled whole. */
      makerRemaining: MicroShares;
      /** Matched by the taker so far. */
      takerFilled: MicroShares;
      matchKind: MatchKind;
    }
  | { kind: "cancelled"; orderId: string; size: MicroShares; reason: EngineCancelReason }
  /** Once for each level an operation touches; 0 when the level is gone. */
  | { kind: "level_changed"; bookSide: BookSide; bookPrice: PriceUnits; size: MicroShares };

/** Codes in {@link EngineEvents.kind}. */
export const EVENT_KINDS = ["placed", "refused", "filled", "cancelled", "level_changed"] as const;
export const PLACED = 0;
export const REFUSED = 1;
export const FILLED = 2;
export const CANCELLED = 3;
export const LEVEL_CHANGED = 4;

const MATCH_KINDS: readonly MatchKind[] = ["swap", "mint", "merge"];
const FIRST_CAPACITY = 1_024;

/**
 * Events in columns, reused: read them up to `count`, then {@link EngineEvents.clear}. Rows keep
 * coming behind what was not cleared, and the columns grow. {@link EngineEvents.at} and iteration
 * make objects; reading the columns makes none.
 */
export class EngineEvents {
  /** Rows that hold events. */
  count = 0;
  /** Index into {@link EVENT_KINDS}. */
  kind = new Uint8Array(FIRST_CAPACITY);
  /** The order; of a fill the maker; `""` of a level. */
  orderId: string[] = blanks(FIRST_CAPACITY);
  /** The taker of a fill; the reason of `cancelled` and `refused`. */
  detail: string[] = blanks(FIRST_CAPACITY);
  bookSide = new Uint8Array(FIRST_CAPACITY);
  bookPrice = new Uint16Array(FIRST_CAPACITY);
  /** Size of the order, the fill, what was cancelled, or the level. */
  size = new Float64Array(FIRST_CAPACITY);
  /** Of a fill, the maker's open size afterwards. */
  makerRemaining = new Float64Array(FIRST_CAPACITY);
  /** Of a fill, what the taker has matched so far. */
  takerFilled = new Float64Array(FIRST_CAPACITY);
  /** Of a fill: 0 swap, 1 mint, 2 merge. */
  matchKind = new Uint8Array(FIRST_CAPACITY);

  clear(): void {
    this.count = 0;
  }

  /** @throws RangeError outside of the rows */
  at(row: number): EngineEvent {
    if (!(row >= 0 && row < this.count)) {
      throw new RangeError(`event ${row} of ${this.count}: rows count from 0`);
    }
    const bookSide: BookSide = this.bookSide[row] === 0 ? 0 : 1;
    const bookPrice = this.bookPrice[row] ?? 0;
    const size = this.size[row] ?? 0;
    const orderId = this.orderId[row] ?? "";
    const detail = this.detail[row] ?? "";
    const kind = EVENT_KINDS[this.kind[row] ?? 0] ?? "placed";
    if (kind === "placed") return { kind, orderId, bookSide, bookPrice, size };
    if (kind === "level_changed") return { kind, bookSide, bookPrice, size };
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only reasons are written there
    if (kind === "refused") return { kind, orderId, reason: detail as EngineRefusal };
    if (kind === "cancelled") {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only reasons are written there
      return { kind, orderId, size, reason: detail as EngineCancelReason };
    }
    return {
      kind,
      makerId: orderId,
      takerId: detail,
      bookSide,
      bookPrice,
      size,
      makerRemaining: this.makerRemaining[row] ?? 0,
      takerFilled: this.takerFilled[row] ?? 0,
      matchKind: MATCH_KINDS[this.matchKind[row] ?? 0] ?? "swap",
    };
  }

  *[Symbol.iterator](): Generator<EngineEvent> {
    for (let row = 0; row < this.count; row += 1) yield this.at(row);
  }

  /** Adds a row; answers its number. */
  push(
    kind: number,
    orderId: string,
    detail: string,
    bookSide: number,
    bookPrice: PriceUnits,
    size: MicroShares,
  ): number {
    const row = this.count;
    if (row === this.kind.length) this.#grow();
    this.count = row + 1;
    this.kind[row] = kind;
    this.orderId[row] = orderId;
    this.detail[row] = detail;
    this.bookSide[row] = bookSide;
    this.bookPrice[row] = bookPrice;
    this.size[row] = size;
    return row;
  }

  #grow(): void {
    const capacity = this.kind.length * 2;
    const bytes = (from: Uint8Array): Uint8Array<ArrayBuffer> => {
      const to = new Uint8Array(capacity);
      to.set(from);
      return to;
    };
    const numbers = (from: Float64Array): Float64Array<ArrayBuffer> => {
      const to = new Float64Array(capacity);
      to.set(from);
      return to;
    };
    const prices = new Uint16Array(capacity);
    prices.set(this.bookPrice);
    this.bookPrice = prices;
    this.kind = bytes(this.kind);
    this.bookSide = bytes(this.bookSide);
    this.matchKind = bytes(this.matchKind);
    this.size = numbers(this.size);
    this.makerRemaining = numbers(this.makerRemaining);
    this.takerFilled = numbers(this.takerFilled);
    this.orderId = this.orderId.concat(blanks(this.orderId.length));
    this.detail = this.detail.concat(blanks(this.detail.length));
  }
}

function blanks(length: number): string[] {
  return Array.from({ length }, () => "");
}
