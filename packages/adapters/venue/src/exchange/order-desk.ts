import type { EpochMs } from "@polytraders/core";
import type { BoardMarket } from "./board-market.ts";
import type { CancelAnswer, OrderRequest, PlacementAnswer, Refusal } from "./order-request.ts";
import type { KnownAccounts } from "./known-accounts.ts";
import type { OrderClosing } from "./order-closing.ts";
import type { OrderExecution } from "./order-execution.ts";
import { expiryOf } from "./order-expiry.ts";
import { OrderRecord, type OrderTerms } from "./order-record.ts";
import type { OrderRules } from "./order-rules.ts";
import type { OrderStore } from "./order-store.ts";
import { CANCEL_REASONS, notEnoughBalance, REFUSALS } from "./refusals.ts";
import type { Reservations } from "./reservations.ts";
import type { Schedule } from "./schedule.ts";
import type { ExchangeEvent } from "./exchange-event.ts";
import type { VenueModes } from "./venue-modes.ts";

export type Respond = (answer: PlacementAnswer) => void;

export interface OrderDeskParts {
  readonly schedule: Schedule;
  readonly accounts: KnownAccounts;
  readonly rules: OrderRules;
  readonly modes: VenueModes;
  readonly store: OrderStore;
  readonly reservations: Reservations;
  readonly closing: OrderClosing;
  readonly execution: OrderExecution;
  readonly emit: (event: ExchangeEvent) => void;
}

/** Takes orders and cancels in, holds takers back where the market wants it. */
export class OrderDesk {
  readonly #parts: OrderDeskParts;

  constructor(parts: OrderDeskParts) {
    this.#parts = parts;
  }

  place(request: OrderRequest, respond: Respond): void {
    const { rules, reservations, execution, schedule } = this.#parts;
    const terms = rules.check(request, schedule.nowMs);
    if ("code" in terms) {
      respond({ isAccepted: false, refusal: terms });
      return;
    }
    const order = this.#record(terms);
    if ("code" in order) {
      respond({ isAccepted: false, refusal: order });
      return;
    }
    const refusal = reservations.refusalOf(order);
    if (refusal !== null) {
      respond({ isAccepted: false, refusal });
      return;
    }
    const { market } = order;
    const takes = !request.isPostOnly && market.isMarketable(order.bookSide, order.bookPrice);
    const delayMs = takes ? takerDelayMs(market) : 0;
    if (delayMs > 0) this.#hold(order, delayMs, respond);
    else respond(execution.execute(order, false));
  }

  /** Cancels resting orders of the session; says why not for the others. */
  cancel(session: string, orderIds: readonly string[]): CancelAnswer {
    const refusal = this.#parts.modes.cancelRefusal();
    const notCancelled: Record<string, string> = {};
    const chosen = new Map<string, OrderRecord>();
    for (const orderId of orderIds) {
      const order = this.#parts.store.byId(orderId);
      if (order === undefined || order.request.session !== session) {
        notCancelled[orderId] = CANCEL_REASONS.notFound;
      } else if (order.state === "live") {
        if (refusal === null) chosen.set(orderId, order);
        else notCancelled[orderId] = refusal.text;
      } else {
        notCancelled[orderId] =
          order.state === "matched" ? CANCEL_REASONS.matched : CANCEL_REASONS.notFound;
      }
    }
    this.#parts.execution.cancelAll([...chosen.values()], null);
    return { cancelled: [...chosen.keys()], notCancelled };
  }

  /** Cancels what rests of the session, of one market or token where one is given. */
  cancelWhere(
    session: string,
    scope: { readonly conditionId?: string; readonly tokenId?: string },
  ): CancelAnswer {
    const orders = this.#parts.store.find({ ...scope, session }, null);
    return this.cancel(
      session,
      orders.filter((order) => order.state === "live").map((order) => order.request.orderId),
    );
  }

  #record(terms: OrderTerms): OrderRecord | Refusal {
    const { accounts, store, schedule } = this.#parts;
    const accountIndex = accounts.find(terms.request.account);
    if (accountIndex === undefined) return notEnoughBalance(0, terms.request.makerAmount);
    return new OrderRecord(terms, store.nextIndex, accountIndex, schedule.nowMs);
  }

  #hold(order: OrderRecord, delayMs: number, respond: Respond): void {
    const { schedule, store, reservations, emit } = this.#parts;
    order.state = "delayed";
    store.add(order);
    reservations.holdAll(order);
    emit({ kind: "order_delayed", timeMs: schedule.nowMs, order: order.snapshot() });
    const isAnsweredAtOnce = order.market.terms.secondsDelay > 0;
    if (isAnsweredAtOnce) respond(delayedAnswer(order));
    schedule.at(schedule.nowMs + delayMs, (nowMs) => {
      const answer = this.#release(order, nowMs);
      if (!isAnsweredAtOnce) respond(answer);
    });
  }

  /** Looks at a held order again, as if it were new, and executes it. */
  #release(order: OrderRecord, nowMs: EpochMs): PlacementAnswer {
    const { rules, reservations, closing, execution } = this.#parts;
    if (!order.isOpen) return refused(REFUSALS.marketNotReady);
    reservations.release(order);
    const { phase, tickSize } = order.market.state;
    const expiryMs = expiryOf(order);
    let refusal = rules.generalRefusal(order.request, phase === "open");
    if (expiryMs !== null && expiryMs <= nowMs) refusal ??= REFUSALS.expiration;
    refusal ??= rules.tickRefusal(order, tickSize) ?? reservations.refusalOf(order);
    const answer = refusal === null ? execution.execute(order, true) : refused(refusal);
    if (!answer.isAccepted) closing.kill(order, answer.refusal.text);
    return answer;
  }
}

function takerDelayMs({ terms }: BoardMarket): number {
  return terms.secondsDelay > 0 ? terms.secondsDelay * 1000 : terms.takerDelayMs;
}

function refused(refusal: Refusal): PlacementAnswer {
  return { isAccepted: false, refusal };
}

function delayedAnswer(order: OrderRecord): PlacementAnswer {
  return {
    isAccepted: true,
    orderId: order.request.orderId,
    status: "delayed",
    makingAmount: 0,
    takingAmount: 0,
    tradeIds: [],
  };
}
