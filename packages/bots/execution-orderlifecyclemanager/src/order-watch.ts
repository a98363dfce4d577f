import {
  abandon,
  hold,
  proceed,
  type ApprovedOrderRecord,
  type BotMarket,
  type Decision,
  type DecisionContext,
  type EpochMs,
  type FillEvent,
  type Grants,
  type MarketHandlers,
  type OpenOrder,
  type OrderUpdate,
  type PlanDecision,
  type PlanDraft,
} from "@polytraders/core";
import type { Parameters, ReasonCode, Types } from "./contract.gen.ts";
import { CODE_OF_STATUS, reportOn, signalOf, type LifecycleReport } from "./lifecycle-report.ts";
import { OrderCareRound } from "./order-care-round.ts";
import { OrderRecords } from "./order-records.ts";
import type { OrderRecord } from "./order-record.ts";
import { isOpenStatus, judgeTransition, type OrderStatus } from "./order-transitions.ts";
import { parseWatchState, type WatchState } from "./watch-state.ts";

/** Time to look at the open orders. */
const LOOK = "look";
/** Time to say what a look has found: one thing for each event. */
const REPORT = "report";

type WatchPorts = Pick<Grants<Types>, "timers" | "openOrders" | "orderCare" | "log">;

/** OrderLifecycleManager in one market: every order's state machine, and what it calls for. */
export function createOrderWatch(
  market: BotMarket<Types>,
  ports: WatchPorts,
): MarketHandlers<Types> {
  return new OrderWatch(market, ports);
}

class OrderWatch implements MarketHandlers<Types> {
  readonly #market: BotMarket<Types>;
  readonly #ports: WatchPorts;
  readonly #parameters: Parameters;
  readonly #records = new OrderRecords();
  readonly #round: OrderCareRound;
  #unsaid: LifecycleReport[] = [];
  #nextLookMs = Number.POSITIVE_INFINITY;

  constructor(market: BotMarket<Types>, ports: WatchPorts) {
    this.#market = market;
    this.#ports = ports;
    this.#parameters = market.parameters;
    this.#round = new OrderCareRound(ports, market.parameters);
  }

  plan(
    order: ApprovedOrderRecord,
    { slices }: PlanDraft,
    { nowMs }: DecisionContext,
  ): PlanDecision<Types> {
    const record = this.#records.obtain(order, nowMs);
    record.isSliced = slices.length > 1;
    this.#lookBy(nowMs + 1_000 * this.#parameters.checkIntervalSeconds, nowMs);
    if (order.expiresAtMs !== null && order.expiresAtMs <= nowMs) {
      this.#records.close(record, nowMs);
      return abandon("EXEC_ORDER_PAST_EXPIRY");
    }
    const twin = this.#unknownTwinOf(order);
    if (twin === undefined) return proceed("EXEC_ORDER_WATCHED");
    this.#adopt(twin, nowMs);
    const waitedMs = nowMs - order.approvedAtMs;
    if (waitedMs >= 1_000 * this.#parameters.unknownHoldSecondsMax) {
      this.#records.close(record, nowMs);
      return abandon("EXEC_ABANDONED_FOR_UNKNOWN");
    }
    return hold("EXEC_HELD_FOR_UNKNOWN", nowMs + 1_000 * this.#parameters.pauseFirstSeconds);
  }

  onOrderUpdate(update: OrderUpdate, { nowMs }: DecisionContext): Decision<Types> | null {
    const { orderId, originId, tokenId, side, originalSize: size } = update;
    const isNew = this.#records.find(orderId) === undefined;
    const order = { orderId, originId, tokenId, side, size, expiresAtMs: null };
    const record = this.#records.obtain(order, nowMs);
    const said = this.#take(record, update, nowMs);
    if (isNew && originId === "") return this.#meetOrphan(record, nowMs);
    return said === null ? null : signalOf(said, this.#records.openCount);
  }

  onFill(fill: FillEvent, { nowMs }: DecisionContext): Decision<Types> | null {
    const record = this.#records.find(fill.orderId);
    if (record === undefined) return null;
    const { status: from } = record;
    if (fill.settlement === "FAILED" && !record.failedFillIds.includes(fill.fillId)) {
      record.failedFillIds.push(fill.fillId);
      record.failedSize += fill.size;
      const said = reportOn(record, "EXEC_FILL_TAKEN_BACK", { from, nowMs });
      return signalOf(said, this.#records.openCount);
    }
    return null;
  }

  onTimer(name: string, { nowMs }: DecisionContext): Decision<Types> | null {
    if (name === LOOK) this.#look(nowMs);
    const said = this.#unsaid.shift();
    if (this.#unsaid.length > 0) this.#ports.timers.set(this.#market.index, REPORT, nowMs + 1);
    return said === undefined ? null : signalOf(said, this.#records.openCount);
  }

  snapshot(): WatchState {
    const nextLookMs = Number.isFinite(this.#nextLookMs) ? this.#nextLookMs : null;
    return { records: this.#records.all(), unsaid: this.#unsaid, nextLookMs };
  }

  restore(state: unknown): void {
    const { records, unsaid, nextLookMs } = parseWatchState(state);
    this.#records.replaceAll(records);
    this.#unsaid = [...unsaid];
    if (nextLookMs !== null) {
      this.#nextLookMs = nextLookMs;
      this.#ports.timers.set(this.#market.index, LOOK, nextLookMs);
    }
    if (unsaid.length > 0) this.#ports.timers.set(this.#market.index, REPORT, 0);
  }

  /** Applies a change; answers what there is to say about it. */
  #take(record: OrderRecord, update: OrderUpdate, nowMs: EpochMs): LifecycleReport | null {
    const { status, filledSize, remainingSize } = update;
    const { status: from } = record;
    const transition = judgeTransition(record, update, record);
    if (transition === "unchanged") return null;
    const isLate = transition === "late_fill";
    record.status = isLate ? from : status;
    record.filledSize = filledSize;
    record.remainingSize = remainingSize;
    record.changedAtMs = nowMs;
    this.#follow(record, nowMs);
    if (transition === "impossible") {
      const { orderId } = update;
      this.#ports.log.warn("an order went where it cannot go", { orderId, from, to: status });
      return reportOn(record, "EXEC_TRANSITION_IMPOSSIBLE", { from, nowMs });
    }
    if (isLate) return reportOn(record, "EXEC_FILL_AFTER_CANCEL", { from, nowMs });
    // The fill itself has said so.
    if (transition === "taken_back") return null;
    return reportOn(record, codeOfChange(from, update), { from, nowMs });
  }

  /** What a change calls for: an open order is looked after, one that is gone is not. */
  #follow(record: OrderRecord, nowMs: EpochMs): void {
    const order = this.#ports.openOrders.find(record.orderId);
    if (order === undefined && !isOpenStatus(record.status)) {
      return this.#records.close(record, nowMs);
    }
    this.#records.reopen(record);
    if (order !== undefined) this.#lookAt(record, order, nowMs);
    this.#lookBy(this.#round.nextLookMs(record, nowMs), nowMs);
  }

  #look(nowMs: EpochMs): void {
    this.#nextLookMs = Number.POSITIVE_INFINITY;
    const open = this.#ports.openOrders.inMarket(this.#market.marketId);
    for (const order of open) this.#adopt(order, nowMs);
    const byId = new Map(open.map((order) => [order.orderId, order]));
    for (const record of this.#records.open()) {
      const order = byId.get(record.orderId);
      if (order === undefined) this.#records.close(record, nowMs);
      else this.#lookAt(record, order, nowMs);
    }
    for (const record of this.#records.open()) {
      this.#lookBy(this.#round.nextLookMs(record, nowMs), nowMs);
    }
  }

  #lookAt(record: OrderRecord, order: OpenOrder, nowMs: EpochMs): void {
    const from: OrderStatus = record.status;
    const code = this.#round.look(record, order, nowMs);
    if (code === null) return;
    this.#unsaid.push(reportOn(record, code, { from, nowMs }));
    this.#ports.timers.set(this.#market.index, REPORT, nowMs + 1);
  }

  /** Begins to watch an order that was open before this bot was. */
  #adopt(order: OpenOrder, nowMs: EpochMs): void {
    const { orderId, botId: originId, tokenId, side, originalSize, remainingSize } = order;
    if (this.#records.find(orderId) !== undefined) return;
    const adopted = { orderId, originId, tokenId, side, size: remainingSize, expiresAtMs: null };
    const record = this.#records.obtain(adopted, order.sentAtMs);
    record.status = order.state;
    record.filledSize = originalSize - remainingSize;
    this.#lookBy(this.#round.nextLookMs(record, nowMs), nowMs);
  }

  /** An order at the venue that nobody here has sent. */
  #meetOrphan(record: OrderRecord, nowMs: EpochMs): Decision<Types> | null {
    const { orderId, status: from } = record;
    this.#ports.log.warn("an order that is not ours", { orderId });
    if (this.#parameters.areOrphansCancelled && record.closedAtMs === null) {
      this.#round.cancel(record, "EXEC_ORPHAN_FOUND", nowMs);
    }
    const said = reportOn(record, "EXEC_ORPHAN_FOUND", { from, nowMs });
    return signalOf(said, this.#records.openCount);
  }

  /** An order of the same kind whose outcome is not known: a second one could double it. */
  #unknownTwinOf(order: ApprovedOrderRecord): OpenOrder | undefined {
    return this.#ports.openOrders
      .inMarket(order.marketId)
      .find(
        (other) =>
          other.orderId !== order.orderId &&
          other.state === "unknown" &&
          other.botId === order.originId &&
          other.tokenId === order.tokenId &&
          other.side === order.side,
      );
  }

  #lookBy(atMs: EpochMs, nowMs: EpochMs): void {
    const dueMs = Math.max(atMs, nowMs + 1);
    if (dueMs >= this.#nextLookMs) return;
    this.#nextLookMs = dueMs;
    this.#ports.timers.set(this.#market.index, LOOK, dueMs);
  }
}

/** The venue says why it refuses; who gives an order up before it is sent says so elsewhere. */
function codeOfChange(from: OrderStatus, update: OrderUpdate): ReasonCode {
  const { status, venueOrderId, venueReason } = update;
  if (from === "unknown" && status !== "unknown") return "EXEC_ORDER_RECONCILED";
  const isOver = !isOpenStatus(status) && status !== "filled";
  const isUnsent = from === "planned" && venueOrderId === null && venueReason === null;
  return isOver && isUnsent ? "EXEC_ORDER_NOT_SENT" : CODE_OF_STATUS[status];
}
