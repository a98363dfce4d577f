import type { CliIo, ExitCode } from "../src/verb.ts";

/** A terminal that remembers what it was shown. */
export class MemoryIo implements CliIo {
  readonly outLines: string[] = [];
  readonly errLines: string[] = [];
  readonly isTerminal = false;
  readonly workingDirectory: string;
  readonly environment: CliIo["environment"];
  exitCode: ExitCode | undefined;

  constructor(workingDirectory = "/trader", environment: CliIo["environment"] = {}) {
    this.workingDirectory = workingDirectory;
    this.environment = environment;
  }

  readonly out = (text: string): void => {
    this.outLines.push(text);
  };

  readonly err = (text: string): void => {
    this.errLines.push(text);
  };

  readonly exit = (code: ExitCode): void => {
    this.exitCode = code;
  };

  /** Everything on standard output, line by line. */
  get lines(): string[] {
    return this.outLines.join("\n").split("\n");
  }
}
