import type { ReceivedSignal } from "../bot/behaviour.ts";
import type { DecisionCause } from "../kernel/kernel-event.ts";
import type { MarketState } from "../kernel/market-state.ts";

/** A signal on its way to its subscribers, whatever its kind. */
export type RoutedSignal = ReceivedSignal<string, unknown>;

/** Events during which signals are published. */
export type SignalCause = DecisionCause;

/** Takes signals of one kind. */
export type SignalSubscriber = (
  signal: RoutedSignal,
  market: MarketState,
  cause: SignalCause,
) => void;

/** Joins bots to bots: delivers a signal to its subscribers at once, in calling order. */
export class SignalRouter {
  readonly #subscribers = new Map<string, SignalSubscriber[]>();

  subscribe(kind: string, subscriber: SignalSubscriber): void {
    const present = this.#subscribers.get(kind);
    if (present === undefined) this.#subscribers.set(kind, [subscriber]);
    else present.push(subscriber);
  }

  /** True when somebody listens: a signal nobody takes need not be made. */
  hasSubscribers(kind: string): boolean {
    return this.#subscribers.has(kind);
  }

  route(signal: RoutedSignal, market: MarketState, cause: SignalCause): void {
    const subscribers = this.#subscribers.get(signal.kind);
    if (subscribers === undefined) return;
    for (const subscriber of subscribers) subscriber(signal, market, cause);
  }
}
