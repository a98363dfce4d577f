import { openRecording } from "@polytraders/adapter-recordings";
import { Runtime } from "@polytraders/core";
import type { Round } from "../harness/benchmark.ts";
import { checksumOf } from "../harness/book-checksum.ts";

/** A recording through the kernel without bots: books, checks of every row and the state hash. */
export async function prepare(input: { readonly folder: string }): Promise<Round> {
  const recording = await openRecording(input.folder);
  return async () => {
    const runtime = new Runtime({
      markets: recording.markets,
      bots: [],
      configVersion: "benchmark",
      seed: 1,
      stopwatch: { nowMs: () => 0 },
      log: () => ({ info: () => undefined, warn: () => undefined }),
      onNotice: () => undefined,
    });
    const { kernel } = runtime;
    for await (const batch of recording.batches()) runtime.apply(batch);
    kernel.finish();
    if (kernel.stateHash === "") throw new Error("no state hash");
    return { operations: kernel.rowCount, checksum: checksumOf(kernel.markets) };
  };
}
