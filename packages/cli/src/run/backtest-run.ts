import { openData } from "@polytraders/adapter-recordings";
import { resolve } from "node:path";
import { openRecordedGround } from "../trading/recorded-trading.ts";
import { withSettings } from "../trading/trading-ground.ts";
import type { CliIo } from "../verb.ts";
import { executeRun } from "./execute-run.ts";
import { driveMarketData, driveSession } from "./run-driver.ts";
import type { RunFeed } from "./run-feed.ts";
import type { BacktestOptions } from "./run-options.ts";
import { selectRun } from "./run-selection.ts";
import type { RunSummary } from "./run-summary.ts";
import { exitCodeOf } from "./exit-code-of.ts";
import { printSummary } from "./print-summary.ts";
import { isTradingRun } from "./trading-bots.ts";

/** Opens recordings (importing raw captures first), runs the bots on them and prints the result. */
export async function runBacktest(options: BacktestOptions, io: CliIo): Promise<void> {
  const selection = await selectRun("backtest", options, io, options.seed);
  const feed: RunFeed = {
    kind: "recordings",
    data: options.data.map((path) => resolve(io.workingDirectory, path)),
    cache: resolve(io.workingDirectory, options.cache),
  };
  const source = await openData(feed.data, { cacheDir: feed.cache });
  const shared = { ...selection.common, verb: "backtest", feed };
  const summary = isTradingRun(selection.chosen)
    ? await trade()
    : await executeRun({
        ...shared,
        origin: source.origin,
        markets: source.markets,
        bots: selection.chosen,
        trading: null,
        driver: driveMarketData(source),
      });
  printSummary(summary, { isJson: options.json === true, io });
  io.exit(exitCodeOf(summary));

  async function trade(): Promise<RunSummary> {
    const ground = await openRecordedGround(source, withSettings(selection, io), io);
    const { session, rowCount, plan } = ground;
    const driver = driveSession(session, { rowCount, operator: "backtest" });
    return executeRun({ ...shared, ...plan, driver });
  }
}
