import type { ApprovedCancelRecord } from "../contracts/approved-cancel.ts";
import type { ApprovedOrderRecord } from "../contracts/approved-order.ts";
import type { ExecutionPlan } from "../contracts/execution-plan.ts";
import type { FillEvent } from "../contracts/fill-event.ts";
import type { OrderUpdate } from "../contracts/order-update.ts";
import type { ReportEnvelope } from "../contracts/report-envelope.ts";
import type { RiskDecision } from "../contracts/risk-decision.ts";
import type { RiskVote } from "../contracts/risk-vote.ts";
import type { AuditRecord, KernelEvent } from "./kernel-event.ts";

/** Everything that has gone out during the current event. */
export class AuditDraft {
  envelopes: ReportEnvelope[] = [];
  votes: RiskVote[] = [];
  decisions: RiskDecision[] = [];
  orders: ApprovedOrderRecord[] = [];
  cancels: ApprovedCancelRecord[] = [];
  plans: ExecutionPlan[] = [];
  updates: OrderUpdate[] = [];
  fills: FillEvent[] = [];

  /** Closes the record of an event and begins the next one. */
  take(event: KernelEvent, stateHash: string): AuditRecord {
    const { envelopes, votes, decisions, orders, cancels, plans, updates, fills } = this;
    this.envelopes = [];
    if (votes.length > 0) this.votes = [];
    if (decisions.length > 0) this.decisions = [];
    if (orders.length > 0) this.orders = [];
    if (cancels.length > 0) this.cancels = [];
    if (plans.length > 0) this.plans = [];
    if (updates.length > 0) this.updates = [];
    if (fills.length > 0) this.fills = [];
    return {
      event,
      envelopes,
      votes: votes.length > 0 ? votes : NONE,
      decisions: decisions.length > 0 ? decisions : NONE,
      orders: orders.length > 0 ? orders : NONE,
      cancels: cancels.length > 0 ? cancels : NONE,
      plans: plans.length > 0 ? plans : NONE,
      updates: updates.length > 0 ? updates : NONE,
      fills: fills.length > 0 ? fills : NONE,
      stateHash,
    };
  }
}

/** Most events bring no order: they share one empty list. */
const NONE: readonly never[] = Object.freeze([]);
