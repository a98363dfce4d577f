/** The command line as a function: give it arguments and the outside world. */
export { runCommandLine } from "./command-line.ts";
export { EXIT, type CliIo, type ExitCode } from "./verb.ts";
