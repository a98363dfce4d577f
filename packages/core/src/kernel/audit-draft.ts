import type { ApprovedCancelRecord } from "../contracts/approved-cancel.ts";
import type { ApprovedOrderRecord } from "../contracts/approved-order.ts";
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

  /** Closes the record of an event and begins the next one. */
  take(event: KernelEvent, stateHash: string): AuditRecord {
    const { envelopes, votes, decisions, orders, cancels } = this;
    this.envelopes = [];
    if (votes.length > 0) this.votes = [];
    if (decisions.length > 0) this.decisions = [];
    if (orders.length > 0) this.orders = [];
    if (cancels.length > 0) this.cancels = [];
    return {
      event,
      envelopes,
      votes: votes.length > 0 ? votes : NONE,
      decisions: decisions.length > 0 ? decisions : NONE,
      orders: orders.length > 0 ? orders : NONE,
      cancels: cancels.length > 0 ? cancels : NONE,
      stateHash,
    };
  }
}

/** Most events bring no order: they share one empty list. */
const NONE: readonly never[] = Object.freeze([]);
