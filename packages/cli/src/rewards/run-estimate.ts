import { resolve } from "node:path";
import { PolytradersError } from "@polytraders/core";
import type { CliIo } from "../verb.ts";
import type { EstimateOptions } from "./estimate-options.ts";
import type { KnownBook } from "./known-book.ts";
import { estimateText } from "./print-estimate.ts";
import { readBookFile } from "./read-book-file.ts";
import { recordedBook } from "./recorded-book.ts";
import { rewardAnswer } from "./reward-answer.ts";

/** Prints what resting orders would earn in a market's liquidity rewards. */
export async function runEstimate(options: EstimateOptions, io: CliIo): Promise<void> {
  const answer = rewardAnswer(options, await bookOf(options, io));
  if (options.json !== true) {
    io.out(estimateText(answer));
    return;
  }
  const { book, ...figures } = answer;
  io.out(JSON.stringify({ schemaVersion: 1, ...figures, book: book?.title ?? null }));
}

async function bookOf(options: EstimateOptions, io: CliIo): Promise<KnownBook | null> {
  const { competition, book, data } = options;
  const given = [competition, book, data].filter((source) => source !== undefined);
  if (given.length !== 1) {
    throw new PolytradersError("CONFIG_INVALID", {
      expected: "one of --competition, --book and --data",
      found: given.length === 0 ? "none" : `${given.length} of them`,
      hint: "State the others' score, or give the book that it is read from.",
    });
  }
  const inFolder = (path: string): string => resolve(io.workingDirectory, path);
  if (book !== undefined) return readBookFile(inFolder(book));
  if (data === undefined) return null;
  const { openData } = await import("@polytraders/adapter-recordings");
  const source = await openData(data.map(inFolder), { cacheDir: inFolder(options.cache) });
  return recordedBook(source, options.market, options.at);
}
