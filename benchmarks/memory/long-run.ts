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
  const { rowCount, markets, bots, runsDirectory } = input;
  const source = createSyntheticSource({ scenario: "load", seed: 5, markets, rowCount });
  return async () => {
    const summary = await executeRun({
      verb: "backtest",
      source,
      bots: botsOf(bots).map((bot) => ({ bot, configuration: {} })),
      config: {},
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
