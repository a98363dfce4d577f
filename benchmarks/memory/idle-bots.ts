import { Runtime, type BotDefinition } from "@polytraders/core";
import { loaded } from "../backtest/bench-bots.ts";
import { botsOf } from "../backtest/bot-sets.ts";
import { holdRows } from "../backtest/held-rows.ts";
import type { Round } from "../harness/benchmark.ts";

interface Input {
  readonly markets: number;
  readonly copiesOfEach: number;
}

const ROWS_PER_MARKET = 60;

/** Copies of the three real bots on many markets, each with data, then nothing: what they hold. */
export async function prepare({ markets, copiesOfEach }: Input): Promise<Round> {
  const held = await holdRows({ markets, rowCount: markets * ROWS_PER_MARKET });
  globalThis.gc?.();
  const before = process.memoryUsage();
  return () => {
    const bots = Array.from({ length: copiesOfEach }, (_, copy) =>
      botsOf("3 real").map(({ definition }) => copyOf(definition, copy)),
    ).flat();
    const runtime = new Runtime({
      markets: held.markets,
      bots: bots.map((definition) => ({ bot: loaded(definition), configuration: {} })),
      configVersion: "benchmark",
      seed: 1,
      stopwatch: { nowMs: () => 0 },
      log: () => ({ info: () => undefined, warn: () => undefined }),
      onNotice: () => undefined,
    });
    for (const batch of held.batches) runtime.apply(batch);
    globalThis.gc?.();
    const after = process.memoryUsage();
    const megabytes = (of: "rss" | "heapUsed" | "arrayBuffers"): number =>
      (after[of] - before[of]) / 1_048_576;
    return {
      operations: bots.length * markets,
      checksum: runtime.kernel.stateHash,
      figures: {
        "process MB": after.rss / 1_048_576,
        "heap added MB": megabytes("heapUsed"),
        "arrays added MB": megabytes("arrayBuffers"),
      },
    };
  };
}

/** The same bot under another id; the first copy keeps its own, which others require. */
function copyOf({ contract, create }: BotDefinition, copy: number): BotDefinition {
  if (copy === 0) return { contract, create };
  const { manifest } = contract;
  const botId = `${manifest.botId}_${copy}`;
  return { contract: { ...contract, manifest: { ...manifest, botId, aliases: [] } }, create };
}
