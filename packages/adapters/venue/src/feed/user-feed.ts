import type { ExchangeEvent } from "../exchange/exchange-event.ts";
import type { Exchange } from "../exchange/exchange.ts";
import type { FaultInjector } from "../faults/fault-injector.ts";
import type { UserFrame, UserSubscriber } from "./user-frame.ts";
import { userFramesOf } from "./user-frames-of-event.ts";

export interface UserFeedOptions {
  readonly exchange: Exchange;
  /** What sessions may miss; nothing without it. */
  readonly faults?: Pick<FaultInjector, "losesUserEvent" | "isFrozen">;
}

/** The venue's user channel before it is written as JSON: orders and trades of each session. */
export interface UserFeed {
  /**
   * Frames of one API key from now on. Nothing is kept for sessions that do not listen.
   *
   * @returns ends the subscription
   */
  subscribe(session: string, subscriber: UserSubscriber): () => void;
}

export function createUserFeed({ exchange, faults }: UserFeedOptions): UserFeed {
  const subscribers = new Map<string, Set<UserSubscriber>>();

  function isLost(frame: UserFrame, event: ExchangeEvent): boolean {
    if (faults === undefined) return false;
    if (faults.isFrozen("user", frame.conditionId)) return true;
    return faults.losesUserEvent(frame.session, event);
  }

  function tell(frame: UserFrame, event: ExchangeEvent): void {
    // Faults are asked whether or not anyone listens: what they draw must not depend on it.
    if (isLost(frame, event)) return;
    const listening = subscribers.get(frame.session);
    if (listening === undefined) return;
    for (const subscriber of listening) subscriber(frame);
  }

  exchange.subscribe((event) => {
    if (subscribers.size === 0 && faults === undefined) return;
    for (const frame of userFramesOf(event)) tell(frame, event);
  });

  return {
    subscribe(session, subscriber) {
      const listening = subscribers.get(session) ?? new Set();
      subscribers.set(session, listening);
      listening.add(subscriber);
      return () => {
        listening.delete(subscriber);
        if (listening.size === 0 && subscribers.get(session) === listening) {
          subscribers.delete(session);
        }
      };
    },
  };
}
