import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

const folder =
  process.env["POLYTRADERS_GOLDEN_DIR"] ??
  resolve(import.meta.dirname, "../../../../../../shared/golden");

/** One vector, computed elsewhere. */
export interface GoldenCase<Input, Expected> {
  readonly id: string;
  readonly fn: string;
  readonly input: Input;
  readonly expected: Expected;
}

/** The vectors of one function; none where the files are absent. */
export function goldenCases<Input, Expected>(
  topic: string,
  fn: string,
): GoldenCase<Input, Expected>[] {
  const path = resolve(folder, `${topic}.json`);
  if (!existsSync(path)) return [];
  const { cases } = JSON.parse(readFileSync(path, "utf8")) as {
    cases: GoldenCase<Input, Expected>[];
  };
  return cases.filter((one) => one.fn === fn);
}
