import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MarketDataSource } from "@polytraders/core";
import { openRecordedGround } from "../trading/recorded-trading.ts";
import { withSettings } from "../trading/trading-ground.ts";
import { capacityCurve, type CapacityRun } from "../trading-report/capacity-curve.ts";
import type { CapacityCurve } from "../trading-report/summary/capacity-summary.ts";
import type { CliIo } from "../verb.ts";
import { executeRun, type RunPlan } from "./execute-run.ts";
import { driveSession } from "./run-driver.ts";
import type { RunFeed } from "./run-feed.ts";
import type { RunSelection } from "./run-selection.ts";
import type { RunSummary } from "./run-summary.ts";

/** A backtest whose strategies send orders. */
export interface TradingBacktest {
  readonly source: MarketDataSource;
  readonly selection: RunSelection;
  readonly feed: RunFeed;
  /** Factors on every purchase for the capacity curve; none for no curve. */
  readonly capacity: readonly number[];
}

/** Trades on recordings; once for each size of a capacity curve, and then the run itself. */
export async function runTradingBacktest(
  backtest: TradingBacktest,
  io: CliIo,
): Promise<RunSummary> {
  const capacity = await curveOf(backtest, io);
  return executeRun({ ...(await planOf(backtest, 1, io)), capacity });
}

async function planOf(
  { source, selection, feed }: TradingBacktest,
  sizeMultiplier: number,
  io: Pick<CliIo, "environment" | "err">,
): Promise<RunPlan> {
  const ground = await openRecordedGround(source, withSettings(selection, io), io);
  const { session, rowCount, plan } = ground;
  const driver = driveSession(session, { rowCount, operator: "backtest" });
  const trading = plan.trading === null ? null : { ...plan.trading, sizeMultiplier };
  return { ...selection.common, verb: "backtest", feed, ...plan, trading, driver };
}

async function curveOf(backtest: TradingBacktest, io: CliIo): Promise<CapacityCurve | null> {
  const { capacity: multipliers } = backtest;
  if (multipliers.length === 0) return null;
  // What there is to say of the configuration is said by the run itself.
  const quiet = { environment: io.environment, err: () => undefined };
  return capacityCurve({
    multipliers,
    run: async (multiplier) => runOnce(await planOf(backtest, multiplier, quiet)),
  });
}

/** A run of which only the figures stay. */
async function runOnce(plan: RunPlan): Promise<CapacityRun> {
  const runsDirectory = mkdtempSync(join(tmpdir(), "polytraders-capacity-"));
  try {
    const { trading } = await executeRun({ ...plan, runsDirectory, envelopes: { kind: "none" } });
    if (trading === null) return { netPnlMicroUsd: 0, filledMicroUsd: 0 };
    const { funnel } = trading.orders;
    const sum = (counts: readonly number[]): number =>
      counts.reduce((total, count) => total + count, 0);
    return {
      netPnlMicroUsd: trading.profit.netMicroUsd,
      filledMicroUsd: trading.fills.all.volumeMicroUsd,
      orderedMicroUsd: sum(funnel.map(({ orderNotionalMicroUsd }) => orderNotionalMicroUsd)),
      ordersPlaced: sum(funnel.map(({ sent }) => sent)),
      fillCount: trading.fills.all.fillCount,
    };
  } finally {
    rmSync(runsDirectory, { recursive: true, force: true });
  }
}
