import type { JournalEntry, JournalRecord, KernelJournalReader } from "@polytraders/adapter-sqlite";
import { PolytradersError } from "@polytraders/core";

/** What checking a journal by itself has found. */
export interface Verification {
  readonly file: string;
  /**
   * Whole: ended by its run, and all there. Open: whole up to its last commit; its run was killed or
   * is still going. Damaged: what stands before the damage is proven, the rest is lost.
   */
  readonly state: "whole" | "open" | "damaged";
  /** Proven entries, and how many the journal says it has. */
  readonly entries: number;
  readonly entriesExpected: number;
  readonly records: number;
  readonly recordsExpected: number;
  /** Entries and records by kind. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly marketRows: number;
  readonly lastCheckpoint: { readonly eventSequence: number; readonly stateHash: string } | null;
  /** Link of the last entry: it names the journal and everything in it. */
  readonly head: string;
  readonly damage: { readonly code: string; readonly message: string } | null;
  /** Where entries and records contradict each other. */
  readonly findings: readonly string[];
}

/** Contradictions that are listed; a journal that has more is wrong all the same. */
const FINDINGS_MAX = 20;

/** Checks chain, numbering, checkpoints, times, and that records follow from entries. */
export function verifyJournal(journal: KernelJournalReader): Verification {
  const check = new JournalCheck();
  const damage = damageIn(() => {
    for (const entry of journal.entries()) check.entry(entry);
    for (const record of journal.records()) check.record(record);
    check.end();
  });
  const { entries, records, entryHash } = journal.head;
  return {
    file: journal.file,
    state: damage === null ? (journal.isClosed ? "whole" : "open") : "damaged",
    entries: check.entries,
    entriesExpected: entries,
    records: check.records,
    recordsExpected: records,
    kinds: Object.fromEntries(check.kinds),
    marketRows: check.marketRows,
    lastCheckpoint: check.lastCheckpoint,
    head: Buffer.from(entryHash).toString("hex"),
    damage,
    findings: check.findings,
  };
}

function damageIn(read: () => void): Verification["damage"] {
  try {
    read();
    return null;
  } catch (error) {
    if (!(error instanceof PolytradersError)) throw error;
    return { code: error.code, message: error.message };
  }
}

class JournalCheck {
  readonly kinds = new Map<string, number>();
  readonly findings: string[] = [];
  entries = 0;
  records = 0;
  marketRows = 0;
  lastCheckpoint: Verification["lastCheckpoint"] = null;
  #timeMs = Number.NEGATIVE_INFINITY;
  #recordEvent = 0;
  readonly #placements = new Set<string>();
  readonly #ordersPlaced = new Set<string>();
  readonly #ordersApproved = new Set<string>();
  readonly #trades = new Set<string>();

  entry(entry: JournalEntry): void {
    this.entries = entry.sequence;
    this.#countKind(entry.kind);
    const find = (what: string): void => this.#find(`entry ${entry.sequence}: ${what}`);
    if (entry.kind === "run" && entry.sequence !== 1) find("a second description of the run");
    if (entry.kind === "rows") {
      this.marketRows += entry.rows.rowCount;
      const { upTo } = entry.rows;
      if (upTo !== this.marketRows) find(`rows up to ${upTo} where there are ${this.marketRows}`);
    } else if (entry.kind === "time") {
      if (entry.timeMs < this.#timeMs) find(`time ${entry.timeMs} behind ${this.#timeMs}`);
      this.#timeMs = entry.timeMs;
    } else if (entry.kind === "checkpoint") this.#checkpoint(entry, find);
    else if (entry.kind === "placement") {
      const { placementId, orderId } = entry.placement;
      if (this.#placements.has(placementId)) find(`placement ${placementId} a second time`);
      this.#placements.add(placementId);
      this.#ordersPlaced.add(orderId);
    } else if (entry.kind === "report" && entry.report.kind === "trade_changed") {
      this.#trades.add(entry.report.venueTradeId);
    }
  }

  record({ sequence, kind, eventSequence, payload }: JournalRecord): void {
    this.records = sequence;
    this.#countKind(kind);
    const find = (what: string): void => this.#find(`record ${sequence}: ${what}`);
    if (eventSequence < this.#recordEvent)
      find(`event ${eventSequence} behind ${this.#recordEvent}`);
    this.#recordEvent = eventSequence;
    if (kind === "decision") {
      const orderId = fieldOf(payload, "orderId");
      if (orderId !== null) this.#ordersApproved.add(orderId);
    } else if (kind === "fill") {
      const tradeId = fieldOf(payload, "venueTradeId");
      if (tradeId === null || !this.#trades.has(tradeId)) find(`a fill of no reported trade`);
    } else if (kind === "plan") {
      const orderId = fieldOf(payload, "orderId");
      if (orderId === null || !this.#ordersApproved.has(orderId))
        find("a plan of no approved order");
    }
  }

  /** Where decisions are kept, each order that was sent has one that approved it. */
  end(): void {
    if (!this.kinds.has("decision")) return;
    for (const orderId of this.#ordersPlaced) {
      if (!this.#ordersApproved.has(orderId)) this.#find(`order ${orderId} was sent unapproved`);
    }
  }

  #checkpoint(
    { eventSequence, stateHash }: Extract<JournalEntry, { kind: "checkpoint" }>,
    find: (what: string) => void,
  ): void {
    const last = this.lastCheckpoint;
    if (last !== null && eventSequence < last.eventSequence) {
      find(`checkpoint of event ${eventSequence} behind ${last.eventSequence}`);
    }
    if (last?.eventSequence === eventSequence && last.stateHash !== stateHash) {
      find(`a second state hash for event ${eventSequence}`);
    }
    this.lastCheckpoint = { eventSequence, stateHash };
  }

  #countKind(kind: string): void {
    this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1);
  }

  #find(what: string): void {
    if (this.findings.length < FINDINGS_MAX) this.findings.push(what);
  }
}

function fieldOf(payload: string, field: string): string | null {
  const value: unknown = JSON.parse(payload);
  if (typeof value !== "object" || value === null || !(field in value)) return null;
  const found: unknown = Reflect.get(value, field);
  return typeof found === "string" ? found : null;
}
