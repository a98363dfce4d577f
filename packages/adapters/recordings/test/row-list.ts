import { RowFlag, RowKind, type MarketDataSource } from "@polytraders/core";

/** One row as objects, for reading in a test. */
export interface TestRow {
  readonly timeMs: number;
  readonly exchangeTimeMs: number;
  readonly market: number;
  readonly kind: string;
  readonly side: number;
  readonly isSecond: boolean;
  readonly isFrameEnd: boolean;
  readonly isInferred: boolean;
  readonly price: number;
  readonly size: number;
}

const KIND_NAMES = new Map(Object.entries(RowKind).map(([name, kind]) => [kind, name]));

/** All rows of a source. */
export async function listRows(source: MarketDataSource): Promise<TestRow[]> {
  const rows: TestRow[] = [];
  for await (const batch of source.batches()) {
    for (let at = 0; at < batch.length; at += 1) {
      const flags = batch.flags[at] ?? 0;
      rows.push({
        timeMs: batch.timeMs[at] ?? 0,
        exchangeTimeMs: batch.exchangeTimeMs[at] ?? 0,
        market: batch.market[at] ?? 0,
        kind: [...KIND_NAMES].find(([kind]) => kind === batch.kind[at])?.[1] ?? "unknown",
        side: batch.side[at] ?? 0,
        isSecond: (flags & RowFlag.SecondToken) !== 0,
        isFrameEnd: (flags & RowFlag.FrameEnd) !== 0,
        isInferred: (flags & RowFlag.Inferred) !== 0,
        price: batch.price[at] ?? 0,
        size: batch.size[at] ?? 0,
      });
    }
  }
  return rows;
}

/** A row in short: `Level bid 5000 10`, with `second`, `inferred` and `|` at the end of a frame. */
export function inShort(row: TestRow): string {
  const words = [row.kind];
  if (row.kind === "Trade") words.push(row.side === 0 ? "buys" : "sells");
  if (row.kind === "Level" || row.kind === "BestPrice") words.push(row.side === 0 ? "bid" : "ask");
  if (row.kind !== "BookStart") words.push(String(row.price));
  if (row.size > 0) words.push(String(row.size / 1e6));
  if (row.isSecond) words.push("second");
  if (row.isInferred) words.push("inferred");
  if (row.isFrameEnd) words.push("|");
  return words.join(" ");
}
