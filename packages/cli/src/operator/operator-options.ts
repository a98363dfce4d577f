/** Options of `risk status`. */
export interface StatusOptions {
  readonly runs: string;
  readonly json?: boolean;
}

/** Options of the verbs that give a run a command. */
export interface CommandOptions extends StatusOptions {
  readonly operator: string;
  readonly reason: string;
  readonly bot?: string;
  readonly market?: string;
  /** Minutes of the run's own time after which the command is not acted upon. */
  readonly expires?: number;
  /** Given again after a failure it acts once. */
  readonly commandId?: string;
}

/** Commands that an operator gives a run. */
export type OperatorVerb = "halt" | "reset_halt" | "lift_quarantine" | "reset_peak";
