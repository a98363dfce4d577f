import type { CliIo } from "./verb.ts";

/** The real process behind {@link CliIo}. */
export function processIo(): CliIo {
  return {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    isTerminal: process.stderr.isTTY && process.env["CI"] === undefined,
    workingDirectory: process.cwd(),
    environment: process.env,
    exit: (code) => {
      process.exitCode = code;
    },
  };
}
