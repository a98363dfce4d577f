import type { KernelObserver } from "@polytraders/core";

/** What follows from a run's inputs, kept for people and SQL; a replay makes it again. */
export const JOURNAL_RECORD_KINDS = [
  "decision",
  "plan",
  "order_update",
  "fill",
  "envelope",
] as const;
export type JournalRecordKind = (typeof JOURNAL_RECORD_KINDS)[number];

/** A record of a journal, numbered from 1 without gaps. */
export interface JournalRecord {
  readonly sequence: number;
  readonly kind: JournalRecordKind;
  readonly eventSequence: number;
  /** As it was encoded. */
  readonly payload: string;
}

/** The part of a journal that keeps records. */
interface RecordKeeper {
  readonly recordCount: number;
  record(kind: JournalRecordKind, eventSequence: number, value: object): void;
}

export interface JournalObserverOptions {
  /** Whether each envelope is kept too, true by default; they outnumber all the rest. */
  readonly keepsEnvelopes?: boolean;
}

/**
 * Keeps decisions on intents, plans, order updates, fills and envelopes in the journal. A run that
 * is rebuilt makes all of them again: those that the journal holds already are not written twice.
 */
export function createJournalObserver(
  journal: RecordKeeper,
  { keepsEnvelopes = true }: JournalObserverOptions = {},
): KernelObserver {
  let known = journal.recordCount;
  const record = (
    kind: JournalRecordKind,
    value: { readonly eventSequence: number } & object,
  ): void => {
    if (known > 0) known -= 1;
    else journal.record(kind, value.eventSequence, value);
  };
  return {
    onDecision: (decision) => record("decision", decision),
    onPlan: (plan) => record("plan", plan),
    onOrderUpdate: (update) => record("order_update", update),
    onFill: (fill) => record("fill", fill),
    ...(keepsEnvelopes ? { onEnvelope: (envelope) => record("envelope", envelope) } : {}),
  };
}
