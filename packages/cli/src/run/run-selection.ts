import { resolve } from "node:path";
import type { ConfiguredBot } from "@polytraders/core";
import type { CliIo } from "../verb.ts";
import { createProgress } from "./progress.ts";
import type { RunPlan } from "./execute-run.ts";
import { readRunConfig } from "./read-run-config.ts";
import type { RunConfig } from "./run-config.ts";
import type { RunOptions } from "./run-options.ts";
import { selectBots } from "./select-bots.ts";

/** What a verb's options come to, before there is any market. */
export interface RunSelection {
  readonly config: RunConfig;
  readonly configFile: string | null;
  readonly chosen: readonly ConfiguredBot[];
  /** The parts of a run's plan that follow from it. */
  readonly common: Pick<
    RunPlan,
    | "config"
    | "configFile"
    | "workingDirectory"
    | "botReferences"
    | "envelopes"
    | "runsDirectory"
    | "log"
    | "progress"
  >;
}

/**
 * Reads the configuration of a run and finds its bots.
 *
 * @param seed - of the command line; overrides the configuration's
 * @throws PolytradersError what reading a configuration and selecting bots throw
 */
export async function selectRun(
  verb: string,
  options: RunOptions,
  io: CliIo,
  seed?: number,
): Promise<RunSelection> {
  const { workingDirectory } = io;
  const file = options.config === undefined ? undefined : resolve(workingDirectory, options.config);
  const read = file === undefined ? {} : readRunConfig(file);
  const config = { ...read, ...(seed === undefined ? {} : { seed }) };
  const references = options.bots;
  const chosen = await selectBots({ references, config, configFile: file, workingDirectory });
  const configFile = file ?? null;
  return {
    config,
    configFile,
    chosen,
    common: {
      config,
      configFile,
      workingDirectory,
      botReferences: references ?? null,
      envelopes: options.envelopes,
      runsDirectory: resolve(workingDirectory, options.out),
      log: io.err,
      progress: createProgress(io.isTerminal && options.json !== true, verb),
    },
  };
}
