import { correlationIdOf } from "../contracts/correlation-id.ts";
import type { ExecutionPlan } from "../contracts/execution-plan.ts";
import type { FillEvent } from "../contracts/fill-event.ts";
import type { CancelRequest } from "../contracts/order-placement.ts";
import type { OrderUpdate } from "../contracts/order-update.ts";
import type { ErrorCode } from "../errors/error-table.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { LedgerCause } from "../ledger/ledger-entry.ts";
import {
  emitStatement,
  RUNTIME_BOT_ID,
  type RuntimeStatement,
} from "../kernel/runtime-statement.ts";
import type { NoticeSink } from "../runtime/runtime-notice.ts";
import {
  EXECUTION_REASONS,
  FILL_REASONS,
  UPDATE_REASONS,
  type ExecutionReason,
  type GivenUp,
} from "./execution-reasons.ts";
import type { Placement, WorkingOrder } from "./working-order.ts";

const STATUS_NUMBERS: Readonly<Record<OrderUpdate["status"], number>> = {
  sent: 1,
  delayed: 2,
  resting: 3,
  partially_filled: 4,
  filled: 5,
  cancelled: 6,
  expired: 7,
  rejected: 8,
  unknown: 9,
};
const SETTLEMENT_NUMBERS: Readonly<Record<FillEvent["settlement"], number>> = {
  MATCHED: 1,
  RETRYING: 2,
  MINED: 3,
  CONFIRMED: 4,
  FAILED: 5,
};

/** What an envelope of the desk is about; when is the recorder's own affair. */
type Statement = Omit<RuntimeStatement, "event">;

/** Writes what the desk does into the state hash, the audit record, the envelopes and the notices. */
export class DeskRecorder {
  readonly #kernel: Kernel;
  readonly #configVersion: string;
  readonly #onNotice: NoticeSink;
  readonly #noticeCounts = new Map<ErrorCode, number>();
  #cause: LedgerCause = { timeMs: 0, correlationId: correlationIdOf(0), eventSequence: 0 };

  constructor(kernel: Kernel, configVersion: string, onNotice: NoticeSink) {
    this.#kernel = kernel;
    this.#configVersion = configVersion;
    this.#onNotice = onNotice;
  }

  /** The kernel's event of this moment. */
  get cause(): LedgerCause {
    const { sequence, nowMs } = this.#kernel;
    if (this.#cause.eventSequence !== sequence || this.#cause.timeMs !== nowMs) {
      const correlationId = correlationIdOf(sequence);
      this.#cause = { timeMs: nowMs, correlationId, eventSequence: sequence };
    }
    return this.#cause;
  }

  /** Notices so far, by code. */
  get noticeCounts(): ReadonlyMap<ErrorCode, number> {
    return this.#noticeCounts;
  }

  update(update: OrderUpdate, order: WorkingOrder, givenUp: GivenUp | null): void {
    const { hash } = this.#kernel;
    hash.foldNumber(order.number);
    hash.foldNumber(STATUS_NUMBERS[update.status]);
    hash.foldNumber(update.filledSize);
    if (givenUp !== null) hash.foldText(givenUp.reasonCode);
    this.#kernel.recordUpdate(update);
    if (!this.#kernel.isObserved) return this.#kernel.countEnvelope();
    const reasonCode = givenUp === null ? UPDATE_REASONS[update.status] : "EXEC_ORDER_ABANDONED";
    const { orderId, intentId, originId, status, price, originalSize, filledSize } = update;
    const payload = { orderId, intentId, originId, status, price, originalSize, filledSize };
    const { venueOrderId, venueReason } = update;
    this.#emit({
      kind: "order_update",
      reasonCode,
      severity: EXECUTION_REASONS[reasonCode],
      market: order.market,
      payload: { ...payload, venueOrderId, venueReason, ...(givenUp === null ? {} : { givenUp }) },
      exchangeTimeMs: update.exchangeTimeMs,
    });
  }

  /** @param orderNumber - -1 for a fill of an order that is not ours */
  fill(fill: FillEvent, market: MarketState | null, orderNumber: number): void {
    const { hash } = this.#kernel;
    hash.foldNumber(orderNumber);
    hash.foldNumber(SETTLEMENT_NUMBERS[fill.settlement]);
    hash.foldNumber(fill.size);
    this.#kernel.recordFill(fill);
    if (!this.#kernel.isObserved) return this.#kernel.countEnvelope();
    const reasonCode = FILL_REASONS[fill.settlement];
    const { fillId, orderId, intentId, originId, tokenId, side, role, price, size } = fill;
    const { feeMicroUsd, settlement, transactionHash, exchangeTimeMs } = fill;
    const order = { fillId, orderId, intentId, originId, tokenId, side, role, price, size };
    this.#emit({
      kind: "fill",
      reasonCode,
      severity: EXECUTION_REASONS[reasonCode],
      market,
      payload: { ...order, feeMicroUsd, settlement, transactionHash },
      exchangeTimeMs,
    });
  }

  plan(plan: ExecutionPlan, order: WorkingOrder, answers: readonly object[]): void {
    const { hash } = this.#kernel;
    hash.foldNumber(order.number);
    for (const step of plan.steps) {
      hash.foldNumber(step.notBeforeMs);
      if (step.action === "cancel") hash.foldText(step.orderId);
      else {
        hash.foldNumber(step.price);
        hash.foldNumber(step.size);
      }
    }
    this.#kernel.recordPlan(plan);
    if (!this.#kernel.isObserved) return this.#kernel.countEnvelope();
    const { planId, orderId, steps, estimatedFeesMicroUsd, estimatedSlippageBps } = plan;
    this.#emit({
      kind: "execution_plan",
      reasonCode: "EXEC_PLAN_MADE",
      severity: EXECUTION_REASONS.EXEC_PLAN_MADE,
      market: order.market,
      payload: { planId, orderId, steps, estimatedFeesMicroUsd, estimatedSlippageBps, answers },
      exchangeTimeMs: plan.timeMs,
    });
  }

  cancel(request: CancelRequest, placements: readonly Placement[]): void {
    const { hash, nowMs } = this.#kernel;
    hash.foldNumber(placements.length);
    for (const { number } of placements) hash.foldNumber(number);
    if (!this.#kernel.isObserved) return this.#kernel.countEnvelope();
    const { cancelId, venueOrderIds } = request;
    const orderIds = [...new Set(placements.map(({ order }) => order.orderId))];
    this.#emit({
      kind: "runtime",
      reasonCode: "EXEC_CANCEL_SENT",
      severity: EXECUTION_REASONS.EXEC_CANCEL_SENT,
      market: sharedMarketOf(placements),
      payload: { cancelId, orderIds, venueOrderIds },
      exchangeTimeMs: nowMs,
    });
  }

  question({ record, order, number, askCount }: Placement): void {
    const { hash, nowMs } = this.#kernel;
    hash.foldNumber(number);
    hash.foldNumber(askCount);
    if (!this.#kernel.isObserved) return this.#kernel.countEnvelope();
    const { placementId, venueOrderId, orderId } = record;
    this.#emit({
      kind: "runtime",
      reasonCode: "EXEC_RECONCILE_ASKED",
      severity: EXECUTION_REASONS.EXEC_RECONCILE_ASKED,
      market: order.market,
      payload: { orderId, placementId, venueOrderId, askCount },
      exchangeTimeMs: nowMs,
    });
  }

  /** Something the desk does beside orders and fills. What distinguishes it must be in the payload. */
  state(
    reasonCode: ExecutionReason,
    market: MarketState | null,
    payload: Readonly<Record<string, unknown>>,
  ): void {
    const { hash, nowMs } = this.#kernel;
    hash.foldText(reasonCode);
    hash.foldValue(payload);
    if (!this.#kernel.isObserved) return this.#kernel.countEnvelope();
    const severity = EXECUTION_REASONS[reasonCode];
    this.#emit({ kind: "runtime", reasonCode, severity, market, payload, exchangeTimeMs: nowMs });
  }

  /** Tells the operator's shell. */
  notice(code: ErrorCode, botId: string, marketId: string | null, found: string): void {
    this.#noticeCounts.set(code, (this.#noticeCounts.get(code) ?? 0) + 1);
    const { sequence: eventSequence, nowMs: timeMs } = this.#kernel;
    this.#onNotice({ code, botId, marketId, eventSequence, timeMs, found });
  }

  /** Tells it in the desk's own name. */
  alarm(code: ErrorCode, market: MarketState | null, found: string): void {
    this.notice(code, RUNTIME_BOT_ID, market?.definition.marketId ?? null, found);
  }

  #emit(statement: Statement): void {
    const { timeMs, eventSequence: sequence } = this.cause;
    emitStatement(this.#kernel, this.#configVersion, {
      ...statement,
      event: { sequence, timeMs },
    });
  }
}

function sharedMarketOf([first, ...others]: readonly Placement[]): MarketState | null {
  const market = first?.order.market ?? null;
  return others.every(({ order }) => order.market === market) ? market : null;
}
