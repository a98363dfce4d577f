import {
  inferTickSize,
  MarketStatusCode,
  RowFlag,
  RowKind,
  type ErrorCode,
  type MarketDefinition,
  type MicroShares,
  type PriceUnits,
} from "@polytraders/core";
import type { CaptureMessage, CaptureRow, MarketFacts } from "../capture/capture-message.ts";
import { QualityTracker, type MarketQuality } from "../quality/market-quality.ts";
import { RowFigures } from "../quality/row-figures.ts";
import type { RowSink } from "./row-sink.ts";
import { TradeInference } from "./trade-inference.ts";

/** Tick assumed until a message or a price says otherwise: 0.01. */
const TICK_ASSUMED: PriceUnits = 100;

/** Turns the messages of one market into rows, in order, and counts what it sees. */
export class MarketRows {
  readonly marketId: string;
  readonly index: number;
  readonly sources = new Set<string>();
  readonly rowFigures = new RowFigures();
  private readonly tokenIds: [string, string] = ["", ""];
  private readonly outcomes: [string, string] = ["", ""];
  private readonly quality = new QualityTracker();
  private readonly inference = new TradeInference();
  private slug = "";
  private minimumOrderSize: MicroShares = 0;
  private isNegRisk = false;
  private firstTickSize: PriceUnits | undefined;
  private tickSize: PriceUnits = TICK_ASSUMED;
  private timeMs = 0;

  constructor(marketId: string, index: number) {
    this.marketId = marketId;
    this.index = index;
  }

  get qualityFigures(): MarketQuality {
    return this.quality.figures;
  }

  /** The market as known after all messages. */
  definition(fallbackSlug: string): MarketDefinition {
    return {
      marketId: this.marketId,
      slug: this.slug || fallbackSlug,
      tokenIds: [...this.tokenIds],
      outcomes: [...this.outcomes],
      tickSize: this.firstTickSize ?? TICK_ASSUMED,
      minimumOrderSize: this.minimumOrderSize,
      isNegRisk: this.isNegRisk,
    };
  }

  /** Takes what is known of the market; what is known already is kept. */
  learn(facts: MarketFacts, tokenId = ""): void {
    this.slug ||= facts.slug ?? "";
    if (facts.tokenIds !== undefined && this.tokenIds[0] === "") {
      [this.tokenIds[0], this.tokenIds[1]] = facts.tokenIds;
    }
    if (facts.outcomes !== undefined) {
      this.outcomes[0] ||= facts.outcomes[0];
      this.outcomes[1] ||= facts.outcomes[1];
    }
    if (facts.outcomeName !== undefined && facts.outcomeName !== "") {
      const token = this.tokenIds.indexOf(tokenId);
      if (token === 0 || token === 1) this.outcomes[token] ||= facts.outcomeName;
    }
    this.minimumOrderSize ||= facts.minimumOrderSize ?? 0;
    this.isNegRisk ||= facts.isNegRisk ?? false;
  }

  /** Names the outcomes of tokens that the capture itself left unnamed. */
  nameOutcomes(nameOf: (tokenId: string) => string | undefined): void {
    for (const token of [0, 1] as const)
      this.outcomes[token] ||= nameOf(this.tokenIds[token]) ?? "";
  }

  /**
   * Appends the rows of one message.
   *
   * @param infersTrades - false when the capture holds the venue's own trades
   * @param reject - called for each row of a third token
   */
  append(
    message: CaptureMessage,
    timeMs: number,
    infersTrades: boolean,
    sink: RowSink,
    reject: (row: CaptureRow, code: ErrorCode) => void,
  ): void {
    this.timeMs = timeMs;
    const known = this.withKnownTokens(message, reject);
    if (message.facts !== undefined) this.learn(message.facts, message.tokenId);
    this.inference.arrive(known);
    this.settleTickSize(known, sink);
    switch (known.type) {
      case "book":
      case "quote":
        this.appendBook(known, infersTrades, sink);
        break;
      case "price_change":
        for (const row of known.rows) this.appendLevel(known, row, sink);
        break;
      case "last_trade_price":
        for (const row of known.rows) this.appendTrade(known, row, sink);
        break;
      case "market_resolved":
        this.appendResolution(known, sink);
        break;
      case "tick_size_change":
      case "best_bid_ask":
      case "heartbeat":
        break;
    }
    for (const best of known.bestPrices) {
      this.push(sink, known, RowKind.BestPrice, best.side, this.tokenFlag(best), best.price, 0);
    }
    // A row of this message is missing: the book is unproven until the venue sends it whole again.
    if (known.isDamaged) this.push(sink, known, RowKind.Gap, 0, RowFlag.Inferred, 0, 0);
    this.quality.observe(known);
  }

  private withKnownTokens(
    message: CaptureMessage,
    reject: (row: CaptureRow, code: ErrorCode) => void,
  ): CaptureMessage {
    if (message.tokenId !== "") this.admit(message.tokenId);
    const isKnown = (row: CaptureRow): boolean => this.admit(row.tokenId);
    if (message.rows.every(isKnown) && message.bestPrices.every(isKnown)) return message;
    for (const row of message.rows) if (!isKnown(row)) reject(row, "DATA_TOKEN_UNEXPECTED");
    return {
      ...message,
      rows: message.rows.filter(isKnown),
      bestPrices: message.bestPrices.filter(isKnown),
    };
  }

  /** True when the token is one of the market's two, which the first two seen become. */
  private admit(tokenId: string): boolean {
    const tokens = this.tokenIds;
    if (tokenId === tokens[0] || tokenId === tokens[1]) return tokenId !== "";
    if (tokens[0] === "") tokens[0] = tokenId;
    else if (tokens[1] === "") tokens[1] = tokenId;
    else return false;
    return true;
  }

  private settleTickSize(message: CaptureMessage, sink: RowSink): void {
    const stated = message.facts?.tickSize;
    const tickSize = stated ?? this.neededTickSize(message);
    const hasPrices = message.rows.length > 0 || message.bestPrices.length > 0;
    if (this.firstTickSize === undefined && (stated !== undefined || hasPrices)) {
      this.firstTickSize = message.facts?.previousTickSize ?? tickSize;
      this.tickSize = this.firstTickSize;
    }
    if (tickSize === this.tickSize) return;
    this.tickSize = tickSize;
    const flags = stated === undefined ? RowFlag.Inferred : 0;
    this.push(sink, message, RowKind.TickSize, 0, flags, tickSize, 0);
  }

  /** The coarsest tick, not coarser than the current one, that allows every price of the message. */
  private neededTickSize(message: CaptureMessage): PriceUnits {
    let tickSize = this.tickSize;
    const needs = (price: PriceUnits): void => {
      if (price % tickSize !== 0) tickSize = inferTickSize(price, tickSize) ?? tickSize;
    };
    for (const { price, size } of message.rows) if (size > 0) needs(price);
    for (const { price } of message.bestPrices) needs(price);
    return tickSize;
  }

  private appendBook(message: CaptureMessage, infersTrades: boolean, sink: RowSink): void {
    const isSecond = message.tokenId === this.tokenIds[1];
    const trades = this.inference.replaceBook(message, isSecond);
    if (infersTrades && message.type === "book") {
      for (const { takerSide, price, size } of trades) {
        this.push(sink, message, RowKind.Trade, takerSide, RowFlag.Inferred, price, size);
      }
    }
    const flags = isSecond ? RowFlag.SecondToken : 0;
    this.push(sink, message, RowKind.BookStart, 0, flags, 0, 0);
    for (const { side, price, size } of message.rows) {
      if (size > 0) this.push(sink, message, RowKind.Level, side, flags, price, size);
    }
  }

  private appendLevel(message: CaptureMessage, row: CaptureRow, sink: RowSink): void {
    const flags = this.tokenFlag(row);
    this.inference.setLevel(flags !== 0, row.side, row.price, row.size);
    this.push(sink, message, RowKind.Level, row.side, flags, row.price, row.size);
  }

  private appendTrade(message: CaptureMessage, row: CaptureRow, sink: RowSink): void {
    this.push(sink, message, RowKind.Trade, row.side, this.tokenFlag(row), row.price, row.size);
  }

  private appendResolution(message: CaptureMessage, sink: RowSink): void {
    const winner = this.tokenIds.indexOf(message.facts?.winningTokenId ?? "");
    const { ResolvedFirst, ResolvedSecond, ResolvedVoid } = MarketStatusCode;
    const status = winner === 0 ? ResolvedFirst : winner === 1 ? ResolvedSecond : ResolvedVoid;
    this.push(sink, message, RowKind.Status, 0, 0, status, 0);
  }

  private tokenFlag(row: CaptureRow): number {
    return row.tokenId === this.tokenIds[1] ? RowFlag.SecondToken : 0;
  }

  private push(
    sink: RowSink,
    message: CaptureMessage,
    kind: RowKind,
    side: number,
    flags: number,
    price: number,
    size: number,
  ): void {
    this.rowFigures.count(kind, flags, price, size);
    sink.push(this.timeMs, message.exchangeTimeMs, this.index, kind, side, flags, price, size);
  }
}
