import {
  notionalMicroUsd,
  RowFlag,
  RowKind,
  type MicroShares,
  type MicroUsd,
  type PriceUnits,
} from "@polytraders/core";

/** Counts the rows that were written for one market. */
export class RowFigures {
  readonly rows: Record<string, number> = {};
  tickChanges = 0;
  /** Trades the venue reported. */
  trades = 0;
  inferredTrades = 0;
  inferredTradeShares: MicroShares = 0;
  /** At the price of the token the trade is stated for, which is the first. */
  inferredTradeUsd: MicroUsd = 0;

  count(kind: number, flags: number, price: PriceUnits, size: MicroShares): void {
    const name = ROW_KIND_NAMES[kind] ?? "unknown";
    this.rows[name] = (this.rows[name] ?? 0) + 1;
    if (kind === RowKind.TickSize) this.tickChanges += 1;
    if (kind !== RowKind.Trade) return;
    if ((flags & RowFlag.Inferred) === 0) this.trades += 1;
    else {
      this.inferredTrades += 1;
      this.inferredTradeShares += size;
      this.inferredTradeUsd += notionalMicroUsd(price, size);
    }
  }
}

/** Names of the row kinds in reports. */
const ROW_KIND_NAMES: Readonly<Record<number, string>> = {
  [RowKind.BookStart]: "bookStart",
  [RowKind.Level]: "level",
  [RowKind.Trade]: "trade",
  [RowKind.TickSize]: "tickSize",
  [RowKind.Status]: "status",
  [RowKind.Heartbeat]: "heartbeat",
  [RowKind.BestPrice]: "bestPrice",
  [RowKind.Gap]: "gap",
};
