import {
  RowFlag,
  RowKind,
  type MarketDataBatch,
  type MarketDefinition,
  type PriceUnits,
} from "@polytraders/core";
import type { CaptureMessage, CaptureMessageType, CaptureRow } from "../capture/capture-message.ts";

/**
 * Puts rows back into messages, so that a source without captures gets the same quality figures. A
 * book start opens a book of its token; level rows outside of a book are one change per frame.
 */
export class MessageRebuilder {
  private readonly market: MarketDefinition;
  private readonly take: (message: CaptureMessage) => void;
  private open: CaptureMessage | undefined;

  constructor(market: MarketDefinition, take: (message: CaptureMessage) => void) {
    this.market = market;
    this.take = take;
  }

  /** Adds row `at` of a batch. */
  addRow(batch: MarketDataBatch, at: number): void {
    const kind = batch.kind[at];
    const flags = batch.flags[at] ?? 0;
    const tokenId = this.market.tokenIds[(flags & RowFlag.SecondToken) === 0 ? 0 : 1];
    const timeMs = batch.exchangeTimeMs[at] ?? 0;
    if (kind === RowKind.BookStart) this.begin("book", tokenId, timeMs);
    else if (kind === RowKind.Level) {
      const isBookLevel = this.open?.type === "book" && this.open.tokenId === tokenId;
      if (!isBookLevel && this.open?.type !== "price_change")
        this.begin("price_change", "", timeMs);
      this.open?.rows.push(rowOf(batch, at, tokenId));
    } else if (kind === RowKind.Trade && (flags & RowFlag.Inferred) === 0) {
      this.begin("last_trade_price", tokenId, timeMs);
      this.open?.rows.push(rowOf(batch, at, tokenId));
      this.endFrame();
    }
  }

  endFrame(): void {
    if (this.open !== undefined) this.take(this.open);
    this.open = undefined;
  }

  private begin(type: CaptureMessageType, tokenId: string, exchangeTimeMs: number): void {
    this.endFrame();
    const { marketId } = this.market;
    const head = { type, marketId, exchangeTimeMs, tokenId, hash: "", line: 0, isDamaged: false };
    this.open = { ...head, rows: [], bestPrices: [] };
  }
}

function rowOf(batch: MarketDataBatch, at: number, tokenId: string): CaptureRow {
  const price: PriceUnits = batch.price[at] ?? 0;
  const side = batch.side[at] === 0 ? 0 : 1;
  return { tokenId, side, price, size: batch.size[at] ?? 0, line: 0 };
}
