import {
  MICRO,
  notionalMicroUsd,
  PRICE_UNITS_PER_USD,
  type BotMarket,
  type DecisionContext,
  type EpochMs,
  type FillEvent,
  type Grants,
  type MarketHandlers,
  type OrderBookView,
  type OrderUpdate,
  type SignalDecision,
  type TradeTick,
} from "@polytraders/core";
import { jitterDelayMs } from "@polytraders/quant";
import type { ReasonCode, Types } from "./contract.gen.ts";
import { FillEvidence } from "./fill-evidence.ts";
import type { MarketBoard } from "./market-board.ts";
import { assess, scoreOf, type Prospect } from "./prospect.ts";
import { QuoteDesk, type Arrangement, type DeskPorts } from "./quote-desk.ts";
import { payloadOf } from "./quote-payload.ts";
import type { QuoteTally } from "./quote-tally.ts";
import { quoterStateSchema, type QuoterState } from "./quoter-state.ts";
import type { TokenIndex } from "./seen-book.ts";
import { TradeVolume } from "./trade-volume.ts";
import { otherSide } from "./wanted-quote.ts";
import type { WorkingQuote } from "./working-quotes.ts";

/** Fills whose later states are still recognised. */
const FILLS_KEPT = 64;
const ENDED: readonly OrderUpdate["status"][] = ["filled", "cancelled", "expired", "rejected"];
const NOTHING_NEW: readonly WorkingQuote[] = [];

type Ports = DeskPorts & Pick<Grants<Types>, "timers" | "marketFacts" | "log">;
type Said = SignalDecision<Types> | null;

/** What the instances of one bot share. */
export interface SharedParts {
  readonly board: MarketBoard;
  readonly tally: QuoteTally;
}

/** Quotes one market; which markets are quoted is decided by the board that all share. */
export class Quoter implements MarketHandlers<Types> {
  readonly #market: BotMarket<Types>;
  readonly #ports: Ports;
  readonly #shared: SharedParts;
  readonly #desk: QuoteDesk;
  readonly #evidence = new FillEvidence();
  readonly #volume = new TradeVolume();
  /** Fills seen, with the token that was preferred before. */
  readonly #fills = new Map<string, TokenIndex>();
  #preferred: TokenIndex = 0;
  #lastFillAtMs: EpochMs | null = null;
  #nextCheckAtMs: EpochMs = 0;
  #nextLookAtMs: EpochMs = 0;
  /** Best bid plus best ask at the last look, price units; 0 for a book without a midpoint. */
  #sumSeen = 0;
  #saidCode: ReasonCode | null = null;

  constructor(market: BotMarket<Types>, ports: Ports, shared: SharedParts) {
    this.#market = market;
    this.#ports = ports;
    this.#shared = shared;
    this.#desk = new QuoteDesk(market, ports, shared.tally);
  }

  onTrade(trade: TradeTick, { nowMs }: DecisionContext): void {
    this.#volume.add(notionalMicroUsd(trade.price, trade.size), nowMs);
  }

  /** The common way out is the first line: nothing to do, and nothing allocated. */
  decide(context: DecisionContext): Said {
    const { nowMs } = context;
    if (nowMs < this.#nextCheckAtMs || context.isStale) return null;
    this.#nextCheckAtMs = nowMs + this.#market.parameters.decideIntervalMs;
    if (nowMs < this.#nextLookAtMs && !this.#hasMoved(this.#market.book)) return null;
    return this.#look(nowMs, null);
  }

  onTimer(_name: string, { nowMs }: DecisionContext): Said {
    return this.#look(nowMs, null);
  }

  onMarketStatus(_status: unknown, { nowMs }: DecisionContext): void {
    this.#ports.timers.set(this.#market.index, "look", nowMs + 1);
  }

  onOrderUpdate(update: OrderUpdate, { nowMs }: DecisionContext): Said {
    if (!ENDED.includes(update.status) || !this.#desk.end(update, nowMs)) return null;
    return this.#look(nowMs, update.orderId);
  }

  onFill(fill: FillEvent, { nowMs }: DecisionContext): Said {
    const before = this.#fills.get(fill.fillId);
    if (fill.settlement === "FAILED") return this.#onFailed(fill, before, nowMs);
    if (before !== undefined) return null;
    const { parameters, tokenIds, index } = this.#market;
    const token: TokenIndex = fill.tokenId === tokenIds[0] ? 0 : 1;
    this.#remember(fill.fillId);
    this.#shared.tally.fillCount += 1;
    this.#lastFillAtMs = Math.max(this.#lastFillAtMs ?? 0, fill.timeMs);
    this.#evidence.note(fill, token, parameters);
    this.#ports.timers.set(index, "markout", fill.timeMs + 1000 * parameters.markoutSeconds);
    if (parameters.sides === "one" && fill.side === "BUY") this.#preferred = otherSide(token);
    return this.#look(nowMs, null);
  }

  snapshot(): QuoterState {
    return {
      version: 1,
      preferred: this.#preferred,
      lastFillAtMs: this.#lastFillAtMs,
      quotes: this.#desk.working.all.filter((quote) => quote !== null),
      waits: [...this.#desk.waits],
      evidence: this.#evidence.snapshot(),
      volume: this.#volume.snapshot(),
    };
  }

  /** A state in another form is left alone: ledger and open orders tell the most of it anyway. */
  restore(state: unknown): void {
    const read = quoterStateSchema.safeParse(state);
    if (!read.success) return;
    const { preferred, lastFillAtMs, quotes, waits, evidence, volume } = read.data;
    this.#preferred = preferred;
    this.#lastFillAtMs = lastFillAtMs;
    for (const quote of quotes) this.#desk.working.put(quote);
    this.#desk.waits[0] = waits[0];
    this.#desk.waits[1] = waits[1];
    this.#evidence.restore(evidence);
    this.#volume.restore(volume);
  }

  #onFailed(fill: FillEvent, before: TokenIndex | undefined, nowMs: EpochMs): Said {
    this.#lastFillAtMs = this.#ports.ledger.lastFillAtMs(this.#market.marketId);
    this.#evidence.forget(fill.fillId);
    if (before !== undefined) {
      this.#preferred = before;
      this.#fills.delete(fill.fillId);
    }
    return this.#look(nowMs, null);
  }

  #remember(fillId: string): void {
    this.#fills.set(fillId, this.#preferred);
    if (this.#fills.size <= FILLS_KEPT) return;
    for (const oldest of this.#fills.keys()) {
      this.#fills.delete(oldest);
      return;
    }
  }

  /** True where a look may change something: the book broke or came back, or quotes are left behind. */
  #hasMoved(book: OrderBookView): boolean {
    if (this.#desk.hasFresherBook) return true;
    const sum = sumOf(book);
    if (sum === 0 || this.#sumSeen === 0) return sum !== this.#sumSeen;
    if (this.#desk.working.isEmpty) return false;
    // The sum moves by twice as much as the midpoint: half of the move that replaces a quote.
    return (
      Math.abs(sum - this.#sumSeen) >= this.#market.parameters.midMoveUsdMax * PRICE_UNITS_PER_USD
    );
  }

  /** Looks at everything anew. */
  #look(nowMs: EpochMs, endedOrderId: string | null): Said {
    const { book, index, parameters } = this.#market;
    this.#schedule(nowMs);
    this.#report(nowMs);
    this.#sumSeen = sumOf(book);
    this.#shared.tally.lookCount += 1;
    this.#volume.watch(nowMs);
    const { working } = this.#desk;
    this.#desk.sync(book.midUsd() ?? 0.5, endedOrderId);
    this.#evidence.pass(nowMs, !working.isEmpty, parameters);
    if (this.#sumSeen !== 0)
      this.#evidence.settle(nowMs, this.#sumSeen / (2 * PRICE_UNITS_PER_USD));
    const prospect = this.#assess(nowMs);
    const { refusal, plan, seen } = prospect;
    const { board } = this.#shared;
    board.report(index, refusal === null ? scoreOf(prospect, parameters.rankBy) : null, nowMs);
    this.#rank(nowMs);
    if (refusal !== null || plan === null || seen === null) {
      this.#desk.pullAll();
      return refusal && this.#say(refusal.reasonCode, prospect, refusal.found);
    }
    this.#preferred = plan.preferred;
    if (!board.isChosen(index)) {
      // Before the first choice nothing is known of the other markets, and quotes stay.
      if (board.hasRanked) this.#desk.pullAll();
      return this.#say("STRAT_LP_NOT_RANKED", prospect, this.#rankText());
    }
    return this.#tell(prospect, this.#desk.arrange(plan.quotes, seen, nowMs));
  }

  #assess(nowMs: EpochMs): Prospect {
    const ofLedger = this.#ports.ledger.lastFillAtMs(this.#market.marketId);
    const own = this.#lastFillAtMs;
    return assess({
      market: this.#market,
      ports: this.#ports,
      desk: this.#desk,
      evidence: this.#evidence,
      preferred: this.#preferred,
      lastFillAtMs: own === null ? ofLedger : Math.max(own, ofLedger ?? 0),
      volume24hUsd: this.#volume.usd(nowMs),
      nowMs,
    });
  }

  #schedule(nowMs: EpochMs): void {
    const { timers, random } = this.#ports;
    const { refreshIntervalSeconds, timingJitterShare, decideIntervalMs } = this.#market.parameters;
    this.#nextCheckAtMs = nowMs + decideIntervalMs;
    if (nowMs < this.#nextLookAtMs) return;
    const delayMs = jitterDelayMs(1000 * refreshIntervalSeconds, timingJitterShare, random.next());
    this.#nextLookAtMs = nowMs + Math.max(1, Math.round(delayMs));
    timers.set(this.#market.index, "refresh", this.#nextLookAtMs);
  }

  /** Tells the log once a refresh where all markets stand. */
  #report(nowMs: EpochMs): void {
    const { tally, board } = this.#shared;
    const intervalMs = 1000 * this.#market.parameters.refreshIntervalSeconds;
    if (!tally.takesReport(nowMs, intervalMs)) return;
    this.#ports.log.info("where the markets stand", {
      marketsByCode: tally.byCode(),
      marketsByDailyPoolUsd: tally.byPool(),
      marketsEligible: board.eligibleCount,
      quotesKeptShare: tally.keptShare,
    });
  }

  /** Lets the board choose; markets that gain or lose a place look at once. */
  #rank(nowMs: EpochMs): void {
    const { timers } = this.#ports;
    const { board } = this.#shared;
    for (const index of board.rankIfDue(nowMs)) {
      if (index !== this.#market.index) timers.set(index, "look", nowMs + 1);
    }
    const { dueAtMs } = board;
    if (dueAtMs !== null) timers.set(this.#market.index, "rank", Math.max(dueAtMs, nowMs + 1));
  }

  #tell(prospect: Prospect, arrangement: Arrangement): Said {
    const { placed, pulledCount, keptCount, waiting } = arrangement;
    const leftOut = prospect.plan?.leftOut ?? "";
    if (placed.length > 0) return this.#say("STRAT_LP_QUOTING", prospect, leftOut, placed);
    if (pulledCount > 0) return this.#say("STRAT_LP_QUOTE_REPLACED", prospect, leftOut);
    if (keptCount > 0) return this.#say("STRAT_LP_QUOTE_KEPT", prospect, leftOut);
    return waiting === null ? null : this.#say(waiting.reasonCode, prospect, waiting.found);
  }

  /** Says a code once, and every time when there are new orders. */
  #say(
    reasonCode: ReasonCode,
    prospect: Prospect,
    found: string,
    placed: readonly WorkingQuote[] = NOTHING_NEW,
  ): Said {
    const { outlook, rewards, seen, expectedLossUsdPerDay } = prospect;
    const poolUsd = (rewards?.dailyPoolMicroUsd ?? 0) / MICRO;
    this.#shared.tally.note(this.#market.index, reasonCode, poolUsd);
    if (placed.length === 0 && reasonCode === this.#saidCode) return null;
    this.#saidCode = reasonCode;
    const quotes = this.#desk.working.all.filter((quote) => quote !== null);
    const isQuoted = quotes.some(({ isCancelling }) => !isCancelling);
    return {
      signal: "lp_quote",
      reasonCode,
      value: isQuoted && outlook !== null ? outlook.earnedUsdPerDay : null,
      confidence: isQuoted && outlook !== null ? outlook.confidence : null,
      payload: payloadOf({
        parameters: this.#market.parameters,
        found,
        rewards,
        seen,
        quotes,
        newOrders: new Set(placed),
        outlook,
        expectedLossUsdPerDay,
        rank: this.#shared.board.rankOf(this.#market.index),
      }),
    };
  }

  #rankText(): string {
    const { board } = this.#shared;
    const rank = board.rankOf(this.#market.index);
    if (!board.hasRanked || rank === null) return "the markets are still to be compared";
    return `it is number ${rank} of ${board.eligibleCount} that would do, and ${this.#market.parameters.marketsMax} are quoted`;
  }
}

/** Best bid plus best ask in price units; 0 for a book without a sound midpoint. */
function sumOf(book: OrderBookView): number {
  const bid = book.bestBidPrice;
  const ask = book.bestAskPrice;
  return bid === 0 || ask === 0 || ask <= bid || !book.isProven ? 0 : bid + ask;
}
