import { leakIn, type FuzzedVenue } from "./fuzzed-venue.ts";
import type { WireAnswer } from "./http-wire.ts";

export const SEED = Number(process.env["POLYTRADERS_FUZZ_SEED"] ?? "20261121");

/** Part of the usual number of mutants, for a short look or a long night. */
const SCALE = Number(process.env["POLYTRADERS_FUZZ_SCALE"] ?? "1");

const ONLY = process.env["POLYTRADERS_FUZZ_ONLY"];

/** True unless only a part is run. */
export const isWhole = ONLY === undefined && SCALE >= 1;

/** Statuses that the venue answers with. 500 is among the venue's, and a defect where no fault is planned. */
const STATUSES = new Set([200, 400, 401, 404, 405, 408, 431]);

/** Counts what was answered. */
export class Histogram {
  readonly #counts = new Map<string, number>();

  add(name: string | number): void {
    this.#counts.set(String(name), (this.#counts.get(String(name)) ?? 0) + 1);
  }

  toString(): string {
    const sorted = [...this.#counts].toSorted(([left], [right]) => left.localeCompare(right));
    return sorted.map(([name, count]) => `${name}: ${count}`).join(", ");
  }
}

/** A mutant that the venue did not stand; says how to send it again. */
export function failure(kind: string, index: number, problem: string, sent: string): Error {
  return new Error(
    `${kind} mutant ${index} of seed ${SEED}: ${problem}\nsent: ${JSON.stringify(sent.slice(0, 3_000))}\nagain: POLYTRADERS_FUZZ_SEED=${SEED} POLYTRADERS_FUZZ_ONLY=${kind}:${index} vitest run --project integration hostile-traffic`,
  );
}

/** Why an answer is not one of the venue's, `null` when it is. */
export function problemOf(
  answer: WireAnswer,
  served: FuzzedVenue,
  mayHoldSecret: boolean,
): string | null {
  const { status, head, text } = answer;
  if (!STATUSES.has(status)) return `answered ${status} ${text.slice(0, 300)}`;
  const leak = leakIn(`${head}\n${text}`, served);
  if (leak !== null && !(mayHoldSecret && leak === "a secret"))
    return `leaked ${leak} in ${text.slice(0, 300)}`;
  if (text === "") return null;
  const body = jsonOf(text);
  if (body === undefined) return `answered no JSON: ${text.slice(0, 300)}`;
  if (!/\r\ncontent-type: application\/json/i.test(head)) return "did not call it JSON";
  return status === 200 || hasError(body)
    ? null
    : `refused in another shape: ${text.slice(0, 300)}`;
}

function hasError(body: unknown): boolean {
  if (typeof body !== "object" || body === null || !("error" in body)) return false;
  return typeof body.error === "string" && body.error !== "";
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Indices to run of a kind: all of them, or the one that was asked for. */
export function indicesOf(kind: string, count: number): readonly number[] {
  if (ONLY === undefined) return Array.from({ length: Math.ceil(count * SCALE) }, (_, at) => at);
  const [name, index] = ONLY.split(":");
  if (name !== kind) return [];
  // What a command does depends on those before it.
  const first = kind === "command" ? 0 : Number(index);
  return Array.from({ length: Number(index) - first + 1 }, (_, at) => first + at);
}

/** Runs jobs with several workers at a time, in order of index. */
export async function inParallel<Worker>(
  workers: readonly Worker[],
  indices: readonly number[],
  run: (worker: Worker, index: number) => Promise<void>,
): Promise<void> {
  let at = 0;
  await Promise.all(
    workers.map(async (worker) => {
      for (;;) {
        const index = indices[at];
        at += 1;
        if (index === undefined) return;
        await run(worker, index);
      }
    }),
  );
}

/** The state is what the accepted requests have made of it, and nothing was reported. */
export function checkQuiet(served: FuzzedVenue, where: string): void {
  const [defect] = served.defects;
  if (defect !== undefined) throw new Error(`a defect was reported ${where}`, { cause: defect });
  const [violation] = served.violations;
  if (violation !== undefined)
    throw new Error(`a refused request changed something ${where}: ${violation}`);
  if (served.fingerprint() !== served.expected()) {
    throw new Error(`something changed ${where}: ${served.expected()} -> ${served.fingerprint()}`);
  }
}
