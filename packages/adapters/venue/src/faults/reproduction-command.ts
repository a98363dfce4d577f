/** What a run needs to be repeated. */
export interface Reproduction {
  readonly seed: number;
  /** The plan's file, `null` without one. */
  readonly faultsFile: string | null;
  /** What is run: the served venue, or a simulation in process by its own command. */
  readonly command: string;
  /** Options of that command, by name without the dashes; `true` for a switch. */
  readonly options?: Readonly<Record<string, string | number | true>>;
}

/**
 * The one command line that repeats a run: `polytraders venue --seed 7 --faults plan.yaml`. Safe to
 * paste into a POSIX shell.
 */
export function reproductionCommand(run: Reproduction): string {
  const { command, seed, faultsFile, options = {} } = run;
  const words = [command, "--seed", String(seed)];
  if (faultsFile !== null) words.push("--faults", quoted(faultsFile));
  for (const [name, value] of Object.entries(options)) {
    words.push(`--${name}`);
    if (value !== true) words.push(quoted(String(value)));
  }
  return words.join(" ");
}

function quoted(word: string): string {
  return /^[A-Za-z0-9_./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
