import { rmSync } from "node:fs";
import { join } from "node:path";
import { executeRun } from "../src/run/execute-run.ts";
import { driveSession } from "../src/run/run-driver.ts";
import { selectBots } from "../src/run/select-bots.ts";
import { openSimulatedGround, type SimulatedFeed } from "../src/trading/simulated-trading.ts";
import { withSettings } from "../src/trading/trading-ground.ts";

/** Trades in the same small world again and again; prints the heap in use after each run, in bytes. */
const [folder = "", runs = "20", minutes = "10"] = process.argv.slice(2);
const collectGarbage = globalThis.gc;
if (collectGarbage === undefined) throw new Error("start with --expose-gc");
const feed: SimulatedFeed = {
  kind: "simulated",
  seed: 1,
  markets: 1,
  startMs: Date.UTC(2026, 0, 5),
};
const references = ["strat.maker_tight", "intel.liquidity_decay_monitor"];
const io = { environment: {}, err: () => undefined };
const heapBytes: number[] = [];
const stateHashes = new Set<string>();
let orders = 0;

for (let run = 0; run < Number(runs); run += 1) {
  const chosen = await selectBots({
    references,
    config: {},
    configFile: undefined,
    workingDirectory: folder,
  });
  const selection = withSettings({ config: {}, configFile: null, chosen }, io);
  const { session, plan } = await openSimulatedGround(feed, selection, io);
  const runsDirectory = join(folder, `run-${run}`);
  const { stateHash, trading } = await executeRun({
    ...plan,
    verb: "memory",
    feed,
    driver: driveSession(session, {
      rowCount: null,
      untilMs: feed.startMs + Number(minutes) * 60_000,
      operator: "memory",
    }),
    config: {},
    configFile: null,
    workingDirectory: folder,
    botReferences: references,
    envelopes: { kind: "all" },
    runsDirectory,
    log: () => undefined,
    progress: { start: () => undefined, update: () => undefined, stop: () => undefined },
  });
  rmSync(runsDirectory, { recursive: true });
  stateHashes.add(stateHash);
  orders = trading?.orders.funnel.reduce((sum, { sent }) => sum + sent, 0) ?? 0;
  collectGarbage();
  heapBytes.push(process.memoryUsage().heapUsed);
}
process.stdout.write(`${JSON.stringify({ heapBytes, orders, stateHashes: [...stateHashes] })}\n`);
