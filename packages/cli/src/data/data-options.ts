/** Options of `data import`. */
export interface DataImportOptions {
  readonly out: string;
  readonly force?: boolean;
  readonly label?: string;
  readonly json?: boolean;
}

/** Options of `data inspect`. */
export interface DataInspectOptions {
  readonly cache: string;
  readonly json?: boolean;
}
