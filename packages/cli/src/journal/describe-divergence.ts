import type { Divergence } from "./divergence.ts";

const WHAT = {
  effect: "what was asked of the venue",
  checkpoint: "the state hash",
  record: "what was said or became of an order",
} as const;

/** Both sides of the first difference, in lines. */
export function describeDivergence(divergence: Divergence): readonly string[] {
  const { eventSequence, equalUpTo, of: lane, entry, journalled, replayed } = divergence;
  const where = lane === "record" ? "record" : "entry";
  return [
    `first difference at event ${eventSequence}, in ${WHAT[lane]} (${where} ${entry} of the journal)`,
    equalUpTo === 0
      ? "no state hash before it was compared"
      : `state hashes were equal up to event ${equalUpTo}`,
    ...sides("journal", journalled),
    ...sides("replay", replayed),
    ...fields(journalled, replayed),
  ];
}

function sides(name: string, value: unknown): readonly string[] {
  return [`  ${name.padEnd(8)} ${value === null ? "nothing" : JSON.stringify(value)}`];
}

/** Names the fields that differ: objects of twenty fields are hard to tell apart by eye. */
function fields(journalled: unknown, replayed: unknown): readonly string[] {
  const left = flat(journalled);
  const right = flat(replayed);
  if (left.size === 0 || right.size === 0) return [];
  const names = [...new Set([...left.keys(), ...right.keys()])];
  return names
    .filter((name) => left.get(name) !== right.get(name))
    .map(
      (name) => `  ${name}: ${left.get(name) ?? "absent"} became ${right.get(name) ?? "absent"}`,
    );
}

function flat(value: unknown, path = "", into = new Map<string, string>()): Map<string, string> {
  if (typeof value !== "object" || value === null) {
    if (path !== "") into.set(path, JSON.stringify(value));
    return into;
  }
  for (const [key, item] of Object.entries(value)) {
    flat(item, path === "" ? key : `${path}.${key}`, into);
  }
  return into;
}
