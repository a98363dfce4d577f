import type { JournalEntry } from "@polytraders/adapter-sqlite";

/** An entry that the kernel brought about, as opposed to one that was put into it. */
export type EffectEntry = Extract<
  JournalEntry,
  { readonly kind: "placement" | "cancellation" | "request" | "checkpoint" }
>;

/** An entry that was put into the kernel, or says what the run is. */
export type InputEntry = Exclude<JournalEntry, EffectEntry>;

/** An effect as a kernel has it, before it has a number. */
export type Effect = EffectEntry extends infer E
  ? E extends unknown
    ? Omit<E, "sequence">
    : never
  : never;

export function isEffect(entry: JournalEntry): entry is EffectEntry {
  return (
    entry.kind === "placement" ||
    entry.kind === "cancellation" ||
    entry.kind === "request" ||
    entry.kind === "checkpoint"
  );
}

/** What of an effect two sides must agree on: all of it but its number. */
export function contentOf(effect: Effect): unknown {
  switch (effect.kind) {
    case "placement":
      return effect.placement;
    case "cancellation":
      return effect.request;
    case "request":
      return { request: effect.request, subjectId: effect.subjectId };
    case "checkpoint":
      return { eventSequence: effect.eventSequence, stateHash: effect.stateHash };
  }
}

/** An input with what the run did because of it. */
export interface JournalStep {
  readonly input: InputEntry;
  readonly effects: readonly EffectEntry[];
  /** Whether effects of it may be missing: the journal ends here, and not because its run did. */
  readonly isCutOff: boolean;
}

/**
 * A journal's entries, each input with its effects. What reading throws comes behind the last step.
 *
 * @param isClosed - whether the run has ended the journal itself
 */
export function* stepsOf(
  entries: Iterable<JournalEntry>,
  isClosed: boolean,
): Generator<JournalStep> {
  let input: InputEntry | null = null;
  let effects: EffectEntry[] = [];
  let failure: { readonly error: unknown } | null = null;
  try {
    for (const entry of entries) {
      if (isEffect(entry)) {
        effects.push(entry);
        continue;
      }
      if (input !== null) yield { input, effects, isCutOff: false };
      input = entry;
      effects = [];
    }
  } catch (error) {
    failure = { error };
  }
  if (input !== null) yield { input, effects, isCutOff: failure !== null || !isClosed };
  if (failure !== null) throw failure.error;
}
