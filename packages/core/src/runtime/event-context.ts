import type { DecisionContext } from "../bot/behaviour.ts";
import type { EpochMs } from "../domain/units.ts";
import { correlationIdOf } from "../contracts/correlation-id.ts";

/** The context handed to bots; the correlation id is only built when somebody reads it. */
export class EventContext implements DecisionContext {
  readonly nowMs: EpochMs;
  readonly exchangeTimeMs: EpochMs;
  readonly eventSequence: number;
  readonly isStale: boolean;

  constructor(nowMs: EpochMs, exchangeTimeMs: EpochMs, eventSequence: number, isStale: boolean) {
    this.nowMs = nowMs;
    this.exchangeTimeMs = exchangeTimeMs;
    this.eventSequence = eventSequence;
    this.isStale = isStale;
  }

  get correlationId(): string {
    return correlationIdOf(this.eventSequence);
  }
}
