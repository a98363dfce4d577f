import type { EpochMs } from "../domain/units.ts";

/** What a halt or a quarantine reaches; `null` twice is everything. */
export interface RiskScope {
  /** One strategy; `null` for all. */
  readonly botId: string | null;
  /** One market; `null` for all. */
  readonly marketId: string | null;
}

/** A latched halt: only an operator's `reset_halt` clears it. */
export interface Halt {
  readonly scope: RiskScope;
  readonly cause: "manual" | "automatic";
  /** Operator, or id of the guard. */
  readonly by: string;
  readonly reasonCode: string;
  /** In the operator's words, or what the guard found. */
  readonly reason: string;
  readonly sinceMs: EpochMs;
}

/** The kill switch as guards see and use it. */
export interface KillSwitch {
  /** The widest halt that reaches this strategy in this market; `null` when none does. */
  haltOf(botId: string, marketId: string): Halt | null;
  /** Every halt in force, oldest first. */
  halts(): readonly Halt[];
  /**
   * Latches a halt. Only a guard in force does; of a guard in shadow or advisory mode the request is
   * recorded and nothing is halted.
   *
   * @param found - what the guard found, for the record
   * @returns whether the halt is new
   */
  trip(scope: RiskScope, reasonCode: string, found: string): boolean;
}
