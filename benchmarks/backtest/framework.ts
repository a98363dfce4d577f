import { rmSync } from "node:fs";
import { Runtime, type KernelObserver } from "@polytraders/core";
import type { Round } from "../harness/benchmark.ts";
import { loadInternal } from "../harness/internal-modules.ts";
import { botsOf, type BotSetName } from "./bot-sets.ts";
import { DecisionTally } from "./decision-tally.ts";
import { holdRows, type RowsInput } from "./held-rows.ts";

interface Input extends RowsInput {
  readonly bots: BotSetName;
  /** File that takes every envelope as a line of JSON; none when absent. */
  readonly envelopeFile?: string;
}

/** The runtime as the command line uses it: checks, contracts, budgets, envelopes, state hash. */
export async function prepare(input: Input): Promise<Round> {
  const { markets, batches } = await holdRows(input);
  const { BusyStopwatch } = await loadInternal("cli/run/busy-stopwatch");
  const { EnvelopeWriter } = await loadInternal("cli/run/envelope-writer");
  return () => {
    const tally = new DecisionTally();
    const observers: KernelObserver[] = [
      { onEnvelope: ({ value, confidence }) => tally.note(value, confidence) },
    ];
    const writer =
      input.envelopeFile === undefined
        ? undefined
        : new EnvelopeWriter(fresh(input.envelopeFile), { kind: "all" });
    if (writer !== undefined) observers.push(writer);
    const runtime = new Runtime({
      markets,
      bots: botsOf(input.bots).map((bot) => ({ bot, configuration: {} })),
      configVersion: "benchmark",
      seed: 1,
      stopwatch: new BusyStopwatch(),
      log: () => ({ info: () => undefined, warn: () => undefined }),
      onNotice: () => undefined,
      observers,
    });
    const { kernel } = runtime;
    for (const batch of batches) runtime.apply(batch);
    kernel.finish();
    writer?.close();
    return {
      operations: kernel.rowCount,
      checksum: tally.checksum(),
      figures: { frames: kernel.sequence, envelopes: kernel.envelopeCount },
    };
  };
}

/** The writer refuses a file that is there already. */
function fresh(file: string): string {
  rmSync(file, { force: true });
  return file;
}
