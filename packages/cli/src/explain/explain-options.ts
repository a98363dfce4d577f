/** Options of `explain`. */
export interface ExplainOptions {
  readonly runs: string;
  readonly json?: boolean;
}
