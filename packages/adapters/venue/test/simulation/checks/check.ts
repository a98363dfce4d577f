/** Something that must hold all the time. Throws with what does not. */
export interface SimulationCheck {
  /** Cheap: called after every step. */
  readonly afterStep?: () => void;
  /** Now and then, and at the end. */
  readonly atCheckpoint?: () => void;
  /** After everything has ended: no orders, no faults, nothing on its way. */
  readonly atEnd?: () => void;
}

export function demand(holds: boolean, broken: () => string): void {
  if (!holds) throw new Error(broken());
}
