import { createSyntheticSource } from "@polytraders/adapter-synthetic";
import { executeRun } from "../src/run/execute-run.ts";
import { driveMarketData } from "../src/run/run-driver.ts";
import { selectBots } from "../src/run/select-bots.ts";

/** Runs the built-in bots over a million generated rows and prints what the run says of itself. */
const [runsDirectory = "", rowCount = "1000000"] = process.argv.slice(2);
const bots = await selectBots({
  references: undefined,
  config: {},
  configFile: undefined,
  workingDirectory: runsDirectory,
});
const source = createSyntheticSource({
  scenario: "load",
  seed: 3,
  markets: 50,
  rowCount: Number(rowCount),
});
const summary = await executeRun({
  verb: "load",
  origin: source.origin,
  markets: source.markets,
  driver: driveMarketData(source),
  bots,
  trading: null,
  config: {},
  configFile: null,
  workingDirectory: runsDirectory,
  botReferences: null,
  feed: { kind: "synthetic", seed: 3, markets: 50, durationSeconds: 0 },
  envelopes: { kind: "none" },
  runsDirectory,
  log: () => undefined,
  progress: { start: () => undefined, update: () => undefined, stop: () => undefined },
});
process.stdout.write(`${JSON.stringify(summary)}\n`);
