import { z } from "@polytraders/core";
import { nearestName } from "../document/nearest-name.ts";
import { readDocument } from "../document/read-document.ts";
import type { Moment } from "./duration.ts";
import { FAULT_KINDS } from "./fault-kinds.ts";

const KIND_NAMES: readonly string[] = FAULT_KINDS.map(({ kind }) => kind);

const [first, ...others] = FAULT_KINDS;
const entryForm = z.discriminatedUnion(
  "kind",
  [first.schema, ...others.map(({ schema }) => schema)],
  { error: ({ input }) => kindExpected(input) },
);

/** One fault of a plan, defaults filled in, durations in milliseconds. */
export type FaultEntry = z.output<(typeof FAULT_KINDS)[number]["schema"]>;
/** One kind's entry. */
export type FaultEntryOf<Kind extends FaultEntry["kind"]> = Extract<FaultEntry, { kind: Kind }>;

const TIMED_KINDS = new Set<string>(
  FAULT_KINDS.filter(({ surface }) => surface === "time").map(({ kind }) => kind),
);

/** A plan of faults as a file or the control port writes it. */
export const faultPlanSchema = z.strictObject({
  version: z.literal(1).describe("Version of the grammar."),
  seed: z
    .int()
    .min(0)
    .max(0xffff_ffff)
    .describe("Seed of all chances and jitters. Default: the venue's.")
    .exactOptional(),
  faults: z
    .array(entryForm.superRefine(refuseImpossible))
    .max(1_000)
    .describe("What is to go wrong. Earlier entries come first where several could act."),
});
/** A checked plan. */
export type FaultPlan = z.output<typeof faultPlanSchema>;

/**
 * Reads a plan from YAML, of which JSON is a part.
 *
 * @param file - name for messages
 * @throws PolytradersError VENUE_FAULTS_INVALID with line, column and field of the first problem
 */
export function parseFaultPlan(text: string, file: string): FaultPlan {
  return readDocument(text, file, { schema: faultPlanSchema, code: "VENUE_FAULTS_INVALID" });
}

/** True when the kind happens by itself at a planned time. */
export function isTimed(kind: string): boolean {
  return TIMED_KINDS.has(kind);
}

function kindExpected(input: unknown): string {
  if (typeof input !== "object" || input === null) return "a fault: a mapping with a kind";
  const kind = "kind" in input && typeof input.kind === "string" ? input.kind : "";
  const nearest = kind === "" ? undefined : nearestName(kind, KIND_NAMES);
  if (nearest !== undefined) return `a known kind (did you mean "${nearest}"?)`;
  return `one of the kinds ${KIND_NAMES.join(", ")}`;
}

function refuseImpossible(entry: FaultEntry, context: z.RefinementCtx): void {
  const refuse = (path: readonly string[], message: string): void => {
    context.addIssue({ code: "custom", message, path: [...path] });
  };
  const { from, until, count, every } = entry.when;
  const windowMs = until === undefined ? Infinity : spanMs(from, until);
  if (windowMs <= 0) refuse(["when", "until"], "a time after `from`");
  if (isTimed(entry.kind)) {
    if (count !== undefined && count > 1 && every === undefined) {
      refuse(["when", "count"], "`every` beside it, because this kind happens once without");
    }
    if (every !== undefined && "duration" in entry && every < (entry.duration ?? 0)) {
      refuse(["when", "every"], "at least the fault's `duration`");
    }
  }
  if (entry.kind === "clock_skew" && entry.skew === 0) refuse(["skew"], "more or less than 0");
  if (entry.kind === "clock_skew" && every !== undefined && entry.duration === undefined) {
    refuse(["when", "every"], "a `duration` as well, because it never ends without");
  }
  if (entry.kind === "request_delay" && entry.before === 0 && entry.after === 0) {
    refuse(["after"], "a delay before or after");
  }
  if (entry.kind === "feed_freeze" && entry.channel === "market" && "session" in entry.when) {
    refuse(["when", "session"], "no session, because the market channel has none");
  }
}

/** Milliseconds between two moments; infinite when they are of different kinds. */
function spanMs(from: Moment, until: Moment): number {
  if (from.kind === "after" && until.kind === "after") return until.ms - from.ms;
  if (from.kind === "at" && until.kind === "at") return until.epochMs - from.epochMs;
  return Infinity;
}
