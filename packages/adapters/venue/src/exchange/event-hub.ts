import type { ExchangeEvent, ExchangeListener } from "./exchange-event.ts";
import { StateHash } from "./state-hash.ts";

/** Tells everybody what happens, in order, and keeps the hash of it. */
export class EventHub {
  readonly #hash = new StateHash();
  readonly #listeners = new Set<ExchangeListener>();
  #eventCount = 0;

  get eventCount(): number {
    return this.#eventCount;
  }

  subscribe(listener: ExchangeListener): () => void {
    // A function of its own, so that one listener may subscribe twice.
    const subscription: ExchangeListener = (event) => listener(event);
    this.#listeners.add(subscription);
    return () => {
      this.#listeners.delete(subscription);
    };
  }

  readonly emit = (event: ExchangeEvent): void => {
    this.#eventCount += 1;
    this.#hash.fold(event);
    this.tell(event);
  };

  /** Tells of something that has left the state as it was: neither counted nor part of the hash. */
  readonly tell = (event: ExchangeEvent): void => {
    for (const listener of this.#listeners) listener(event);
  };

  stateHash(): string {
    return this.#hash.digest();
  }
}
