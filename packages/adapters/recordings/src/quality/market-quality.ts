import type { CaptureMessage, CaptureMessageType } from "../capture/capture-message.ts";
import { compareLadders, isOneSidedDecrease, Ladder } from "./ladder.ts";
import { RecentMessages } from "./recent-messages.ts";

/**
 * What one market's messages look like. Messages and states are those of the capture, token by
 * token; the package's README defines every figure.
 */
export interface MarketQuality {
  /** Messages by type, as the venue sent them. */
  messages: Partial<Record<CaptureMessageType, number>>;
  /** Accepted capture rows by message type. */
  rows: Partial<Record<CaptureMessageType, number>>;
  firstTimeMs: number;
  lastTimeMs: number;
  longestSilenceMs: number;
  stepsBack: number;
  duplicateMessages: number;
  twoSidedStates: number;
  crossedOrLockedStates: number;
  longestCrossedMs: number;
  oneSidedStates: number;
  unknownRemovals: number;
  booksCompared: number;
  booksDiffering: number;
  booksDifferingByOneSidedDecrease: number;
  booksWithDifferentBest: number;
  levelsCompared: number;
  levelsDiffering: number;
  /** Books of which a row was, or may have been, rejected. */
  damagedBooks: number;
  /** Best prices the venue stated beside a change, and those the rebuilt book disagreed with. */
  venueBestCompared: number;
  venueBestDiffering: number;
  /** Best quotes from tables that lie on both ends of the grid, a sign of a wrong reduction. */
  quotesAtGridEnds: number;
}

interface TokenState {
  ladder: Ladder;
  hasBook: boolean;
  /** Time at which the running crossed or locked stretch began. */
  crossedSinceMs: number | undefined;
}

/** Follows one market's messages and counts. */
export class QualityTracker {
  readonly figures: MarketQuality = emptyQuality();
  private readonly tokens = new Map<string, TokenState>();
  private readonly recent = new RecentMessages();

  observe(message: CaptureMessage): void {
    this.countMessage(message);
    if (message.type === "book" || message.type === "quote") this.replaceBook(message);
    else if (message.type === "price_change") this.changeLevels(message);
  }

  private countMessage(message: CaptureMessage): void {
    const figures = this.figures;
    const { type, exchangeTimeMs } = message;
    const isFirst = figures.lastTimeMs === 0;
    figures.messages[type] = (figures.messages[type] ?? 0) + 1;
    figures.rows[type] = (figures.rows[type] ?? 0) + message.rows.length;
    if (isFirst) figures.firstTimeMs = exchangeTimeMs;
    else {
      const silenceMs = exchangeTimeMs - figures.lastTimeMs;
      if (silenceMs < 0) figures.stepsBack += 1;
      if (silenceMs > figures.longestSilenceMs) figures.longestSilenceMs = silenceMs;
    }
    if (exchangeTimeMs > figures.lastTimeMs) figures.lastTimeMs = exchangeTimeMs;
    if (this.recent.isRepeat(message)) figures.duplicateMessages += 1;
    if (type === "book" && message.isDamaged) figures.damagedBooks += 1;
  }

  private replaceBook(message: CaptureMessage): void {
    const state = this.stateOf(message.tokenId);
    const next = new Ladder();
    for (const row of message.rows) if (row.size > 0) next.set(row.side, row.price, row.size);
    if (state.hasBook && message.type === "book") this.compareBooks(state.ladder, next);
    if (message.type === "quote" && isAtGridEnds(next)) this.figures.quotesAtGridEnds += 1;
    state.ladder = next;
    state.hasBook = true;
    this.countState(state, message.exchangeTimeMs);
  }

  private compareBooks(before: Ladder, after: Ladder): void {
    const figures = this.figures;
    const { differences, levelCount } = compareLadders(before, after);
    figures.booksCompared += 1;
    figures.levelsCompared += levelCount;
    figures.levelsDiffering += differences.length;
    if (differences.length > 0) figures.booksDiffering += 1;
    if (isOneSidedDecrease(differences)) figures.booksDifferingByOneSidedDecrease += 1;
    const isSameBest =
      before.bestBidPrice === after.bestBidPrice && before.bestAskPrice === after.bestAskPrice;
    if (!isSameBest) figures.booksWithDifferentBest += 1;
  }

  private changeLevels(message: CaptureMessage): void {
    const touched = new Set<TokenState>();
    for (const row of message.rows) {
      const state = this.stateOf(row.tokenId);
      touched.add(state);
      if (!state.ladder.set(row.side, row.price, row.size)) this.figures.unknownRemovals += 1;
    }
    for (const state of touched) this.countState(state, message.exchangeTimeMs);
    this.compareVenueBest(message);
  }

  private compareVenueBest(message: CaptureMessage): void {
    for (const best of message.bestPrices) {
      const state = this.tokens.get(best.tokenId);
      if (state === undefined || !state.hasBook) continue;
      const { bestBidPrice, bestAskPrice } = state.ladder;
      this.figures.venueBestCompared += 1;
      if (best.price !== (best.side === 0 ? bestBidPrice : bestAskPrice)) {
        this.figures.venueBestDiffering += 1;
      }
    }
  }

  private countState(state: TokenState, timeMs: number): void {
    const figures = this.figures;
    if (state.ladder.isTwoSided) figures.twoSidedStates += 1;
    else figures.oneSidedStates += 1;
    if (state.crossedSinceMs !== undefined) {
      const stretchMs = timeMs - state.crossedSinceMs;
      if (stretchMs > figures.longestCrossedMs) figures.longestCrossedMs = stretchMs;
    }
    if (state.ladder.isCrossedOrLocked) {
      figures.crossedOrLockedStates += 1;
      state.crossedSinceMs ??= timeMs;
    } else state.crossedSinceMs = undefined;
  }

  private stateOf(tokenId: string): TokenState {
    let state = this.tokens.get(tokenId);
    if (state === undefined) {
      state = { ladder: new Ladder(), hasBook: false, crossedSinceMs: undefined };
      this.tokens.set(tokenId, state);
    }
    return state;
  }
}

/** Bid 0.01 or lower with ask 0.99 or higher. */
function isAtGridEnds(ladder: Ladder): boolean {
  return ladder.isTwoSided && ladder.bestBidPrice <= 100 && ladder.bestAskPrice >= 9900;
}

function emptyQuality(): MarketQuality {
  return {
    messages: {},
    rows: {},
    firstTimeMs: 0,
    lastTimeMs: 0,
    longestSilenceMs: 0,
    stepsBack: 0,
    duplicateMessages: 0,
    twoSidedStates: 0,
    crossedOrLockedStates: 0,
    longestCrossedMs: 0,
    oneSidedStates: 0,
    unknownRemovals: 0,
    booksCompared: 0,
    booksDiffering: 0,
    booksDifferingByOneSidedDecrease: 0,
    booksWithDifferentBest: 0,
    levelsCompared: 0,
    levelsDiffering: 0,
    damagedBooks: 0,
    venueBestCompared: 0,
    venueBestDiffering: 0,
    quotesAtGridEnds: 0,
  };
}
