/** Options of every `journal` verb. */
export interface JournalOptions {
  readonly runs: string;
  readonly json?: boolean;
}
