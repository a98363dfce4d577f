import type { EpochMs } from "../domain/units.ts";

/** One bot's state in one market, as saved. */
export interface MirroredState {
  readonly botId: string;
  readonly marketId: string;
  readonly savedAtMs: EpochMs;
  /** From this moment on the state is not handed out any more. */
  readonly expiresAtMs: EpochMs;
  /** Plain JSON. */
  readonly state: unknown;
}

/** Where bot state survives a restart. The caller brings the time; the store has none of its own. */
export interface StateMirror {
  /** Every saved state of a bot, expired ones included: the caller knows what time it is. */
  load(botId: string): readonly MirroredState[];
  /** Replaces the states of the same bots and markets, all or none. */
  save(states: readonly MirroredState[]): void;
}

/** A mirror that can forget what nobody will be given again. */
export interface ExpiringStateMirror extends StateMirror {
  /** Removes the states that have expired at `nowMs` and says how many. */
  sweep(nowMs: EpochMs): number;
}
