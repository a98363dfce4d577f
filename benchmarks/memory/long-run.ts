import { createSyntheticSource } from "@polytraders/adapter-synthetic";
import { botsOf, type BotSetName } from "../backtest/bot-sets.ts";
import type { Round } from "../harness/benchmark.ts";
import { loadInternal } from "../harness/internal-modules.ts";

interface Input {
  readonly rowCount: number;
  readonly markets: number;
  readonly bots: BotSetName;
  readonly runsDirectory: string;
}

/** The command line's backtest over a feed that is generated as it goes, no envelope kept. */
export async function prepare(input: Input): Promise<Round> {
  const { executeRun } = await loadInternal("cli/run/execute-run");
  const { driveMarketData } = await loadInternal("cli/run/run-driver");
  const { rowCount, markets, bots, runsDirectory } = input;
  const source = createSyntheticSource({ scenario: "load", seed: 5, markets, rowCount });
  return async () => {
    const summary = await executeRun({
      verb: "backtest",
      origin: source.origin,
      markets: source.markets,
      driver: driveMarketData(source),
      bots: botsOf(bots).map((bot) => ({ bot, configuration: {} })),
      trading: null,
      config: {},
      configFile: null,
      workingDirectory: runsDirectory,
      botReferences: null,
      feed: { kind: "synthetic", seed: 5, markets, durationSeconds: 0 },
      envelopes: { kind: "none" },
      runsDirectory,
      log: () => undefined,
      progress: { start: () => undefined, update: () => undefined, stop: () => undefined },
    });
    const { startMb, middleMb, endMb } = summary.memory;
    return {
      operations: summary.events,
      checksum: summary.stateHash,
      figures: {
        "RSS start MB": startMb,
        "RSS middle MB": middleMb,
        "RSS end MB": endMb,
        envelopes: summary.envelopes,
      },
    };
  };
}
