import type { ListedMarket } from "../exchange/exchange.ts";
import type { FaultContext } from "./fault-context.ts";
import type { FaultEntry } from "./fault-plan.ts";

/** Which markets and sessions an entry is about. */
export class FaultTargets {
  readonly #context: FaultContext;
  readonly #marketNames: ReadonlySet<string> | null;
  readonly #sessions: ReadonlySet<string> | null;
  readonly #isMatch = new Map<string, boolean>();

  constructor(when: FaultEntry["when"], context: FaultContext) {
    this.#context = context;
    this.#marketNames = namesOf("market" in when ? when.market : undefined);
    this.#sessions = namesOf("session" in when ? when.session : undefined);
  }

  get hasSessions(): boolean {
    return this.#sessions !== null;
  }

  get hasMarkets(): boolean {
    return this.#marketNames !== null;
  }

  /** Names that belong to no listed market. */
  get unknownMarkets(): readonly string[] {
    const known = new Set(this.#context.markets().flatMap(namesOfMarket));
    return [...(this.#marketNames ?? [])].filter((name) => !known.has(name));
  }

  /** The listed markets that are meant. */
  markets(): readonly ListedMarket[] {
    return this.#context.markets().filter(({ terms }) => this.hasMarket(terms.conditionId));
  }

  /** `null` is something that belongs to no single market: meant only when no market is named. */
  hasMarket(conditionId: string | null): boolean {
    const names = this.#marketNames;
    if (names === null) return true;
    if (conditionId === null) return false;
    const known = this.#isMatch.get(conditionId);
    if (known !== undefined) return known;
    const market = this.#context.market(conditionId);
    if (market === undefined) return names.has(conditionId);
    const isMatch = namesOfMarket(market).some((name) => names.has(name));
    this.#isMatch.set(conditionId, isMatch);
    return isMatch;
  }

  /** True when one of the names (API key, signer, wallet) is meant. */
  hasSession(names: readonly (string | null)[]): boolean {
    const wanted = this.#sessions;
    if (wanted === null) return true;
    return names.some((name) => name !== null && wanted.has(name.toLowerCase()));
  }
}

function namesOf(names: readonly string[] | undefined): ReadonlySet<string> | null {
  return names === undefined ? null : new Set(names.map((name) => name.toLowerCase()));
}

function namesOfMarket({ terms }: ListedMarket): readonly string[] {
  const { conditionId, slug, eventSlug, tokenIds } = terms;
  return [conditionId, slug, eventSlug, ...tokenIds].map((name) => name.toLowerCase());
}
