import type { ImportProgress } from "@polytraders/adapter-recordings";
import { Presets, SingleBar } from "cli-progress";

/** Shows how much of the captures has been read. */
export interface ImportProgressBar {
  readonly update: (progress: ImportProgress) => void;
  readonly stop: () => void;
}

/** A bar on standard error for a person, nothing for a script. */
export function createImportProgress(isTerminal: boolean): ImportProgressBar {
  if (!isTerminal) return { update: () => undefined, stop: () => undefined };
  const bar = new SingleBar(
    {
      format: "import {bar} {percentage}% {rows} rows",
      hideCursor: true,
      clearOnComplete: true,
      stream: process.stderr,
    },
    Presets.shades_classic,
  );
  let isStarted = false;
  return {
    update({ characters, charactersTotal, rows }) {
      if (!isStarted) bar.start(charactersTotal, 0, { rows });
      isStarted = true;
      bar.update(characters, { rows });
    },
    stop() {
      if (isStarted) bar.stop();
      isStarted = false;
    },
  };
}
