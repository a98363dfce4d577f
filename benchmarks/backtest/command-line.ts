import { rmSync } from "node:fs";
import { openRecording } from "@polytraders/adapter-recordings";
import type { Round } from "../harness/benchmark.ts";
import { loadInternal } from "../harness/internal-modules.ts";
import { botsOf, type BotSetName } from "./bot-sets.ts";

interface Input {
  readonly folder: string;
  readonly runsDirectory: string;
  readonly bots: BotSetName;
  readonly envelopes: "all" | "none";
}

/** `polytraders backtest` without its arguments: Parquet, bots, journal, metrics and report. */
export async function prepare(input: Input): Promise<Round> {
  const { folder, runsDirectory, bots, envelopes } = input;
  const { executeRun } = await loadInternal("cli/run/execute-run");
  const { driveMarketData } = await loadInternal("cli/run/run-driver");
  const source = await openRecording(folder);
  return async () => {
    const { events, stateHash, memory } = await executeRun({
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
      feed: { kind: "recordings", data: [folder], cache: folder },
      envelopes: { kind: envelopes },
      runsDirectory,
      log: () => undefined,
      progress: { start: () => undefined, update: () => undefined, stop: () => undefined },
    });
    rmSync(runsDirectory, { recursive: true, force: true });
    const { startMb, middleMb, endMb } = memory;
    return {
      operations: events,
      checksum: stateHash,
      figures: { "RSS start": startMb, "RSS middle": middleMb, "RSS end": endMb },
    };
  };
}
