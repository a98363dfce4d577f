import {
  VALIDATORS,
  type CancelRequest,
  type EpochMs,
  type MarketDataBatch,
  type OperatorCommand,
  type OrderPlacement,
  type Validator,
  type VenueReport,
} from "@polytraders/core";
import { unpackRows } from "./packed-rows.ts";

/** What a run was made of; plain JSON that the shell writes and reads. */
export type RunDescription = Readonly<Record<string, unknown>>;

/** Rows that were put into the kernel, one after the other. */
export interface JournalledRows {
  readonly rowCount: number;
  /** Rows of the run up to and with these. */
  readonly upTo: number;
  /** Hash of all rows of the run up to and with these. */
  readonly rowHash: string;
  /** The rows themselves; `null` where the run keeps only a reference to its source. */
  readonly batch: MarketDataBatch | null;
}

/** What the journal says, by kind. */
export type JournalFact =
  | { readonly kind: "run"; readonly description: RunDescription }
  | { readonly kind: "rows"; readonly rows: JournalledRows }
  | { readonly kind: "time"; readonly timeMs: EpochMs }
  | { readonly kind: "report"; readonly report: VenueReport }
  | { readonly kind: "command"; readonly command: OperatorCommand }
  | { readonly kind: "placement"; readonly placement: OrderPlacement }
  | { readonly kind: "cancellation"; readonly request: CancelRequest }
  | {
      readonly kind: "request";
      readonly request: "reconcile" | "redeem";
      readonly subjectId: string;
    }
  | { readonly kind: "checkpoint"; readonly eventSequence: number; readonly stateHash: string };

/** One entry of a journal, numbered from 1 without gaps. */
export type JournalEntry = JournalFact & { readonly sequence: number };

/** Reads an entry's content. @returns the fact, or what is wrong with it */
export function factOf(
  kind: string,
  payload: string,
  columns: Uint8Array | null,
): JournalFact | string {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return "text that is not JSON";
  }
  switch (kind) {
    case "run":
      return isRecord(value) ? { kind, description: value } : "a description that is no object";
    case "rows":
      return rowsOf(value, columns);
    case "time":
      return typeof value === "number" ? { kind, timeMs: value } : "a time that is no number";
    case "report":
      return checked(VALIDATORS.VenueReport, value, (report) => ({ kind, report }));
    case "command":
      return checked(VALIDATORS.OperatorCommand, value, (command) => ({ kind, command }));
    case "placement":
      return checked(VALIDATORS.OrderPlacement, value, (placement) => ({ kind, placement }));
    case "cancellation":
      return checked(VALIDATORS.CancelRequest, value, (request) => ({ kind, request }));
    case "request":
      return requestOf(value);
    case "checkpoint":
      return checkpointOf(value);
    default:
      return `an entry of the unknown kind ${kind}`;
  }
}

/** The value itself, not a copy: the state hash depends on the order of its fields. */
function checked<T>(
  validator: Validator<T>,
  value: unknown,
  toFact: (value: T) => JournalFact,
): JournalFact | string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the validator has accepted it
  if (validator.accepts(value)) return toFact(value as T);
  const result = validator.parse(value);
  const issue = result.ok ? undefined : result.issues[0];
  return `${issue?.field ?? ""} ${issue?.message ?? "another shape"}`.trim();
}

function rowsOf(value: unknown, columns: Uint8Array | null): JournalFact | string {
  if (!isRecord(value)) return "rows that are no object";
  const { rows: rowCount, upTo, hash: rowHash } = value;
  if (!isCount(rowCount) || !isCount(upTo) || typeof rowHash !== "string") {
    return "rows without count and hash";
  }
  const batch = columns === null ? null : unpackRows(columns, rowCount);
  if (columns !== null && batch === null) return `columns that do not hold ${rowCount} rows`;
  return { kind: "rows", rows: { rowCount, upTo, rowHash, batch } };
}

function requestOf(value: unknown): JournalFact | string {
  if (!isRecord(value)) return "a request that is no object";
  const { request, subjectId } = value;
  if ((request !== "reconcile" && request !== "redeem") || typeof subjectId !== "string") {
    return "a request that is neither reconcile nor redeem";
  }
  return { kind: "request", request, subjectId };
}

function checkpointOf(value: unknown): JournalFact | string {
  if (!isRecord(value)) return "a checkpoint that is no object";
  const { eventSequence, stateHash } = value;
  if (!isCount(eventSequence) || typeof stateHash !== "string") {
    return "a checkpoint without event and hash";
  }
  return { kind: "checkpoint", eventSequence, stateHash };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
