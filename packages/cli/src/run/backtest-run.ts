import { openData } from "@polytraders/adapter-recordings";
import { resolve } from "node:path";
import type { CliIo } from "../verb.ts";
import { executeRun } from "./execute-run.ts";
import { exitCodeOf } from "./exit-code-of.ts";
import { printSummary } from "./print-summary.ts";
import { driveMarketData } from "./run-driver.ts";
import type { RunFeed } from "./run-feed.ts";
import type { BacktestOptions } from "./run-options.ts";
import { selectRun } from "./run-selection.ts";
import { isTradingRun } from "./trading-bots.ts";
import { runTradingBacktest } from "./trading-backtest.ts";

/**
 * Opens recordings (importing raw captures first), runs the bots on them and prints the result. Where
 * a strategy is among them, it trades on a simulated venue around the recorded books.
 */
export async function runBacktest(options: BacktestOptions, io: CliIo): Promise<void> {
  const selection = await selectRun("backtest", options, io, options.seed);
  const feed: RunFeed = {
    kind: "recordings",
    data: options.data.map((path) => resolve(io.workingDirectory, path)),
    cache: resolve(io.workingDirectory, options.cache),
  };
  const source = await openData(feed.data, { cacheDir: feed.cache });
  const { capacity = [] } = options;
  const summary = isTradingRun(selection.chosen)
    ? await runTradingBacktest({ source, selection, feed, capacity }, io)
    : await executeRun({
        ...selection.common,
        verb: "backtest",
        feed,
        origin: source.origin,
        markets: source.markets,
        bots: selection.chosen,
        trading: null,
        driver: driveMarketData(source),
      });
  printSummary(summary, { isJson: options.json === true, io });
  io.exit(exitCodeOf(summary));
}
