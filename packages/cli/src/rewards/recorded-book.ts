import {
  complementPrice,
  fromMicro,
  PolytradersError,
  priceUsd,
  RowFlag,
  RowKind,
  RowSide,
  type EpochMs,
  type MarketDataBatch,
  type MarketDataSource,
  type MarketDefinition,
} from "@polytraders/core";
import type { BookLevel } from "@polytraders/quant";
import type { KnownBook } from "./known-book.ts";

/** A change of one level on the first token's view; size 0 removes it. */
type LevelChange = readonly [side: number, price: number, size: number];

/**
 * The book that a recording shows at a moment: the last one with both sides up to then.
 *
 * @param wanted - id, slug or token of a market; may be absent where the recording has only one
 * @param atMs - the last moment with two sides when absent
 * @throws PolytradersError CONFIG_INVALID for a market that is not recorded or had no two sides by then
 */
export async function recordedBook(
  source: MarketDataSource,
  wanted: string | undefined,
  atMs: EpochMs = Infinity,
): Promise<KnownBook> {
  const market = findMarket(source, wanted);
  const marketIndex = source.markets.indexOf(market);
  const state = new LastTwoSidedBook();
  for await (const batch of source.batches()) {
    if (!state.apply(batch, marketIndex, atMs)) break;
  }
  if (state.timeMs === null) {
    throw new PolytradersError("CONFIG_INVALID", {
      expected: "a moment at which the market had bids and asks",
      found: atMs === Infinity ? "none" : `none up to ${isoTime(atMs)}`,
      hint: "Give a later --at, or another market.",
    });
  }
  const title = `${market.slug || market.marketId} as recorded at ${isoTime(state.timeMs)}`;
  return { bids: state.levels(RowSide.Bid), asks: state.levels(RowSide.Ask), title };
}

function findMarket({ markets }: MarketDataSource, wanted: string | undefined): MarketDefinition {
  const [only] = markets;
  if (wanted === undefined && markets.length === 1 && only !== undefined) return only;
  const found = markets.find(
    ({ marketId, slug, tokenIds }) =>
      wanted !== undefined && [marketId, slug, ...tokenIds].includes(wanted),
  );
  if (found !== undefined) return found;
  const known = markets.slice(0, 5).map(({ slug, marketId }) => slug || marketId);
  const more = markets.length > known.length ? ` and ${markets.length - known.length} more` : "";
  throw new PolytradersError("CONFIG_INVALID", {
    expected: "a market of the recording",
    found: wanted ?? "no --market",
    hint: `It has ${known.join(", ")}${more}.`,
  });
}

/** Follows one market's book and keeps the last state in which both sides had levels. */
class LastTwoSidedBook {
  /** When the kept state was reached; `null` before the first. */
  timeMs: number | null = null;
  readonly #latest = [new Map<number, number>(), new Map<number, number>()] as const;
  readonly #kept = [new Map<number, number>(), new Map<number, number>()] as const;
  /** Changes since the kept state; `null` stands for a cleared book. */
  #pending: (LevelChange | null)[] = [];

  /** Takes a batch; false once a row lies beyond the moment that was asked for. */
  apply(batch: MarketDataBatch, marketIndex: number, untilMs: number): boolean {
    for (let row = 0; row < batch.length; row += 1) {
      const timeMs = batch.timeMs[row] ?? 0;
      if (timeMs > untilMs) return false;
      if (batch.market[row] !== marketIndex) continue;
      const kind = batch.kind[row];
      if (kind === RowKind.BookStart) this.#change(null);
      else if (kind === RowKind.Level) this.#change(levelOf(batch, row));
      const isFrameEnd = ((batch.flags[row] ?? 0) & RowFlag.FrameEnd) !== 0;
      if (isFrameEnd && kind !== RowKind.Heartbeat) this.#keepIfTwoSided(timeMs);
    }
    return true;
  }

  /** Levels of the kept state, best first. */
  levels(side: number): BookLevel[] {
    const sign = side === RowSide.Bid ? -1 : 1;
    return [...(this.#kept[side] ?? [])]
      .toSorted(([one], [other]) => sign * (one - other))
      .map(([price, size]) => ({ price: priceUsd(price), size: fromMicro(size) }));
  }

  #change(change: LevelChange | null): void {
    this.#pending.push(change);
    applyChange(this.#latest, change);
  }

  #keepIfTwoSided(timeMs: number): void {
    if (this.#latest.some((side) => side.size === 0)) return;
    for (const change of this.#pending) applyChange(this.#kept, change);
    this.#pending = [];
    this.timeMs = timeMs;
  }
}

function levelOf(batch: MarketDataBatch, row: number): LevelChange {
  const side = batch.side[row] ?? 0;
  const price = batch.price[row] ?? 0;
  const size = batch.size[row] ?? 0;
  const isSecondToken = ((batch.flags[row] ?? 0) & RowFlag.SecondToken) !== 0;
  return isSecondToken ? [1 - side, complementPrice(price), size] : [side, price, size];
}

function applyChange(book: readonly Map<number, number>[], change: LevelChange | null): void {
  if (change === null) {
    for (const side of book) side.clear();
    return;
  }
  const [side, price, size] = change;
  if (size === 0) book[side]?.delete(price);
  else book[side]?.set(price, size);
}

function isoTime(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
