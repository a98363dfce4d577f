/** What a gate found. */
export interface GateResult {
  readonly succeeded: boolean;
  /** What to read when it failed. */
  readonly output: string;
  /** A few words for the gate's line, such as the number of things looked at. */
  readonly detail?: string;
  /** Test totals, for gates that run tests. */
  readonly totals?: TestTotals;
}

/** Number of tests by outcome. */
export interface TestTotals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** How a gate was called. */
export interface GateOptions {
  /** Repair or refresh instead of only checking, where the gate can. */
  readonly isFixing: boolean;
}

/** One check of the whole repository, runnable alone: `npm run gate -- <name>`. */
export interface Gate {
  readonly name: string;
  /** What the gate proves, for `npm run gate -- --list`. */
  readonly purpose: string;
  /** The gate reads compiled output, so it cannot run after a failed build. */
  readonly needsBuild: boolean;
  /** The gate uses both cores itself and runs alone, in order. */
  readonly isExclusive: boolean;
  run(options: GateOptions): Promise<GateResult>;
}
