// Runs one candidate in this process, one round for each message of the parent.
import { performance } from "node:perf_hooks";
import type { CandidateModule, RoundResult } from "./benchmark.ts";

/** What the parent asks for. */
export interface RoundRequest {
  readonly module: string;
  readonly input: unknown;
}

/** What comes back. */
export type RoundAnswer = { readonly result: RoundResult } | { readonly failure: string };

process.on("message", (request: RoundRequest) => {
  void answer(request).then((reply) => process.send?.(reply));
});

async function answer({ module, input }: RoundRequest): Promise<RoundAnswer> {
  try {
    const loaded: CandidateModule = await import(new URL(`../${module}`, import.meta.url).href);
    // The benchmark that names the module also states its input.
    return { result: await measureRound(loaded, input as never) };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function measureRound(loaded: CandidateModule, input: never): Promise<RoundResult> {
  const round = await loaded.prepare(input);
  globalThis.gc?.();
  const userBefore = process.cpuUsage().user;
  const startedAtMs = performance.now();
  const outcome = await round();
  const wallMs = performance.now() - startedAtMs;
  const userMs = (process.cpuUsage().user - userBefore) / 1_000;
  return { ...outcome, wallMs, userMs, residentMb: process.memoryUsage.rss() / 1_048_576 };
}
