import { rmSync } from "node:fs";
import { formatProblem, generate, validateSpecs } from "@polytraders/spec-tools";
import type { Round } from "../harness/benchmark.ts";
import { makeSpecs } from "./make-specs.ts";

interface Input {
  readonly root: string;
  readonly count: number;
  readonly work: "validate" | "generate";
}

/** Validates specs, or writes all that follows from them into an empty folder. */
export function prepare({ root, count, work }: Input): Round {
  rmSync(root, { recursive: true, force: true });
  const paths = makeSpecs(root, count);
  return async () => {
    const { problems, written } =
      work === "generate" ? await generate(paths) : { problems: validateSpecs(paths), written: [] };
    const [problem] = problems;
    if (problem !== undefined) throw new Error(formatProblem(problem));
    const figures = { "files written": written.length };
    return { operations: count, checksum: "no problems", figures };
  };
}
