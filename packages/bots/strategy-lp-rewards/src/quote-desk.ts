import {
  notionalMicroUsd,
  PRICE_UNITS_PER_USD,
  type BotMarket,
  type EpochMs,
  type Grants,
  type MicroShares,
  type MicroUsd,
  type OrderUpdate,
} from "@polytraders/core";
import { makerFilters } from "@polytraders/quant";
import { contract, type Types } from "./contract.gen.ts";
import { affordableSize, jitteredSize, SIZE_LOT } from "./quote-size.ts";
import type { QuoteTally } from "./quote-tally.ts";
import { refusal, type Refusal } from "./refusal.ts";
import { midOf, type SeenBook } from "./seen-book.ts";
import { microUsdOf, shown } from "./settings.ts";
import { bidPriceOf, scoreSideOf, type ScoreSide, type WantedQuote } from "./wanted-quote.ts";
import { WorkingQuotes, type WorkingQuote } from "./working-quotes.ts";

const SCORE_SIDES: readonly ScoreSide[] = [0, 1];

/** Ports through which quotes are made and looked after. */
export type DeskPorts = Pick<Grants<Types>, "random" | "intents" | "ledger" | "openOrders">;

/** Refusals that a newer book answers. */
const STALE_CODES: readonly string[] = ["RISK_STALE_BOOK", "RISK_GUARD_INPUT_STALE"];
/** Longest wait after refusals, as a multiple of the first. */
const WAIT_FACTOR_MAX = 64;

/** Why a side is not proposed for a while. */
export interface Wait {
  /** Earliest time of the next proposal. */
  readonly untilMs: EpochMs;
  /** The same while the book stays as it was. */
  readonly untilUnchangedMs: EpochMs;
  /** Exchange time of the book at the refusal. */
  readonly bookAtMs: EpochMs;
  /** Refusals in a row. */
  readonly count: number;
  readonly found: string;
  /** True where risk left too little for a rewarded order. */
  readonly isCut: boolean;
  /** True where only the age of the book was wrong: a newer one ends the wait. */
  readonly isStale: boolean;
}

/** What has become of the wanted quotes. */
export interface Arrangement {
  readonly placed: readonly WorkingQuote[];
  readonly keptCount: number;
  /** Quotes taken back to be placed elsewhere, or not at all. */
  readonly pulledCount: number;
  /** Why a side that should be quoted is not proposed now. */
  readonly waiting: Refusal | null;
}

/** Keeps, takes back and proposes the quotes of one market. */
export class QuoteDesk {
  readonly working = new WorkingQuotes();
  readonly waits: [Wait | null, Wait | null] = [null, null];
  readonly #market: BotMarket<Types>;
  readonly #ports: DeskPorts;
  readonly #tally: QuoteTally;
  /** Exchange time of a book that was too old to quote from; `null` when none is waited for. */
  #oldBookAtMs: EpochMs | null = null;

  constructor(market: BotMarket<Types>, ports: DeskPorts, tally: QuoteTally) {
    this.#market = market;
    this.#ports = ports;
    this.#tally = tally;
  }

  /** True once there is a newer book than one that was too old. */
  get hasFresherBook(): boolean {
    return this.#oldBookAtMs !== null && this.#market.book.updatedAtMs !== this.#oldBookAtMs;
  }

  /** What may be spent here on new quotes, our own buys counted as if they were not there. */
  budget(): { readonly roomMicroUsd: MicroUsd; readonly cashMicroUsd: MicroUsd } {
    const { ledger } = this.#ports;
    const { marketId } = this.#market;
    const reserved = ledger.marketReservedMicroUsd(marketId);
    const own = Math.min(reserved, this.#buysMicroUsd(true));
    return {
      roomMicroUsd: this.#limitMicroUsd() - (reserved - own),
      cashMicroUsd: ledger.availableMicroUsd + own,
    };
  }

  /** What could be offered of a token, our own offer counted as if it were not there. */
  sellable(token: 0 | 1): MicroShares {
    const settled = this.#ports.ledger.sellableSize(this.#market.tokenIds[token]);
    const offered = this.working.all.find(
      (quote) => quote?.side === "SELL" && quote.token === token,
    );
    const own = offered === undefined || offered?.orderId === null ? 0 : (offered?.size ?? 0);
    return settled + own;
  }

  /** Brings the quotes in line with the open orders; what is beyond one a side is taken back. */
  sync(mid: number, endedOrderId: string | null): void {
    const { marketId, tokenIds } = this.#market;
    const { openOrders, intents } = this.#ports;
    const { botId } = contract.manifest;
    const source = { openOrders, botId, marketId, tokenIds };
    for (const orderId of this.working.sync(source, mid, endedOrderId)) intents.cancel(orderId);
  }

  /** @returns how many quotes are on their way out through this call */
  pullAll(): number {
    let count = 0;
    for (const scoreSide of SCORE_SIDES) {
      const quote = this.working.on(scoreSide);
      if (quote !== null && this.#pull(scoreSide, quote)) count += 1;
    }
    return count;
  }

  /** Makes the quotes what they should be, as far as one event can. */
  arrange(wanted: readonly WantedQuote[], seen: SeenBook, nowMs: EpochMs): Arrangement {
    let keptCount = 0;
    let pulledCount = 0;
    for (const scoreSide of SCORE_SIDES) {
      const quote = this.working.on(scoreSide);
      if (quote === null || quote.isCancelling || quote.isUnknown) continue;
      const target = wanted.find((each) => each.scoreSide === scoreSide);
      if (target !== undefined && this.#keeps(quote, target, seen)) keptCount += 1;
      else if (this.#pull(scoreSide, quote)) pulledCount += 1;
    }
    this.#tally.keptCount += keptCount;
    this.#tally.replacedCount += pulledCount;
    this.#oldBookAtMs = null;
    const ageSeconds = (nowMs - this.#market.book.updatedAtMs) / 1000;
    if (ageSeconds > this.#market.parameters.bookAgeSecondsMax) {
      const found = `its book is ${shown(ageSeconds)} s old`;
      this.#oldBookAtMs = this.#market.book.updatedAtMs;
      const waiting = refusal("STRAT_LP_BOOK_UNUSABLE", found);
      return { placed: [], keptCount, pulledCount, waiting };
    }
    const placed: WorkingQuote[] = [];
    for (const target of wanted) {
      const made = this.#place(target, seen, nowMs);
      if (made !== null) placed.push(made);
    }
    this.#tally.placedCount += placed.length;
    return { placed, keptCount, pulledCount, waiting: this.#waitingOn(wanted, nowMs) };
  }

  /**
   * Takes note of an order that is gone. What was rejected, or taken back by somebody else, is not
   * asked for again at once.
   *
   * @returns whether there may be something to do
   */
  end(update: OrderUpdate, nowMs: EpochMs): boolean {
    const quote = this.working.remove(update.orderId);
    // What a fill means is decided when the fill itself is told.
    if (quote === null || update.status === "filled") return false;
    const scoreSide = scoreSideOf(quote.token, quote.side);
    if (update.status === "rejected") {
      const why = update.venueReason ?? "no reason given";
      this.wait(scoreSide, nowMs, `the order was rejected: ${why}`);
    } else if (update.status === "cancelled" && !quote.isPulled) {
      this.wait(scoreSide, nowMs, "the order was taken back by somebody else");
    }
    return true;
  }

  /** Keeps a side from being proposed again for a while, longer with each refusal in a row. */
  wait(
    scoreSide: ScoreSide,
    nowMs: EpochMs,
    found: string,
    { isCut = false, isStale = false }: Partial<Pick<Wait, "isCut" | "isStale">> = {},
  ): void {
    const count = (this.waits[scoreSide]?.count ?? 0) + 1;
    const firstMs = 1000 * this.#market.parameters.retrySeconds;
    this.waits[scoreSide] = {
      untilMs: nowMs + firstMs,
      untilUnchangedMs: nowMs + firstMs * Math.min(2 ** (count - 1), WAIT_FACTOR_MAX),
      bookAtMs: this.#market.book.updatedAtMs,
      count,
      found,
      isCut,
      isStale,
    };
    if (isStale) this.#oldBookAtMs = this.#market.book.updatedAtMs;
  }

  #waitingOn(wanted: readonly WantedQuote[], nowMs: EpochMs): Refusal | null {
    for (const { scoreSide } of wanted) {
      if (this.working.on(scoreSide)?.isUnknown === true) {
        return refusal("STRAT_LP_WAITING", "it is not known what became of an order");
      }
      const wait = this.waits[scoreSide];
      if (wait === null || !this.#isWaiting(scoreSide, nowMs)) continue;
      return refusal(wait.isCut ? "STRAT_LP_CUT_BELOW_MIN" : "STRAT_LP_WAITING", wait.found);
    }
    return null;
  }

  #isWaiting(scoreSide: ScoreSide, nowMs: EpochMs): boolean {
    const wait = this.waits[scoreSide];
    if (wait === null) return false;
    const isUnchanged = this.#market.book.updatedAtMs === wait.bookAtMs;
    if (wait.isStale && !isUnchanged) return false;
    return nowMs < (isUnchanged ? wait.untilUnchangedMs : wait.untilMs);
  }

  #keeps(quote: WorkingQuote, target: WantedQuote, seen: SeenBook): boolean {
    if (quote.token !== target.token || quote.side !== target.side) return false;
    if (quote.size < target.sizeMin) return false;
    const { midMoveUsdMax } = this.#market.parameters;
    const { keepsOrder } = makerFilters(
      { mid: seen.mid, daysToExpiry: 0, secondsSinceFill: null, midMove: seen.mid - quote.mid },
      { midMin: 0, midMax: 1, daysToExpiryMin: 0, cooldownSeconds: 0, midMoveMax: midMoveUsdMax },
    );
    return keepsOrder && this.#isRewarded(quote, seen);
  }

  /** True where a quote still scores: nearer to the midpoint than the edge of the band. */
  #isRewarded(quote: WorkingQuote, seen: SeenBook): boolean {
    const band = this.#market.terms?.rewards?.spreadMax ?? 0;
    const mid = midOf(seen.rewardMid, quote.token) * PRICE_UNITS_PER_USD;
    return Math.abs(mid - quote.price) < band - 1e-6;
  }

  #pull(scoreSide: ScoreSide, quote: WorkingQuote): boolean {
    if (quote.isCancelling) return false;
    if (quote.orderId === null) {
      this.working.clear(scoreSide);
      return true;
    }
    if (this.#ports.intents.cancel(quote.orderId)) {
      this.working.put({ ...quote, isCancelling: true, isPulled: true });
      return true;
    }
    this.working.clear(scoreSide);
    return false;
  }

  #place(target: WantedQuote, seen: SeenBook, nowMs: EpochMs): WorkingQuote | null {
    const { scoreSide } = target;
    if (this.working.on(scoreSide) !== null) return null;
    if (this.#isWaiting(scoreSide, nowMs)) return null;
    const across = this.working.across(scoreSide);
    if (across !== null && !this.#goesWith(target, across)) return null;
    const size = this.#sizeOf(target);
    if (size === null) return null;
    return this.#propose(target, size, seen, nowMs);
  }

  /** Whether two quotes may rest beside each other: not before a single one of them is gone. */
  #goesWith(target: WantedQuote, across: WorkingQuote): boolean {
    if (this.#market.parameters.sides === "one") return false;
    return bidPriceOf(target) + bidPriceOf(across) < PRICE_UNITS_PER_USD;
  }

  /** The wanted size within what is left now, with its jitter; `null` when too little is left. */
  #sizeOf(target: WantedQuote): MicroShares | null {
    const { ledger, random } = this.#ports;
    const { sizeMin, side, price } = target;
    const room = this.#limitMicroUsd() - this.#reservedNow();
    const { sizeJitterShare, tradeUsdMax } = this.#market.parameters;
    const limit = Math.min(room, ledger.availableMicroUsd, microUsdOf(tradeUsdMax));
    const left = affordableSize(price, limit);
    const sizeMax = side === "BUY" ? Math.min(target.sizeMax, left) : target.sizeMax;
    const size = Math.min(target.size, sizeMax);
    if (size < Math.max(sizeMin, SIZE_LOT)) return null;
    return jitteredSize(size, { sizeMin, sizeMax }, sizeJitterShare, random.next());
  }

  #propose(
    target: WantedQuote,
    size: MicroShares,
    seen: SeenBook,
    nowMs: EpochMs,
  ): WorkingQuote | null {
    const { scoreSide, token, side, price, sizeMin } = target;
    const decision = this.#ports.intents.propose({
      intent: {
        tokenId: this.#market.tokenIds[token],
        side,
        price,
        size,
        timeInForce: "GTC",
        isPostOnly: true,
        isReduceOnly: side === "SELL",
      },
      reasonCode: side === "BUY" ? "STRAT_LP_QUOTE_PLACED" : "STRAT_LP_ASK_PLACED",
    });
    if (decision === null || decision.outcome === "refused" || decision.granted === null) {
      this.#tally.refusedCount += 1;
      const by =
        decision === null ? "the runtime" : `${decision.decidedBy}, ${decision.reasonCode}`;
      const isStale = STALE_CODES.includes(decision?.reasonCode ?? "");
      this.wait(scoreSide, nowMs, `the order was refused by ${by}`, { isStale });
      return null;
    }
    const { granted, orderId } = decision;
    const quote: WorkingQuote = {
      orderId,
      token,
      side,
      price: granted.price,
      size: granted.size,
      mid: seen.mid,
      placedAtMs: nowMs,
      isCancelling: false,
      isPulled: false,
      isUnknown: false,
    };
    this.working.put(quote);
    if (granted.size >= sizeMin) {
      this.waits[scoreSide] = null;
      return quote;
    }
    this.wait(scoreSide, nowMs, "limits cut the order below the rewarded size", { isCut: true });
    this.#pull(scoreSide, quote);
    return null;
  }

  /** What a market may hold, less what is held. */
  #limitMicroUsd(): MicroUsd {
    const { marketId, parameters } = this.#market;
    const held = this.#ports.ledger.marketExposureMicroUsd(marketId);
    return microUsdOf(parameters.perMarketUsdMax) - held;
  }

  /** What the ledger holds back, and what it would for quotes that are not sent. */
  #reservedNow(): MicroUsd {
    const reserved = this.#ports.ledger.marketReservedMicroUsd(this.#market.marketId);
    return reserved + this.#buysMicroUsd(false);
  }

  #buysMicroUsd(isSent: boolean): MicroUsd {
    let total = 0;
    for (const quote of this.working.all) {
      if (quote === null || quote.side === "SELL") continue;
      if ((quote.orderId !== null) === isSent) {
        total += notionalMicroUsd(quote.price, quote.size, "up");
      }
    }
    return total;
  }
}
