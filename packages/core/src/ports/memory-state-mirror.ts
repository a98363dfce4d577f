import { PolytradersError } from "../errors/polytraders-error.ts";
import { encodePlainJson } from "./plain-json.ts";
import type { ExpiringStateMirror, MirroredState } from "./state-mirror.ts";

/** A state in the form in which it is kept. */
export interface EncodedState extends Omit<MirroredState, "state"> {
  /** JSON text. */
  readonly state: string;
}

/**
 * The form in which mirrors keep a state: text, so that nobody can change it afterwards and every
 * mirror keeps the same.
 *
 * @throws PolytradersError STORE_VALUE_INVALID when the state is not plain JSON or a time no integer
 */
export function encodeMirroredState(entry: MirroredState): EncodedState {
  const name = `${entry.botId}/${entry.marketId}`;
  for (const field of ["savedAtMs", "expiresAtMs"] as const) {
    if (Number.isSafeInteger(entry[field])) continue;
    throw new PolytradersError("STORE_VALUE_INVALID", {
      expected: "epoch milliseconds",
      found: String(entry[field]),
      place: { field: `${name}.${field}` },
    });
  }
  return { ...entry, state: encodePlainJson(entry.state, `${name}.state`) };
}

/** A mirror that lives and dies with the process: for tests and for runs that keep no state. */
export function createMemoryStateMirror(): ExpiringStateMirror {
  const kept = new Map<string, EncodedState>();
  return {
    load: (botId) =>
      [...kept.values()]
        .filter((entry) => entry.botId === botId)
        .toSorted((a, b) => (a.marketId < b.marketId ? -1 : 1))
        .map((entry) => ({ ...entry, state: JSON.parse(entry.state) as unknown })),
    save(states) {
      const encoded = states.map(encodeMirroredState);
      for (const entry of encoded) kept.set(JSON.stringify([entry.botId, entry.marketId]), entry);
    },
    sweep(nowMs) {
      const expired = [...kept].filter(([, entry]) => entry.expiresAtMs <= nowMs);
      for (const [key] of expired) kept.delete(key);
      return expired.length;
    },
  };
}
