import { openRecording } from "@polytraders/adapter-recordings";
import type { Round } from "../harness/benchmark.ts";

/** The rows of a recording alone, without books: what reading the file takes. */
export async function prepare(input: { readonly folder: string }): Promise<Round> {
  const recording = await openRecording(input.folder);
  return async () => {
    let operations = 0;
    for await (const batch of recording.batches()) operations += batch.length;
    return { operations, checksum: "rows only" };
  };
}
