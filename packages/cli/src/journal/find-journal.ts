import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { PolytradersError } from "@polytraders/core";
import { JOURNAL_FILE } from "../run/run-place.ts";

/**
 * Finds a journal by its file, by the folder of its run, or by the run's id below the folder of runs.
 *
 * @throws PolytradersError RUN_NOT_FOUND
 */
export function findJournal(run: string, runs: string, workingDirectory: string): string {
  const direct = resolve(workingDirectory, run);
  const candidates = [
    direct,
    join(direct, JOURNAL_FILE),
    join(resolve(workingDirectory, runs, run), JOURNAL_FILE),
  ];
  const found = candidates.find(isFile);
  if (found !== undefined) return found;
  throw new PolytradersError("RUN_NOT_FOUND", {
    expected: "a run with a journal, or the journal itself",
    found: `no file ${candidates.join(", ")}`,
  });
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
