import {
  abandon,
  hold,
  proceed,
  type AnyReceivedSignal,
  type ApprovedOrderRecord,
  type BotMarket,
  type DecisionContext,
  type EpochMs,
  type FillEvent,
  type Grants,
  type MarketHandlers,
  type OpenOrder,
  type OrderBookView,
  type OrderUpdate,
  type PlanDecision,
  type PlanDraft,
  type TradeTick,
} from "@polytraders/core";
import { attackOn, type Attack } from "./attack.ts";
import type { Parameters, Types } from "./contract.gen.ts";
import { DangerWatch } from "./danger-watch.ts";
import { parseGuardState, type GuardState } from "./guard-state.ts";
import { shapeSlices } from "./shape-slices.ts";
import { LEVEL } from "./toxicity-level.ts";

type GuardPorts = Pick<Grants<Types>, "openOrders" | "orderCare">;
type Plan = PlanDecision<Types>;

const GONE = new Set<OrderUpdate["status"]>(["filled", "cancelled", "expired", "rejected"]);

/** AntiToxicFill in one market. */
export function createFillGuard(
  market: BotMarket<Types>,
  ports: GuardPorts,
): MarketHandlers<Types> {
  return new FillGuard(market, ports);
}

class FillGuard implements MarketHandlers<Types> {
  readonly #market: BotMarket<Types>;
  readonly #ports: GuardPorts;
  readonly #parameters: Parameters;
  readonly #danger: DangerWatch;
  readonly #exemptIds = new Set<string>();
  readonly #heldIds = new Set<string>();
  readonly #pulledIds = new Set<string>();

  constructor(market: BotMarket<Types>, ports: GuardPorts) {
    this.#market = market;
    this.#ports = ports;
    this.#parameters = market.parameters;
    this.#danger = new DangerWatch(market);
  }

  plan(order: ApprovedOrderRecord, draft: PlanDraft, { nowMs }: DecisionContext): Plan {
    this.#forgetGone();
    // While it is being asked about it is held anyway: a look must not take it back.
    this.#heldIds.add(order.orderId);
    this.#look(nowMs);
    const plan = this.#answer(order, draft, nowMs);
    if (plan.plan.outcome !== "hold") this.#heldIds.delete(order.orderId);
    return plan;
  }

  onSignal({ value, payload, timeMs }: AnyReceivedSignal<Types>): void {
    this.#danger.noteFlow(value, payload, timeMs);
    this.#look(timeMs);
  }

  onTrade(trade: TradeTick): void {
    this.#danger.noteTrade(trade);
    this.#look(trade.timeMs);
  }

  onOrderBook(book: OrderBookView, { nowMs }: DecisionContext): void {
    this.#danger.noteBook(book, nowMs);
  }

  onFill(fill: FillEvent, { nowMs }: DecisionContext): null {
    this.#danger.noteFill(fill);
    this.#look(nowMs);
    return null;
  }

  onOrderUpdate({ orderId, status }: OrderUpdate, { nowMs }: DecisionContext): null {
    if (GONE.has(status)) {
      this.#exemptIds.delete(orderId);
      this.#heldIds.delete(orderId);
      this.#pulledIds.delete(orderId);
      return null;
    }
    this.#look(nowMs);
    const order = this.#ports.openOrders.find(orderId);
    if (order !== undefined && this.#danger.levelOf(this.#attackOn(order)) === LEVEL.hard) {
      this.#pull(order);
    }
    return null;
  }

  snapshot(): GuardState {
    return {
      danger: this.#danger.snapshot(),
      exemptIds: [...this.#exemptIds],
      heldIds: [...this.#heldIds],
      pulledIds: [...this.#pulledIds],
    };
  }

  restore(state: unknown): void {
    const { danger, exemptIds, heldIds, pulledIds } = parseGuardState(state);
    this.#danger.restore(danger);
    for (const orderId of exemptIds) this.#exemptIds.add(orderId);
    for (const orderId of heldIds) this.#heldIds.add(orderId);
    for (const orderId of pulledIds) this.#pulledIds.add(orderId);
  }

  #answer(order: ApprovedOrderRecord, draft: PlanDraft, nowMs: EpochMs): Plan {
    if (this.#isExempt(order, draft)) {
      this.#exemptIds.add(order.orderId);
      return proceed("EXEC_FLOW_EXEMPT");
    }
    const attack = this.#attackOn(order);
    const level = this.#danger.levelOf(attack);
    if (level === LEVEL.hard) return this.#waitForCalm(order, attack, nowMs);
    if (level === LEVEL.warning) {
      const sendAtMs = order.approvedAtMs + this.#parameters.delayMs;
      if (nowMs < sendAtMs) return hold("EXEC_TOXIC_FLOW_DELAYED", sendAtMs);
      const { warningSizeShare, widenTicks } = this.#parameters;
      return proceed("EXEC_TOXIC_FLOW_SHAPED", {
        slices: this.#shape(order, draft, warningSizeShare, widenTicks),
      });
    }
    if (this.#danger.isFlowKnown(nowMs)) return proceed("EXEC_FLOW_CALM");
    const { unknownSizeShare } = this.#parameters;
    return proceed("EXEC_FLOW_UNKNOWN", { slices: this.#shape(order, draft, unknownSizeShare, 0) });
  }

  /** Holds a quote until its side may be calm again, unless it would be stale by then. */
  #waitForCalm(order: ApprovedOrderRecord, attack: Attack, nowMs: EpochMs): Plan {
    const untilMs = this.#danger.endsAtMs(attack, nowMs);
    const { approvedAtMs, expiresAtMs } = order;
    const isTooLong = untilMs - approvedAtMs > 1_000 * this.#parameters.holdSecondsMax;
    const isTooLate = expiresAtMs !== null && expiresAtMs <= untilMs;
    if (isTooLong || isTooLate) return abandon("EXEC_TOXIC_FLOW_ABANDONED");
    return hold("EXEC_TOXIC_FLOW_HELD", untilMs);
  }

  #shape(
    { side }: ApprovedOrderRecord,
    { slices }: PlanDraft,
    sizeShare: number,
    widenTicks: number,
  ): PlanDraft["slices"] {
    const { minimumOrderSize, terms, book } = this.#market;
    return shapeSlices(slices, {
      side,
      sizeShare,
      widenTicks,
      tickSize: book.tickSize,
      venueSizeMin: minimumOrderSize,
      rewardSizeMin: terms?.rewards?.sizeMin ?? 0,
    });
  }

  /** Whoever takes liquidity, or leaves a position at once, is not the one who is picked off. */
  #isExempt(order: ApprovedOrderRecord, { slices }: PlanDraft): boolean {
    const isExit = order.isReduceOnly && !order.isPostOnly;
    if (order.origin === "operator" || isExit) return true;
    const { tokenIds, book, complementBook } = this.#market;
    const own = order.tokenId === tokenIds[1] ? complementBook : book;
    const { bestBidPrice, bestAskPrice } = own;
    return slices.some(({ timeInForce, isPostOnly, price }) => {
      if (timeInForce === "FOK" || timeInForce === "FAK") return true;
      if (isPostOnly) return false;
      return order.side === "BUY"
        ? bestAskPrice > 0 && price >= bestAskPrice
        : bestBidPrice > 0 && price <= bestBidPrice;
    });
  }

  #look(nowMs: EpochMs): void {
    const attacks = this.#danger.look(nowMs);
    if (attacks.length === 0) return;
    for (const order of this.#ports.openOrders.inMarket(this.#market.marketId)) {
      if (attacks.includes(this.#attackOn(order))) this.#pull(order);
    }
  }

  /** Takes a resting quote back, once; the lifecycle manager follows it up. */
  #pull({ orderId, isCancelling }: OpenOrder): void {
    if (isCancelling || this.#exemptIds.has(orderId) || this.#heldIds.has(orderId)) return;
    if (this.#pulledIds.has(orderId)) return;
    if (!this.#ports.orderCare.cancel(orderId, "EXEC_TOXIC_FLOW_PULLED")) return;
    this.#pulledIds.add(orderId);
  }

  #attackOn({ tokenId, side }: Pick<OpenOrder, "tokenId" | "side">): Attack {
    return attackOn(side, tokenId === this.#market.tokenIds[1]);
  }

  /** Not every order that was given up is told of. */
  #forgetGone(): void {
    for (const ids of [this.#exemptIds, this.#heldIds, this.#pulledIds]) {
      for (const orderId of ids) {
        if (this.#ports.openOrders.find(orderId) === undefined) ids.delete(orderId);
      }
    }
  }
}
