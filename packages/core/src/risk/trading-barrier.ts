import { correlationIdOf } from "../contracts/correlation-id.ts";
import type { ApprovedCancelRecord } from "../contracts/approved-cancel.ts";
import type { OperatorCommand } from "../contracts/operator-command.ts";
import { thrownText } from "../errors/thrown-text.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { ExecutionPort } from "../ports/execution-port.ts";
import type { Halt, RiskScope } from "../ports/kill-switch.ts";
import type { NoticeSink } from "../runtime/runtime-notice.ts";
import { approveCancel } from "./approval.ts";
import { refusal } from "./read-terms.ts";
import type { RiskJournal } from "./risk-journal.ts";
import type { Quarantine, RiskState } from "./risk-state.ts";
import type { RiskRefusal, RuntimeReason } from "./runtime-reasons.ts";
import { ScopedLatches } from "./scoped-latches.ts";
import type { Holdings } from "./shape-intent.ts";

/** What the barrier is built from. */
export interface TradingBarrierOptions {
  readonly kernel: Kernel;
  readonly journal: RiskJournal;
  readonly holdings: Holdings;
  readonly execution: ExecutionPort | undefined;
  readonly state: RiskState | undefined;
  readonly onStateChanged: (state: RiskState) => void;
  readonly onNotice: NoticeSink;
}

type CancelRequest = Pick<
  ApprovedCancelRecord,
  "origin" | "originId" | "orderId" | "scope" | "reasonCode"
>;

/**
 * What stops trading whatever the guards say: latched halts and quarantines. Only an operator clears
 * either. A halt takes back the resting orders in its scope; taking back is never refused for being
 * halted.
 */
export class TradingBarrier {
  readonly #options: TradingBarrierOptions;
  readonly #halts = new ScopedLatches<Halt>();
  readonly #quarantines = new ScopedLatches<Quarantine>();
  #cancelCount = 0;

  constructor(options: TradingBarrierOptions) {
    this.#options = options;
    for (const halt of options.state?.halts ?? []) this.#halts.latch(halt);
    for (const entry of options.state?.quarantines ?? []) this.#quarantines.latch(entry);
  }

  /** Every halt in force, oldest first. */
  get halts(): readonly Halt[] {
    return this.#halts.all;
  }
  /** Every quarantine in force, oldest first. */
  get quarantines(): readonly Quarantine[] {
    return this.#quarantines.all;
  }

  /** What must be there again after a restart. */
  get state(): RiskState {
    const { kernel } = this.#options;
    return {
      schemaVersion: 1,
      savedAtMs: kernel.nowMs,
      halts: this.halts,
      quarantines: this.quarantines,
      commandIds: kernel.commandIds,
    };
  }

  haltOf(botId: string, marketId: string): Halt | null {
    return this.#halts.find(botId, marketId);
  }

  /** What stands in the way of a strategy in a market; `null` when nothing does. */
  find(botId: string, marketId: string): RiskRefusal | null {
    const halt = this.#halts.find(botId, marketId);
    if (halt !== null) {
      return refusal("RISK_KILL_SWITCH_ACTIVE", `${halt.by}: ${halt.reasonCode}, ${halt.reason}`);
    }
    const quarantine = this.#quarantines.find(botId, marketId);
    if (quarantine === null) return null;
    return refusal("RISK_QUARANTINED", `${quarantine.by}: ${quarantine.reasonCode}`);
  }

  /** Latches a halt and takes back what rests in its scope. Answers whether it is new. */
  halt(halt: Halt): boolean {
    if (!this.#halts.latch(halt)) return false;
    this.#record("RISK_HALT_LATCHED", { ...halt });
    this.#cancel({
      origin: "risk",
      originId: halt.by,
      orderId: null,
      scope: halt.scope,
      reasonCode: halt.reasonCode,
    });
    this.#changed();
    return true;
  }

  /** Notes a halt that a guard would have latched, were it in force. */
  noteUncounted(halt: Halt): void {
    this.#record("RISK_HALT_NOT_COUNTED", { ...halt });
  }

  quarantine(entry: Quarantine): void {
    if (this.#quarantines.latch(entry)) this.#changed();
  }

  /** Takes back one order of a strategy. Answers false when it is not open or not the strategy's. */
  cancelOrder(botId: string, orderId: string): boolean {
    const order = this.#options.holdings.openOrders?.find(orderId);
    if (order?.botId !== botId) {
      this.#notify("RISK_CANCEL_ORDER_UNKNOWN", botId, `order ${orderId}`);
      return false;
    }
    return this.#cancel({
      origin: "bot",
      originId: botId,
      orderId,
      scope: { botId, marketId: order.marketId },
      reasonCode: "RISK_CANCEL_APPROVED",
    });
  }

  /** Takes back any open order for an execution bot. Answers false when it is not open. */
  cancelInCare(botId: string, orderId: string, reasonCode: string): boolean {
    const order = this.#options.holdings.openOrders?.find(orderId);
    if (order === undefined) return false;
    const scope = { botId: order.botId, marketId: order.marketId };
    return this.#cancel({ origin: "bot", originId: botId, orderId, scope, reasonCode });
  }

  /** Carries out the operator's commands that are about halts, quarantines and resting orders. */
  apply(command: OperatorCommand): void {
    const { scope, operator, reason, commandId } = command;
    if (command.command === "halt") {
      this.halt({
        scope,
        cause: "manual",
        by: operator,
        reasonCode: "RISK_KILL_SWITCH_ACTIVE",
        reason,
        sinceMs: this.#options.kernel.nowMs,
      });
    } else if (command.command === "reset_halt") {
      this.#release("RISK_HALT_RESET", this.#halts, command);
    } else if (command.command === "lift_quarantine") {
      this.#release("RISK_QUARANTINE_LIFTED", this.#quarantines, command);
    } else if (command.command === "cancel_orders") {
      this.#cancel({
        origin: "operator",
        originId: commandId,
        orderId: null,
        scope,
        reasonCode: "RISK_CANCEL_APPROVED",
      });
    }
  }

  #release(
    reasonCode: RuntimeReason,
    latches: ScopedLatches<Halt> | ScopedLatches<Quarantine>,
    { scope, operator, reason, commandId }: OperatorCommand,
  ): void {
    const released = latches.release(scope);
    this.#record(reasonCode, { scope, operator, reason, commandId, released });
    this.#changed();
  }

  #cancel(request: CancelRequest): boolean {
    const { kernel, execution } = this.#options;
    if (execution === undefined) return false;
    this.#cancelCount += 1;
    const correlationId = correlationIdOf(kernel.sequence);
    const cancel = approveCancel({
      schemaVersion: 1,
      cancelId: `${correlationId}/cancel/${this.#cancelCount}`,
      ...request,
      correlationId,
      eventSequence: kernel.sequence,
      approvedAtMs: kernel.nowMs,
    });
    kernel.recordCancel(cancel.record);
    this.#record("RISK_CANCEL_APPROVED", { ...cancel.record });
    try {
      execution.cancel(cancel);
      return true;
    } catch (error) {
      const found = thrownText(error);
      this.#notify("RISK_CANCEL_FAULT", request.originId, `${cancel.record.cancelId}: ${found}`);
      return false;
    }
  }

  #record(reasonCode: RuntimeReason, payload: Readonly<Record<string, unknown>>): void {
    const { kernel, journal } = this.#options;
    const event = { sequence: kernel.sequence, timeMs: kernel.nowMs };
    const market = marketOf(kernel, payload["scope"]);
    journal.state(reasonCode, { payload, market, event });
  }

  #notify(
    code: "RISK_CANCEL_ORDER_UNKNOWN" | "RISK_CANCEL_FAULT",
    botId: string,
    found: string,
  ): void {
    const { kernel, onNotice } = this.#options;
    const { sequence, nowMs } = kernel;
    onNotice({ code, botId, marketId: null, eventSequence: sequence, timeMs: nowMs, found });
  }

  #changed(): void {
    this.#options.onStateChanged(this.state);
  }
}

function marketOf(kernel: Kernel, scope: unknown): MarketState | null {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every payload names its scope
  const { marketId } = scope as RiskScope;
  return marketId === null ? null : (kernel.marketById(marketId) ?? null);
}
