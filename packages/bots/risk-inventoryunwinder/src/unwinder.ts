import {
  complementPrice,
  type BookLevel,
  type BotMarket,
  type Decision,
  type DecisionContext,
  type Grants,
  type HeldPosition,
  type MarketHandlers,
  type OpenOrder,
  type OrderBookView,
  type RiskDecision,
} from "@polytraders/core";
import {
  contract,
  type InventoryExitPayload,
  type ReasonCode,
  type Types,
} from "./contract.gen.ts";
import { codeOfBlock, exitDone, exitReport, type ExitFacts } from "./exit-report.ts";
import { exitSlice } from "./exit-slice.ts";
import { readMemories } from "./read-memories.ts";
import { TokenExit, type ExitNeed } from "./token-exit.ts";

const LOOK = "look";
type TokenNumber = 0 | 1;

/** Levels below the best one in which nothing but our own orders may stand. */
const TOP_LEVELS = 4;

/** Ports that the unwinder needs. */
export type UnwinderPorts = Pick<
  Grants<Types>,
  "intents" | "ledger" | "openOrders" | "ownOrders" | "timers"
>;

/** InventoryUnwinder in one market: sells what has lost too much, a slice at a time. */
export class Unwinder implements MarketHandlers<Types> {
  readonly #market: BotMarket<Types>;
  readonly #ports: UnwinderPorts;
  readonly #exits = [new TokenExit(), new TokenExit()] as const;
  #nextLookMs = 0;
  /** When the next look comes by itself; `null` when it only comes with the book. */
  #lookAtMs: number | null = null;
  #isOpen = true;
  /** What risk has answered to the newest slice, where that was no yes. */
  #refusal: string | null = null;
  /** Whose slice was decided last, and whether it is the stop-loss's. */
  #proposing: { readonly exit: TokenExit; readonly isStopLoss: boolean } | null = null;
  /** Since when orders of others have stood in the way. */
  #blockedSinceMs: number | null = null;
  #hasLooked = false;
  /** The token that is looked at first: they take turns, since one look brings one decision. */
  #turn: TokenNumber = 0;

  constructor(market: BotMarket<Types>, ports: UnwinderPorts) {
    this.#market = market;
    this.#ports = ports;
  }

  decide({ nowMs }: DecisionContext): Decision<Types> | null {
    if (nowMs >= this.#nextLookMs) return this.#look(nowMs);
    // The book may fall silent before the next look is due.
    if (this.#lookAtMs === null && this.#isHolding()) this.#setLook(this.#nextLookMs);
    return null;
  }

  onTimer(_name: string, { nowMs }: DecisionContext): Decision<Types> | null {
    return this.#look(nowMs);
  }

  onMarketStatus({ status }: { readonly status: string }): void {
    this.#isOpen = status === "open";
  }

  onIntentDecision({ outcome, reasonCode }: RiskDecision): void {
    if (outcome === "approved") {
      const { exit, isStopLoss = false } = this.#proposing ?? {};
      exit?.remember({ reported: null, isExiting: isStopLoss });
      return;
    }
    this.#refusal = outcome === "refused" ? reasonCode : null;
    // The same answer would come at every change of the book; time may change it.
    this.#lookAgain(this.#nextLookMs + this.#market.parameters.retryMs);
  }

  snapshot(): unknown {
    return this.#exits.map(({ memory }) => memory);
  }

  restore(state: unknown): void {
    for (const [index, memory] of readMemories(state).entries()) {
      this.#exits[index]?.remember(memory);
    }
    this.#hasLooked = true;
  }

  /** One look at both tokens; at most one decision comes of it, the other token has the next. */
  #look(nowMs: number): Decision<Types> | null {
    const { parameters, book } = this.#market;
    this.#lookAtMs = null;
    this.#nextLookMs = nowMs + parameters.checkIntervalMs;
    if (!this.#isOpen || !book.isProven || book.state === "crossed") return null;
    const isFirst = !this.#hasLooked;
    const [one, other] = this.#turn === 0 ? ([0, 1] as const) : ([1, 0] as const);
    this.#turn = other;
    for (const token of [one, other]) {
      const decision = this.#lookAt(token, nowMs, isFirst);
      if (decision !== null) {
        this.#lookAgain(nowMs + parameters.sliceIntervalMs);
        return decision;
      }
    }
    this.#hasLooked = true;
    return null;
  }

  #lookAt(token: TokenNumber, nowMs: number, isFirst: boolean): Decision<Types> | null {
    const exit = this.#exits[token];
    const tokenId = this.#market.tokenIds[token];
    const position = tokenId === "" ? undefined : this.#ports.ledger.position(tokenId);
    if (position === undefined || position.size <= 0) return this.#close(exit, tokenId);
    const view = token === 0 ? this.#market.book : this.#market.complementBook;
    if (isFirst && exit.memory.reported === null) return this.#seed(exit, position, view);
    const need = exit.need(
      position,
      {
        bestBid: this.#bids(view, TOP_LEVELS)[0]?.price ?? 0,
        bestAsk: view.bestAskPrice,
        nowMs,
        marketCostMicroUsd: this.#ports.ledger.marketExposureMicroUsd(this.#market.marketId),
      },
      this.#market.parameters,
    );
    if (need === null) return this.#awaitBreach(exit, nowMs);
    this.#lookAgain(nowMs + this.#market.parameters.sliceIntervalMs);
    return this.#unwind(exit, position, view, need, nowMs);
  }

  /** A position that was there before the bot was is watched from now on, and said so once. */
  #seed(exit: TokenExit, position: HeldPosition, view: OrderBookView): Decision<Types> | null {
    const basis = exit.basisOf(position, view.bestAskPrice, this.#market.parameters);
    if (basis === null) return null;
    const bestBid = view.bestBidPrice;
    const lossShare = (basis.price - bestBid) / basis.price;
    const need: ExitNeed = { reasonCode: "RISK_EXIT_STOP_LOSS", wanted: 0, lossShare, basis };
    return this.#report(exit, "watching", "RISK_EXIT_SEEDED", { position, need, bestBid });
  }

  #close(exit: TokenExit, tokenId: string): Decision<Types> | null {
    const wasExiting = exit.memory.isExiting;
    exit.forget();
    if (!wasExiting) return null;
    return exitDone(tokenId, this.#market.parameters);
  }

  /** A loss that has not lasted yet is looked at again once it would have. */
  #awaitBreach(exit: TokenExit, nowMs: number): null {
    const dueMs = exit.dueMs(this.#market.parameters);
    if (dueMs !== null) this.#setLook(Math.max(dueMs, nowMs + 1));
    // What stood in the way is over; should it come again, it is said again.
    else if (exit.memory.reported !== "RISK_EXIT_TOO_SMALL") exit.remember({ reported: null });
    return null;
  }

  #unwind(
    exit: TokenExit,
    position: HeldPosition,
    view: OrderBookView,
    need: ExitNeed,
    nowMs: number,
  ): Decision<Types> | null {
    const { tokenId } = position;
    const orders = this.#ports.openOrders.inMarket(this.#market.marketId);
    // One slice at a time: the next one is cut from what the last one has left.
    if (orders.some((order) => isOwn(order))) return null;
    const bids = this.#bids(view);
    const bestBid = bids[0]?.price ?? 0;
    const slice = exitSlice(
      {
        bids,
        tickSize: view.tickSize,
        sellable: this.#ports.ledger.sellableSize(tokenId),
        wanted: need.wanted,
        minimumOrderSize: this.#market.minimumOrderSize,
      },
      this.#market.parameters,
    );
    const facts = { position, need, bestBid };
    if (slice.kind === "too_small") exit.remember({ isExiting: false });
    if (slice.kind === "too_small" || slice.kind === "below_floor") {
      return this.#report(exit, "blocked", codeOfBlock(slice), facts);
    }
    if (!this.#makeWay(orders, nowMs)) return null;
    if (slice.kind !== "slice") return this.#report(exit, "blocked", codeOfBlock(slice), facts);
    if (this.#refusal !== null) {
      const blocked = this.#report(exit, "blocked", "RISK_EXIT_BLOCKED", facts);
      this.#refusal = null;
      if (blocked !== null) return blocked;
    }
    this.#proposing = { exit, isStopLoss: need.reasonCode === "RISK_EXIT_STOP_LOSS" };
    return {
      intent: {
        tokenId,
        side: "SELL",
        price: slice.price,
        size: slice.size,
        timeInForce: "FAK",
        isReduceOnly: true,
      },
      reasonCode: need.reasonCode,
    };
  }

  /**
   * Takes back what holds the shares or would meet the sale, and waits until it is gone; not for
   * longer than it takes to try again, since an order whose fate is unknown may never be.
   */
  #makeWay(orders: readonly OpenOrder[], nowMs: number): boolean {
    for (const { orderId, isCancelling } of orders) {
      if (!isCancelling) this.#ports.intents.cancel(orderId);
    }
    this.#blockedSinceMs = orders.length === 0 ? null : (this.#blockedSinceMs ?? nowMs);
    const { retryMs } = this.#market.parameters;
    return this.#blockedSinceMs === null || nowMs - this.#blockedSinceMs >= retryMs;
  }

  /** Says once what has become of an exit, until something else has. */
  #report(
    exit: TokenExit,
    status: InventoryExitPayload["status"],
    code: ReasonCode,
    facts: Pick<ExitFacts, "position" | "need" | "bestBid">,
  ): Decision<Types> | null {
    if (exit.memory.reported === code) return null;
    exit.remember({ reported: code });
    const sellable = this.#ports.ledger.sellableSize(facts.position.tokenId);
    const known = { ...facts, sellable, refusal: this.#refusal };
    return exitReport(status, code, known, this.#market.parameters);
  }

  /** Bids of others, best first: our own ones pay us nothing. */
  #bids(view: OrderBookView, limit?: number): readonly BookLevel[] {
    const { index, tokenIds } = this.#market;
    const isFirst = view.tokenId === tokenIds[0];
    return view
      .levels("bid", limit)
      .map(({ price, size }) => {
        const ownPrice = isFirst ? price : complementPrice(price);
        const side = isFirst ? "bid" : "ask";
        return { price, size: size - this.#ports.ownOrders.restingSize(index, side, ownPrice) };
      })
      .filter(({ size }) => size > 0);
  }

  #isHolding(): boolean {
    const { tokenIds } = this.#market;
    return tokenIds.some((tokenId) => this.#ports.ledger.position(tokenId) !== undefined);
  }

  /** Nothing is looked at before, and at that time it is. */
  #lookAgain(atMs: number): void {
    this.#nextLookMs = atMs;
    this.#lookAtMs = null;
    this.#setLook(atMs);
  }

  /** The earlier of two looks counts: the tokens share one timer. */
  #setLook(atMs: number): void {
    if (this.#lookAtMs !== null && this.#lookAtMs <= atMs) return;
    this.#lookAtMs = atMs;
    this.#ports.timers.set(this.#market.index, LOOK, atMs);
  }
}

function isOwn({ botId }: OpenOrder): boolean {
  return botId === contract.manifest.botId;
}
