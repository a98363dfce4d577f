import { openSimulatedGround, type SimulatedFeed } from "../trading/simulated-trading.ts";
import { withSettings } from "../trading/trading-ground.ts";
import type { CliIo } from "../verb.ts";
import { executeRun } from "./execute-run.ts";
import { driveSession } from "./run-driver.ts";
import type { RunSelection } from "./run-selection.ts";
import type { RunSummary } from "./run-summary.ts";

/** Midnight at which the demonstration's day begins. */
const START_MS = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;

/** A market maker and the bots around it in a made-up market, one simulated day. */
export async function runTradingDay(
  selection: RunSelection,
  seed: number,
  io: CliIo,
): Promise<RunSummary> {
  const feed: SimulatedFeed = { kind: "simulated", seed, markets: 1, startMs: START_MS };
  const { session, plan } = await openSimulatedGround(feed, withSettings(selection, io), io);
  return executeRun({
    ...selection.common,
    ...plan,
    verb: "demo-trading",
    feed,
    driver: driveSession(session, {
      rowCount: null,
      untilMs: START_MS + DAY_MS,
      operator: "demo",
    }),
  });
}
