import { createSyntheticSource } from "@polytraders/adapter-synthetic";
import { resolve } from "node:path";
import type { DemoOptions } from "./run-options.ts";
import type { CliIo } from "../verb.ts";
import { executeRun } from "./execute-run.ts";
import { driveMarketData } from "./run-driver.ts";
import { printSummary } from "./print-summary.ts";
import { createProgress } from "./progress.ts";
import { readRunConfig } from "./read-run-config.ts";
import { selectBots } from "./select-bots.ts";

/** Generates a synthetic market, runs the bots on it and prints what came of it. */
export async function runDemo(options: DemoOptions, io: CliIo): Promise<void> {
  const { workingDirectory } = io;
  const configFile =
    options.config === undefined ? undefined : resolve(workingDirectory, options.config);
  const config = configFile === undefined ? {} : readRunConfig(configFile);
  const source = createSyntheticSource({
    scenario: "demo",
    seed: options.seed,
    markets: options.markets,
    durationSeconds: options.minutes * 60,
  });
  const bots = await selectBots({ references: options.bots, config, configFile, workingDirectory });
  const summary = await executeRun({
    verb: "demo",
    origin: source.origin,
    markets: source.markets,
    driver: driveMarketData(source),
    bots,
    config: { ...config, seed: config.seed ?? options.seed },
    envelopes: options.envelopes,
    runsDirectory: resolve(workingDirectory, options.out),
    log: io.err,
    progress: createProgress(io.isTerminal && options.json !== true, "demo"),
  });
  printSummary(summary, { isJson: options.json === true, io });
}
