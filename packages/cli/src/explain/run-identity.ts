import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PolytradersError } from "@polytraders/core";
import { z } from "zod";

const runIdentitySchema = z.looseObject({
  runId: z.string(),
  verb: z.string(),
  origin: z.object({ kind: z.string(), label: z.string() }),
  bots: z.array(z.object({ botId: z.string(), reference: z.string() })),
  markets: z.record(z.string(), z.string()).optional(),
});

/** What `run.json` says that explaining needs. */
export type RunIdentity = z.infer<typeof runIdentitySchema>;

/**
 * Finds a run by its folder, or by its id below the folder of runs.
 *
 * @throws PolytradersError RUN_NOT_FOUND
 */
export function findRunFolder(run: string, runs: string, workingDirectory: string): string {
  const candidates = [resolve(workingDirectory, run), resolve(workingDirectory, runs, run)];
  const found = candidates.find((folder) => existsSync(join(folder, "run.json")));
  if (found !== undefined) return found;
  throw new PolytradersError("RUN_NOT_FOUND", {
    found: `no run.json in ${candidates.join(" or ")}`,
  });
}

/** @throws PolytradersError RUN_NOT_FOUND when run.json is damaged */
export function readRunIdentity(folder: string): RunIdentity {
  const file = join(folder, "run.json");
  try {
    return runIdentitySchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new PolytradersError("RUN_NOT_FOUND", {
      expected: "a run.json that a run has written",
      found: "a damaged one",
      place: { file },
      cause,
    });
  }
}
