import type { Command } from "commander";

/** Exit codes of every verb; scripts rely on them. */
export const EXIT = { ok: 0, failedCheck: 1, usage: 2, halted: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a verb may touch of the outside world. */
export interface CliIo {
  /** Results. With `--json` exactly one JSON document. */
  readonly out: (text: string) => void;
  /** Logs, progress and errors. */
  readonly err: (text: string) => void;
  /** True when a person is watching: progress bars and colours are welcome. */
  readonly isTerminal: boolean;
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Set by the verb's action; the process ends with it. */
  readonly exit: (code: ExitCode) => void;
}

/**
 * One verb of the command line. `register` only declares names and options, so that `--help` stays
 * fast; an action imports what it needs when it runs. Errors are thrown as `PolytradersError` and
 * printed in one place.
 */
export interface VerbModule {
  register(program: Command, io: CliIo): void;
}
