import type { MirroredState, StateMirror } from "@polytraders/core";

/** A state mirror that forgets with the process. States pass through JSON, as in a real store. */
export class MemoryStateMirror implements StateMirror {
  readonly #states = new Map<string, MirroredState>();

  load(botId: string): readonly MirroredState[] {
    return [...this.#states.values()].filter((saved) => saved.botId === botId).map(copyOf);
  }

  save(states: readonly MirroredState[]): void {
    const copies = states.map(copyOf);
    for (const copy of copies) this.#states.set(JSON.stringify([copy.botId, copy.marketId]), copy);
  }
}

function copyOf(saved: MirroredState): MirroredState {
  const state: unknown = JSON.parse(JSON.stringify(saved.state));
  return { ...saved, state };
}
