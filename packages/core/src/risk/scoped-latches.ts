import type { RiskScope } from "../ports/kill-switch.ts";

/** Something that stays until it is released, with its reach. */
interface Latched {
  readonly scope: RiskScope;
}

/** Latches by what they reach: everything, one strategy, one market, or one strategy in one market. */
export class ScopedLatches<T extends Latched> {
  readonly #byScope = new Map<string, T>();

  /** In order of latching. */
  get all(): readonly T[] {
    return [...this.#byScope.values()];
  }

  /** Keeps the older latch when its very scope is latched already. Answers whether this one is new. */
  latch(entry: T): boolean {
    const key = keyOf(entry.scope);
    if (this.#byScope.has(key)) return false;
    this.#byScope.set(key, entry);
    return true;
  }

  /** The widest latch that reaches this strategy in this market; `null` when none does. */
  find(botId: string, marketId: string): T | null {
    if (this.#byScope.size === 0) return null;
    return (
      this.#at(null, null) ??
      this.#at(null, marketId) ??
      this.#at(botId, null) ??
      this.#at(botId, marketId)
    );
  }

  /** Releases every latch that lies inside the scope and answers which those were. */
  release(scope: RiskScope): readonly T[] {
    const released: T[] = [];
    for (const [key, entry] of this.#byScope) {
      if (!isInside(entry.scope, scope)) continue;
      this.#byScope.delete(key);
      released.push(entry);
    }
    return released;
  }

  #at(botId: string | null, marketId: string | null): T | null {
    return this.#byScope.get(keyOf({ botId, marketId })) ?? null;
  }
}

function isInside(inner: RiskScope, outer: RiskScope): boolean {
  return (
    (outer.botId === null || outer.botId === inner.botId) &&
    (outer.marketId === null || outer.marketId === inner.marketId)
  );
}

function keyOf({ botId, marketId }: RiskScope): string {
  return JSON.stringify([botId, marketId]);
}
