/** The first place at which a replay does something else than its run. */
export interface Divergence {
  /** Number of the journal's entry, or of its record, that is not borne out. */
  readonly entry: number;
  readonly of: "effect" | "checkpoint" | "record";
  /** Kernel event at which it shows. */
  readonly eventSequence: number;
  /** Newest event after which both had the same state hash; 0 where none was compared. */
  readonly equalUpTo: number;
  /** What the journal says, and what the replay did; `null` for nothing. */
  readonly journalled: unknown;
  readonly replayed: unknown;
}

/** Ends a replay at the first difference. */
export class ReplayDiverged extends Error {
  readonly divergence: Divergence;
  override readonly name = "ReplayDiverged";

  constructor(divergence: Divergence) {
    super(`replay differs at event ${divergence.eventSequence}`);
    this.divergence = divergence;
  }
}
