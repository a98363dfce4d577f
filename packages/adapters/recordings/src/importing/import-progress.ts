/** How far an import has come, in characters of decoded text over all files. */
export interface ImportProgress {
  readonly characters: number;
  readonly charactersTotal: number;
  readonly rows: number;
}
