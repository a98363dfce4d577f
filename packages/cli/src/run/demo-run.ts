import { createSyntheticSource } from "@polytraders/adapter-synthetic";
import type { DemoOptions } from "./run-options.ts";
import type { CliIo } from "../verb.ts";
import { executeRun } from "./execute-run.ts";
import { driveMarketData } from "./run-driver.ts";
import { printSummary } from "./print-summary.ts";
import { selectRun } from "./run-selection.ts";

/** Generates a synthetic market, runs the bots on it and prints what came of it. */
export async function runDemo(options: DemoOptions, io: CliIo): Promise<void> {
  const { seed, markets, minutes } = options;
  const selection = await selectRun("demo", options, io);
  const generated = { seed, markets, durationSeconds: minutes * 60 };
  const source = createSyntheticSource({ scenario: "demo", ...generated });
  const summary = await executeRun({
    ...selection.common,
    config: { ...selection.config, seed: selection.config.seed ?? seed },
    verb: "demo",
    feed: { kind: "synthetic", ...generated },
    origin: source.origin,
    markets: source.markets,
    bots: selection.chosen,
    trading: null,
    driver: driveMarketData(source),
  });
  printSummary(summary, { isJson: options.json === true, io });
}
