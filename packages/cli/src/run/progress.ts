import { Presets, SingleBar } from "cli-progress";

/** Shows how far long work has come. */
export interface Progress {
  start(total: number): void;
  update(done: number): void;
  stop(): void;
}

/** A bar on standard error for a person, nothing for a script. */
export function createProgress(isTerminal: boolean, what: string): Progress {
  if (!isTerminal)
    return { start: () => undefined, update: () => undefined, stop: () => undefined };
  const bar = new SingleBar(
    {
      format: `${what} {bar} {percentage}% {value} rows`,
      hideCursor: true,
      clearOnComplete: true,
      stream: process.stderr,
    },
    Presets.shades_classic,
  );
  return {
    start: (total) => bar.start(total, 0),
    update: (done) => bar.update(done),
    stop: () => bar.stop(),
  };
}
