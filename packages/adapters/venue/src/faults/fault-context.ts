import type { EpochMs } from "@polytraders/core";
import type { Exchange, ListedMarket } from "../exchange/exchange.ts";

/** One fault that happened. */
export interface InjectedFault {
  readonly timeMs: EpochMs;
  readonly kind: string;
  /** The entry's own name, or its kind, numbered from the second on. */
  readonly name: string;
  /** What it did, in a few words; holds no key. */
  readonly what: string;
}

const INJECTED_MAX = 10_000;

/** What all faults share: the venue's time and markets, and the list of what was injected. */
export class FaultContext {
  exchange: Exchange | null = null;
  readonly signerOf: (session: string) => string | null;
  readonly #startMs: EpochMs;
  #injected: InjectedFault[] = [];
  #count = 0;

  constructor(startMs: EpochMs, signerOf: (session: string) => string | null) {
    this.#startMs = startMs;
    this.signerOf = signerOf;
  }

  get nowMs(): EpochMs {
    return this.exchange?.nowMs ?? this.#startMs;
  }

  /** How many there have been, also those that are no longer listed. */
  get injectedCount(): number {
    return this.#count;
  }

  /** The latest 5,000 at least, oldest first. */
  get injected(): readonly InjectedFault[] {
    return this.#injected;
  }

  record(fault: Omit<InjectedFault, "timeMs">): void {
    this.#count += 1;
    this.#injected.push({ timeMs: this.nowMs, ...fault });
    if (this.#injected.length >= INJECTED_MAX) {
      this.#injected = this.#injected.slice(-INJECTED_MAX / 2);
    }
  }

  market(conditionId: string): ListedMarket | undefined {
    return this.exchange?.market(conditionId);
  }

  markets(): readonly ListedMarket[] {
    return this.exchange?.markets() ?? [];
  }

  /** Runs later in the venue's time, or now while there is no exchange. */
  after(delayMs: number, run: () => void): void {
    if (this.exchange === null || delayMs === 0) run();
    else this.exchange.schedule(this.exchange.nowMs + delayMs, run);
  }
}
