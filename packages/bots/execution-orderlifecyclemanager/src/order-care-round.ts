import type { BotLog, EpochMs, OpenOrder, OrderCare } from "@polytraders/core";
import type { Parameters, ReasonCode } from "./contract.gen.ts";
import { pauseAfterMs } from "./growing-pause.ts";
import type { OrderRecord } from "./order-record.ts";

/**
 * Looks after orders that are out: asks about those whose outcome is open, takes back those that
 * have lived too long, and does not let go of a cancellation until it is answered.
 */
export class OrderCareRound {
  readonly #care: OrderCare;
  readonly #log: BotLog;
  readonly #parameters: Parameters;

  constructor(
    ports: { readonly orderCare: OrderCare; readonly log: BotLog },
    parameters: Parameters,
  ) {
    this.#care = ports.orderCare;
    this.#log = ports.log;
    this.#parameters = parameters;
  }

  /** Looks at one order; answers what there is to say about it, if anything. */
  look(record: OrderRecord, order: OpenOrder, nowMs: EpochMs): ReasonCode | null {
    if (this.#isOutcomeOpen(record, order, nowMs)) return this.#askOutcome(record, nowMs);
    record.outcome = null;
    if (order.isCancelling || record.cancellation !== null) {
      return this.#followCancellation(record, order, nowMs);
    }
    return this.#endOldAge(record, nowMs);
  }

  /** Takes an order back; from now on the cancellation is followed up. */
  cancel(record: OrderRecord, reasonCode: ReasonCode, nowMs: EpochMs): boolean {
    if (!this.#care.cancel(record.orderId, reasonCode)) return false;
    const nextAtMs = nowMs + this.#timeoutMs;
    record.cancellation = { askCount: 0, cancelCount: 1, nextAtMs, reasonCode };
    return true;
  }

  /** When an order has to be looked at again at the latest. */
  nextLookMs(record: OrderRecord, nowMs: EpochMs): EpochMs {
    const { checkIntervalSeconds, stuckOrderTimeoutSeconds, orderAgeSecondsMax } = this.#parameters;
    const due = [nowMs + 1_000 * checkIntervalSeconds];
    if (record.outcome !== null) due.push(record.outcome.nextAtMs);
    if (record.cancellation !== null) due.push(record.cancellation.nextAtMs);
    else {
      if (record.expiresAtMs !== null)
        due.push(record.expiresAtMs + this.#parameters.expiryGraceMs);
      if (orderAgeSecondsMax > 0) due.push(record.startedAtMs + 1_000 * orderAgeSecondsMax);
    }
    if (isUnanswered(record)) due.push(record.changedAtMs + 1_000 * stuckOrderTimeoutSeconds);
    return Math.min(...due.filter((atMs) => atMs > nowMs));
  }

  get #timeoutMs(): number {
    return 1_000 * this.#parameters.cancelTimeoutSeconds;
  }

  #isOutcomeOpen(record: OrderRecord, order: OpenOrder, nowMs: EpochMs): boolean {
    if (order.state === "unknown" || record.status === "unknown") return true;
    const sinceMs = Math.max(order.sentAtMs, record.changedAtMs);
    const isStuck = nowMs - sinceMs >= 1_000 * this.#parameters.stuckOrderTimeoutSeconds;
    return order.state === "sent" && isStuck;
  }

  #askOutcome(record: OrderRecord, nowMs: EpochMs): ReasonCode | null {
    const { outcome, orderId } = record;
    if (outcome !== null && nowMs < outcome.nextAtMs) return null;
    const askCount = (outcome?.askCount ?? 0) + 1;
    record.outcome = { askCount, nextAtMs: nowMs + pauseAfterMs(askCount, this.#parameters) };
    this.#care.reconcile(orderId);
    const isOverdue = askCount > this.#parameters.reconcileAttemptsMax;
    if (isOverdue) this.#log.warn("the outcome of an order stays unknown", { orderId, askCount });
    if (isOverdue) return "EXEC_ORDER_UNRESOLVED";
    return askCount === 1 && record.status !== "unknown" ? "EXEC_ORDER_STUCK" : null;
  }

  /** Asks about a cancellation that was not answered, and every second time sends it again. */
  #followCancellation(record: OrderRecord, order: OpenOrder, nowMs: EpochMs): ReasonCode | null {
    const { cancellation, orderId } = record;
    if (cancellation === null) {
      const nextAtMs = nowMs + this.#timeoutMs;
      const reasonCode = "EXEC_CANCEL_TIMEOUT";
      record.cancellation = { askCount: 0, cancelCount: 0, nextAtMs, reasonCode };
      return null;
    }
    if (nowMs < cancellation.nextAtMs) return null;
    const askCount = cancellation.askCount + 1;
    cancellation.askCount = askCount;
    const pauseMs = pauseAfterMs(askCount, this.#parameters);
    cancellation.nextAtMs = nowMs + Math.max(this.#timeoutMs, pauseMs);
    const isRefused = !order.isCancelling;
    const mayCancel = cancellation.cancelCount < this.#parameters.cancelAttemptsMax;
    if (mayCancel && (isRefused || askCount % 2 === 0)) {
      cancellation.cancelCount += 1;
      this.#care.cancel(orderId, cancellation.reasonCode);
    } else this.#care.reconcile(orderId);
    if (!mayCancel) this.#log.warn("an order does not go away", { orderId, askCount });
    return "EXEC_CANCEL_TIMEOUT";
  }

  #endOldAge(record: OrderRecord, nowMs: EpochMs): ReasonCode | null {
    const { expiryGraceMs, orderAgeSecondsMax } = this.#parameters;
    const { expiresAtMs, startedAtMs } = record;
    const isExpired = expiresAtMs !== null && nowMs >= expiresAtMs + expiryGraceMs;
    const isOld = orderAgeSecondsMax > 0 && nowMs - startedAtMs >= 1_000 * orderAgeSecondsMax;
    if (!isExpired && !isOld) return null;
    const reasonCode = isExpired ? "EXEC_ORDER_PAST_EXPIRY" : "EXEC_ORDER_TOO_OLD";
    return this.cancel(record, reasonCode, nowMs) ? reasonCode : null;
  }
}

/** No news of it but that it was planned, sent or delayed. */
function isUnanswered({ status }: OrderRecord): boolean {
  return status === "planned" || status === "sent" || status === "delayed";
}
