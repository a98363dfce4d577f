import type { Case, CaseResult, RoundResult } from "./benchmark.ts";
import { CandidateRunner } from "./candidate-runner.ts";

/** Untimed rounds after the one that compares results; compilers settle in them. */
const WARM_UP_ROUNDS = 2;

/**
 * Measures a case: compares the results of all candidates first, then runs them in turns, so that
 * whatever else the machine does hits all of them alike.
 */
export async function measureCase(measured: Case, rounds: number): Promise<CaseResult> {
  const runners = measured.candidates.map((candidate) => new CandidateRunner(candidate));
  const results = measured.candidates.map((): RoundResult[] => []);
  try {
    const disagreement = await compareResults(runners, results);
    if (disagreement !== undefined) {
      return { case: measured, candidates: [], agrees: false, disagreement };
    }
    if (measured.isRunOnce !== true) {
      for (const list of results) list.length = 0;
      await takeTurns(runners, results, rounds);
    }
  } finally {
    for (const runner of runners) runner.stop();
  }
  const candidates = measured.candidates.map(({ label }, index) => ({
    label,
    rounds: results[index] ?? [],
  }));
  return { case: measured, candidates, agrees: true };
}

async function takeTurns(
  runners: readonly CandidateRunner[],
  results: readonly RoundResult[][],
  rounds: number,
): Promise<void> {
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    for (const [index, runner] of runners.entries()) {
      const result = await runner.round();
      if (round >= 0) results[index]?.push(result);
    }
  }
}

/** Runs the first round of each, which `results` keeps; answers which one differs, if any. */
async function compareResults(
  runners: readonly CandidateRunner[],
  results: readonly RoundResult[][],
): Promise<string | undefined> {
  let expected: { readonly label: string; readonly text: string } | undefined;
  for (const [index, runner] of runners.entries()) {
    const result = await runner.round();
    results[index]?.push(result);
    const { checksum, operations } = result;
    const { label, isUnchecked = false } = runner.candidate;
    if (isUnchecked) continue;
    const text = `${checksum} of ${operations}`;
    expected ??= { label, text };
    if (text !== expected.text) return `${label} gave ${text}, ${expected.label} ${expected.text}`;
  }
  return undefined;
}
