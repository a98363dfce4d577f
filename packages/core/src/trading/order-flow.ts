import type { PlanSlice } from "../bot/plan-draft.ts";
import type { ApprovedCancelRecord } from "../contracts/approved-cancel.ts";
import type { ApprovedOrderRecord } from "../contracts/approved-order.ts";
import type { CancelRequest } from "../contracts/order-placement.ts";
import type { ErrorCode } from "../errors/error-table.ts";
import { thrownText } from "../errors/thrown-text.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { DeskParts } from "./desk-parts.ts";
import type { GivenUp } from "./execution-reasons.ts";
import type { OrderCarer } from "./order-carer.ts";
import type { OrderTeller } from "./order-teller.ts";
import type { Outbox } from "./outbox.ts";
import { missingCover } from "./order-cover.ts";
import { recordOf } from "./plan-record.ts";
import { askPlanners, feeMicroUsdMaxOf, type PlanResult } from "./plan-round.ts";
import type { Placement, WaitingSlice, WorkingOrder } from "./working-order.ts";

type Proceed = Extract<PlanResult, { outcome: "proceed" }>;

/** The way out: from an approval over its reservation and its plan into the outbox, and back again. */
export class OrderFlow {
  readonly #parts: DeskParts;
  readonly #outbox: Outbox;
  readonly #teller: OrderTeller;
  readonly #carer: OrderCarer;
  /** Orders of this event that no execution bot has seen yet. */
  #toPlan: WorkingOrder[] = [];

  constructor(parts: DeskParts, outbox: Outbox, teller: OrderTeller, carer: OrderCarer) {
    this.#parts = parts;
    this.#outbox = outbox;
    this.#teller = teller;
    this.#carer = carer;
  }

  /** Reserves an approved order and takes it in as open; nothing is sent yet. */
  submit(approved: ApprovedOrderRecord, market: MarketState): void {
    const { ledger, register, recorder, marks } = this.#parts;
    const { orderId, tokenId, side, price, size } = approved;
    const feeMicroUsdMax = feeMicroUsdMaxOf(approved, market);
    const reservation = { orderId, tokenId, side, price, size, feeMicroUsdMax };
    const answer =
      register.order(orderId) === undefined
        ? (missingCover(approved, feeMicroUsdMax, ledger.view) ??
          ledger.reserveOrder(reservation, recorder.cause))
        : ({ status: "unchanged" } as const);
    if (answer.status === "unchanged") {
      recorder.state("EXEC_ORDER_DUPLICATE", market, { orderId });
      return recorder.alarm("EXEC_ORDER_DUPLICATE", market, `order ${orderId}`);
    }
    const order = register.add(approved, market);
    if (answer.status === "refused") {
      const found = `${answer.code}: ${answer.found}`;
      return this.#abandon(order, { reasonCode: "EXEC_ORDER_NOT_RESERVED", found });
    }
    order.isReserved = true;
    marks.watch(market);
    this.#toPlan.push(order);
  }

  get hasOrdersToPlan(): boolean {
    return this.#toPlan.length > 0;
  }

  /** Asks the execution bots about the orders of this event, and puts out what is due at once. */
  planAll(): void {
    // What is taken back meanwhile may let other orders go: the list can grow.
    for (let index = 0; index < this.#toPlan.length; index += 1) {
      const order = this.#toPlan[index];
      if (order !== undefined && !order.isOver) this.#plan(order);
    }
    this.#toPlan = [];
  }

  #plan(order: WorkingOrder): void {
    const { kernel, recorder } = this.#parts;
    const result = this.#ask(order);
    for (const { index, outcome, reasonCode } of result.words) {
      kernel.hash.foldNumber(index);
      kernel.hash.foldText(outcome);
      kernel.hash.foldText(reasonCode);
    }
    if (result.outcome === "abandon") return this.#abandon(order, result.givenUp, result.words);
    if (result.outcome === "proceed") return this.#accept(order, result);
    const { orderId, expiresAtMs } = order.approved;
    const untilMs = Math.min(result.untilMs, expiresAtMs ?? Number.POSITIVE_INFINITY);
    recorder.state("EXEC_PLAN_HELD", order.market, { orderId, untilMs, answers: result.words });
    this.#later(order, untilMs, () => {
      if (this.#mayGo(order)) this.#toPlan.push(order);
    });
  }

  #ask(order: WorkingOrder): PlanResult {
    const { kernel } = this.#parts;
    const { planners } = this.#parts.company();
    const cause = { sequence: kernel.sequence, timeMs: kernel.nowMs };
    order.planCount += 1;
    try {
      return askPlanners(planners, order.approved, order.market, cause);
    } catch (error) {
      const found = `an answer that cannot be read: ${thrownText(error)}`;
      return {
        outcome: "abandon",
        givenUp: { reasonCode: "EXEC_PLANNER_FAILED", found },
        words: [],
      };
    }
  }

  #accept(order: WorkingOrder, { draft, cancels, words }: Proceed): void {
    const { register, recorder } = this.#parts;
    const { cancelThroughRisk } = this.#parts.company();
    const { slices } = draft;
    const { orderId } = order;
    order.isPlanned = true;
    order.plannedSize = slices.reduce((sum, { size }) => sum + size, 0);
    order.waiting = slices.map((slice, index) => ({
      placementId: slices.length === 1 ? orderId : `${orderId}/${index + 1}`,
      slice,
    }));
    recorder.plan(recordOf(order, draft, recorder.cause), order, words);
    for (const { orderId: otherId, botId, reasonCode } of cancels) {
      const other = register.order(otherId);
      if (other === undefined || other === order || !register.isOpen(other)) continue;
      order.waitFor(other);
      cancelThroughRisk(botId, otherId, reasonCode);
    }
    this.release(order);
  }

  /**
   * An order is gone: those that have waited for it may go. One whose predecessor was filled instead
   * would come on top of it: its strategy has to ask again, knowing what it holds.
   */
  onOver(order: WorkingOrder): void {
    if (order.holdsUp.length === 0) return;
    for (const other of order.holdsUp) {
      const filled = other.filledMeanwhile(order);
      if (filled === 0 || !other.hasMore) continue;
      const found = `${filled} of order ${order.orderId} filled while it was taken back`;
      this.#abandon(other, { reasonCode: "EXEC_REPLACED_ORDER_FILLED", found });
    }
    for (const other of order.letGo()) if (this.#mayGo(other)) this.release(other);
  }

  /** Puts out the slices whose time has come. */
  release(order: WorkingOrder): void {
    const { waiting } = order;
    if (order.waitsFor.length > 0 || waiting.length === 0) return;
    const { nowMs } = this.#parts.kernel;
    order.waiting = waiting.filter(({ slice }) => slice.notBeforeMs > nowMs);
    for (const each of waiting) {
      if (each.slice.notBeforeMs <= nowMs && order.givenUpAs === null) this.#place(order, each);
    }
    this.#parts.register.changed(order);
    if (order.waiting.length === 0) return;
    const nextMs = Math.min(...order.waiting.map(({ slice }) => slice.notBeforeMs));
    this.#later(order, nextMs, () => {
      if (this.#mayGo(order)) this.release(order);
    });
  }

  #later(order: WorkingOrder, atMs: number, run: () => void): void {
    const { agenda, kernel } = this.#parts;
    agenda.add({ isMoot: () => !order.hasMore, run }, atMs, kernel.nowMs);
  }

  /** What has waited passes the gate again: it may have been closed, or the order expired, meanwhile. */
  #mayGo(order: WorkingOrder): boolean {
    if (!order.hasMore) return false;
    const { kernel } = this.#parts;
    const { originId, marketId, expiresAtMs } = order.approved;
    if (expiresAtMs !== null && expiresAtMs <= kernel.nowMs) {
      order.giveUp("expired");
      this.#teller.tell(order);
      return false;
    }
    const { status } = order.market;
    const stop = !kernel.isTradingEnabled
      ? "trading is disabled"
      : status !== "open"
        ? `the market is ${status}`
        : (this.#parts.company().barrier.find(originId, marketId)?.found ?? null);
    if (stop === null) return true;
    this.#abandon(order, { reasonCode: "EXEC_TRADING_STOPPED", found: stop });
    return false;
  }

  #place(order: WorkingOrder, { placementId, slice }: WaitingSlice): void {
    const { register, kernel } = this.#parts;
    if (slice.expiresAtMs !== null && slice.expiresAtMs <= kernel.nowMs) {
      order.givenUpAs ??= "expired";
      return this.#teller.tell(order);
    }
    const core = this.#placementOf(order, placementId, slice);
    let venueOrderId: string;
    try {
      venueOrderId = this.#outbox.gateway.venueOrderIdOf(core);
    } catch (error) {
      const found = `no id for placement ${placementId}: ${thrownText(error)}`;
      return this.#abandon(order, { reasonCode: "EXEC_GATEWAY_FAULT", found });
    }
    if (register.placement(venueOrderId) !== undefined) {
      const found = `placement ${placementId} under the venue's id of another, ${venueOrderId}`;
      return this.#abandon(order, { reasonCode: "EXEC_ORDER_DUPLICATE", found });
    }
    this.#outbox.place(register.place({ ...core, venueOrderId }, order));
  }

  #placementOf(
    { approved }: WorkingOrder,
    placementId: string,
    { price, size, timeInForce, isPostOnly, expiresAtMs }: PlanSlice,
  ): Omit<Placement["record"], "venueOrderId"> {
    const { orderId, intentId, originId, marketId, tokenId, side } = approved;
    const { timeMs, correlationId, eventSequence } = this.#parts.recorder.cause;
    return {
      schemaVersion: 1,
      placementId,
      orderId,
      intentId,
      botId: originId,
      marketId,
      tokenId,
      side,
      price,
      size,
      timeInForce,
      isPostOnly,
      expiresAtMs,
      correlationId,
      eventSequence,
      placedAtMs: timeMs,
    };
  }

  /** Gives up what was not handed over of an order. */
  #abandon(order: WorkingOrder, givenUp: GivenUp, answers: readonly object[] = []): void {
    order.giveUp("rejected");
    const { reasonCode, found } = givenUp;
    if (isAlarm(reasonCode)) {
      const about = `order ${order.orderId}, ${found}`;
      this.#parts.recorder.alarm(reasonCode, order.market, about);
    }
    this.#teller.tell(order, { givenUp: answers.length === 0 ? givenUp : { ...givenUp, answers } });
  }

  /** Nothing of these was sent. */
  abandonUnwritten(placements: readonly Placement[], givenUp: GivenUp): void {
    for (const { order } of placements) {
      order.giveUp("rejected");
      this.#teller.tell(order, { givenUp });
    }
  }

  /** Takes back what an approved cancellation names. */
  cancel({ cancelId, orderId, scope }: ApprovedCancelRecord): void {
    const { register } = this.#parts;
    const named = orderId === null ? undefined : register.order(orderId);
    const targets = orderId === null ? [...register.openOrders()] : named ? [named] : [];
    const placements: Placement[] = [];
    for (const order of targets) {
      const { originId, marketId } = order.approved;
      const isMeant =
        register.isOpen(order) &&
        (scope.botId ?? originId) === originId &&
        (scope.marketId ?? marketId) === marketId;
      if (isMeant) this.#takeBack(order, placements);
    }
    this.sendCancel(cancelId, placements);
  }

  #takeBack(order: WorkingOrder, placements: Placement[]): void {
    order.isCancelling = true;
    if (order.hasMore) order.giveUp("cancelled");
    for (const placement of order.placements) {
      if (!placement.isOver && placement.pendingCancel === null) placements.push(placement);
    }
    this.#teller.tell(order);
  }

  /** Puts one cancellation out for all of these. */
  sendCancel(cancelId: string, placements: readonly Placement[]): void {
    if (placements.length === 0) return;
    const { timeMs, correlationId, eventSequence } = this.#parts.recorder.cause;
    const request: CancelRequest = {
      schemaVersion: 1,
      cancelId,
      venueOrderIds: placements.map(({ record }) => record.venueOrderId),
      correlationId,
      eventSequence,
      requestedAtMs: timeMs,
    };
    for (const placement of placements) {
      placement.pendingCancel = request;
      placement.cancelCount += 1;
      this.#carer.watch(placement);
    }
    this.#parts.recorder.cancel(request, placements);
    this.#outbox.cancel(request);
  }
}

/** Codes of ours with which an order is given up; a planner's own are its own affair. */
const GIVEN_UP_ALARMS: ReadonlySet<string> = new Set<ErrorCode>([
  "EXEC_ORDER_NOT_RESERVED",
  "EXEC_PLANNER_FAILED",
  "EXEC_PLAN_INVALID",
  "EXEC_TRADING_STOPPED",
  "EXEC_GATEWAY_FAULT",
  "EXEC_ORDER_DUPLICATE",
]);

function isAlarm(code: string): code is ErrorCode {
  return GIVEN_UP_ALARMS.has(code);
}
