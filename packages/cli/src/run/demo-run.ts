import { createSyntheticSource } from "@polytraders/adapter-synthetic";
import type { DemoOptions } from "./run-options.ts";
import type { CliIo } from "../verb.ts";
import { executeRun } from "./execute-run.ts";
import { driveMarketData } from "./run-driver.ts";
import { printSummary } from "./print-summary.ts";
import { selectRun, type RunSelection } from "./run-selection.ts";
import type { RunSummary } from "./run-summary.ts";
import { isTradingRun } from "./trading-bots.ts";
import { runTradingDay } from "./trading-day.ts";

/** Makers of the trading day, where the user names no strategy. */
const DAY_BOTS = ["strat.maker_tight", "intel.liquidity_decay_monitor"];

/**
 * Two acts: bots that observe, on generated books; then a market maker on a simulated venue, one day.
 * Whoever names bots gets the act that they are for.
 */
export async function runDemo(options: DemoOptions, io: CliIo): Promise<void> {
  const isJson = options.json === true;
  const selection = await selectRun("demo", options, io);
  const isNamed = options.bots !== undefined || options.config !== undefined;
  const isTrading = isTradingRun(selection.chosen);
  const observed = isTrading ? null : await observe(options, selection);
  if (observed !== null && !isJson) printSummary(observed, { isJson, io });
  const day =
    isTrading || (options.trading && !isNamed) ? await tradeADay(options, selection, io) : null;
  if (day !== null && !isJson) {
    io.out("\nA day of trading on a simulated venue\n");
    printSummary(day, { isJson, io });
  }
  if (isJson) io.out(JSON.stringify({ ...(observed ?? day), tradingDay: day }));
}

async function observe(options: DemoOptions, selection: RunSelection): Promise<RunSummary> {
  const { seed, markets, minutes } = options;
  const generated = { seed, markets, durationSeconds: minutes * 60 };
  const source = createSyntheticSource({ scenario: "demo", ...generated });
  return executeRun({
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
}

async function tradeADay(
  options: DemoOptions,
  selection: RunSelection,
  io: CliIo,
): Promise<RunSummary> {
  const named = isTradingRun(selection.chosen)
    ? selection
    : await selectRun("demo", { ...options, bots: DAY_BOTS }, io, options.seed);
  return runTradingDay(named, options.seed, io);
}
