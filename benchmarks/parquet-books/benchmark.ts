import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { openRecording, writeRecording } from "@polytraders/adapter-recordings";
import { createSyntheticSource } from "@polytraders/adapter-synthetic";
import type { Benchmark, Case, CaseResult, Size } from "../harness/benchmark.ts";
import { candidateOf, ratios, wallRate } from "../harness/report.ts";
import { removeScratch, scratchFolder } from "../harness/scratch-folder.ts";

const OWN = "Polytraders: Parquet -> checked rows -> books, state hash";
const NDJSON = "NDJSON: JSON.parse -> ccxt books, no checks";
const DUCKDB = "Parquet: DuckDB rows -> ccxt books, no checks";

export const benchmark: Benchmark = {
  name: "parquet-books",
  title: "Recording to books, no bots",
  needsPeers: true,
  cases,
  cleanUp: removeScratch,
  targets: [
    {
      what: "Parquet recording -> books, no bots, 100 markets",
      kind: "rate",
      unit: "rows/s",
      isHigherBetter: true,
      first: 5_000_000,
      goal: 7_000_000,
      values: (results) => (candidateOf(results, "100 markets", OWN)?.rounds ?? []).map(wallRate),
    },
    ratioTarget("the same over NDJSON and ccxt's books", NDJSON, 5, 10),
    ratioTarget("the same over DuckDB's rows and ccxt's books", DUCKDB, 2, 4),
  ],
};

async function cases(size: Size): Promise<Case[]> {
  const rowCount = size === "full" ? 2_000_000 : 100_000;
  return [await replayCase(100, rowCount), await replayCase(1_000, rowCount)];
}

async function replayCase(markets: number, rowCount: number): Promise<Case> {
  const folder = join(scratchFolder("parquet-books"), `recording-${markets}`);
  const source = createSyntheticSource({ scenario: "load", seed: 5, markets, rowCount });
  await writeRecording(source, folder);
  const file = await writeLines(folder);
  const candidate = (label: string, name: string, isUnchecked = false) => ({
    label,
    module: `parquet-books/${name}.ts`,
    input: { folder, file, markets },
    isUnchecked,
  });
  return {
    title: `${markets.toLocaleString("en")} markets, ${rowCount.toLocaleString("en")} rows`,
    unit: "rows",
    candidates: [
      candidate(OWN, "core-kernel"),
      candidate("Polytraders: rows of the file alone", "core-rows", true),
      candidate(DUCKDB, "duckdb-peer"),
      candidate(NDJSON, "ndjson-peer"),
    ],
  };
}

/** The rows of a recording as lines of JSON. */
async function writeLines(folder: string): Promise<string> {
  const path = join(folder, "rows.ndjson");
  const file = openSync(path, "w");
  const recording = await openRecording(folder);
  for await (const batch of recording.batches()) {
    const { timeMs, exchangeTimeMs, market, kind, side, flags, price, size } = batch;
    let text = "";
    for (let at = 0; at < batch.length; at += 1) {
      text += `[${timeMs[at]},${exchangeTimeMs[at]},${market[at]},${kind[at]},${side[at]},${flags[at]},${price[at]},${size[at]}]\n`;
    }
    writeSync(file, text);
  }
  closeSync(file);
  return path;
}

function ratioTarget(what: string, peer: string, first: number, goal: number) {
  return {
    what,
    kind: "ratio" as const,
    unit: "x",
    isHigherBetter: true,
    first,
    goal,
    values: (results: readonly CaseResult[]) =>
      ratios(candidateOf(results, "100 markets", OWN), candidateOf(results, "100 markets", peer)),
  };
}
