import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Round } from "../harness/benchmark.ts";

interface Input {
  readonly orders: number;
  readonly folder: string;
}

/** What a commit of one order writes to the log: about three pages. */
const BYTES = 12_288;

/** What the disk takes for so much, without a database: what a durable order cannot do without. */
export function prepare({ orders, folder }: Input): Round {
  const file = join(folder, "plain.log");
  const bytes = new Uint8Array(BYTES);
  return () => {
    const durationsUs = new Float64Array(orders);
    const handle = openSync(file, "w");
    for (let order = 0; order < orders; order += 1) {
      const startedAtMs = performance.now();
      writeSync(handle, bytes);
      fdatasyncSync(handle);
      durationsUs[order] = (performance.now() - startedAtMs) * 1_000;
    }
    closeSync(handle);
    rmSync(file);
    durationsUs.sort();
    const at = (share: number): number => durationsUs[Math.floor(share * (orders - 1))] ?? 0;
    return {
      operations: orders,
      checksum: "",
      figures: { "median us": at(0.5), "p99 us": at(0.99), "slowest us": at(1) },
    };
  };
}
