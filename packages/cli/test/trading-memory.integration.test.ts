import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { outsideFolder } from "./polytraders-process.ts";

const { path: folder } = outsideFolder();
const RUNS = 20;
const MEGABYTE = 1_048_576;
/** The engine goes on compiling, less and less; a run that stayed would be many times as much. */
const GROWTH_BYTES_MAX = 6 * MEGABYTE;

interface Figures {
  readonly heapBytes: readonly number[];
  readonly orders: number;
  readonly stateHashes: readonly string[];
}

it("twenty trading runs in one process leave no memory behind, and come out the same", async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--expose-gc",
    "--no-warnings",
    "--conditions=@polytraders/source",
    join(import.meta.dirname, "repeated-trading-runs.ts"),
    folder,
    String(RUNS),
  ]);
  const { heapBytes, orders, stateHashes } = JSON.parse(stdout) as Figures;
  const [fifth = 0, last = Number.POSITIVE_INFINITY] = [heapBytes[4], heapBytes[RUNS - 1]];
  const inMegabytes = (bytes: number): string => (bytes / MEGABYTE).toFixed(1);
  console.log(
    `${RUNS} runs of ${orders} orders; heap ${inMegabytes(fifth)} MB after the 5th, ` +
      `${inMegabytes(last)} MB after the last`,
  );
  expect(heapBytes).toHaveLength(RUNS);
  expect(orders).toBeGreaterThan(10);
  expect(stateHashes).toHaveLength(1);
  expect(last - fifth).toBeLessThan(GROWTH_BYTES_MAX);
}, 180_000);
