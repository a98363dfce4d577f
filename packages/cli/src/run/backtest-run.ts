import { openData } from "@polytraders/adapter-recordings";
import { resolve } from "node:path";
import type { BacktestOptions } from "./run-options.ts";
import type { CliIo } from "../verb.ts";
import { executeRun } from "./execute-run.ts";
import { driveMarketData } from "./run-driver.ts";
import { printSummary } from "./print-summary.ts";
import { createProgress } from "./progress.ts";
import { readRunConfig } from "./read-run-config.ts";
import { selectBots } from "./select-bots.ts";

/** Opens recordings (importing raw captures first), runs the bots on them and prints the result. */
export async function runBacktest(options: BacktestOptions, io: CliIo): Promise<void> {
  const { workingDirectory } = io;
  const configFile =
    options.config === undefined ? undefined : resolve(workingDirectory, options.config);
  const config = configFile === undefined ? {} : readRunConfig(configFile);
  const bots = await selectBots({ references: options.bots, config, configFile, workingDirectory });
  const source = await openData(
    options.data.map((path) => resolve(workingDirectory, path)),
    { cacheDir: resolve(workingDirectory, options.cache) },
  );
  const summary = await executeRun({
    verb: "backtest",
    origin: source.origin,
    markets: source.markets,
    driver: driveMarketData(source),
    bots,
    config: { ...config, ...(options.seed === undefined ? {} : { seed: options.seed }) },
    envelopes: options.envelopes,
    runsDirectory: resolve(workingDirectory, options.out),
    log: io.err,
    progress: createProgress(io.isTerminal && options.json !== true, "backtest"),
  });
  printSummary(summary, { isJson: options.json === true, io });
}
