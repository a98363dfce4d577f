import {
  BATCH_ROWS,
  RowFlag,
  RowKind,
  type MarketDataBatch,
  type MarketDataSource,
} from "@polytraders/core";

export interface Row {
  readonly timeMs: number;
  readonly exchangeTimeMs: number;
  readonly market: number;
  readonly kind: number;
  readonly side: number;
  readonly flags: number;
  readonly price: number;
  readonly size: number;
}

export type Frame = readonly [Row, ...Row[]];

function rowAt(batch: MarketDataBatch, index: number): Row {
  const at = (column: ArrayLike<number>): number => column[index] ?? Number.NaN;
  return {
    timeMs: at(batch.timeMs),
    exchangeTimeMs: at(batch.exchangeTimeMs),
    market: at(batch.market),
    kind: at(batch.kind),
    side: at(batch.side),
    flags: at(batch.flags),
    price: at(batch.price),
    size: at(batch.size),
  };
}

export async function readRows(source: MarketDataSource): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of source.batches()) {
    if (batch.length > BATCH_ROWS) throw new Error(`batch of ${batch.length} rows`);
    for (let index = 0; index < batch.length; index += 1) rows.push(rowAt(batch, index));
  }
  return rows;
}

/** Cuts rows at their frame ends; a rest without an end is an error. */
export function framesOf(rows: readonly Row[]): Frame[] {
  const frames: Frame[] = [];
  let open: Row[] = [];
  for (const row of rows) {
    open.push(row);
    if ((row.flags & RowFlag.FrameEnd) === 0) continue;
    const [first, ...rest] = open;
    if (first !== undefined) frames.push([first, ...rest]);
    open = [];
  }
  if (open.length > 0) throw new Error(`${open.length} rows without a frame end`);
  return frames;
}

/** The book of one token, rebuilt from rows as a consumer would. */
export class RebuiltBook {
  readonly sides: readonly [bids: Map<number, number>, asks: Map<number, number>] = [
    new Map(),
    new Map(),
  ];

  apply(row: Row): void {
    if (row.kind === RowKind.BookStart) for (const side of this.sides) side.clear();
    if (row.kind !== RowKind.Level) return;
    const side = this.sides[row.side === 0 ? 0 : 1];
    if (row.size === 0) side.delete(row.price);
    else side.set(row.price, row.size);
  }

  /** 0 when there are none. */
  get bestBid(): number {
    return Math.max(0, ...this.sides[0].keys());
  }

  /** 10,000 when there are none. */
  get bestAsk(): number {
    return Math.min(10_000, ...this.sides[1].keys());
  }

  get isCrossed(): boolean {
    return this.bestBid >= this.bestAsk;
  }

  /** Notional of the best level of each side in dollars. */
  get insideDepthUsd(): number {
    const bid = this.bestBid * (this.sides[0].get(this.bestBid) ?? 0);
    const ask = this.bestAsk * (this.sides[1].get(this.bestAsk) ?? 0);
    return (bid + ask) / 1e10;
  }

  /** Levels as sorted text, for comparing two books. */
  describe(priceOf: (price: number) => number = (price) => price): string[] {
    return this.sides.map((side) =>
      [...side]
        .map(([price, size]) => `${priceOf(price)}x${size}`)
        .toSorted()
        .join(" "),
    );
  }
}
