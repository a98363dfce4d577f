import { readFileSync, rmSync } from "node:fs";
import { parse } from "yaml";
import type { Round } from "../harness/benchmark.ts";
import { makeSpecs } from "./make-specs.ts";

/** Parses the same files with the `yaml` package and does nothing with them. */
export function prepare({ root, count }: { readonly root: string; readonly count: number }): Round {
  rmSync(root, { recursive: true, force: true });
  const paths = makeSpecs(root, count);
  return () => {
    for (const path of paths) parse(readFileSync(path, "utf8"));
    return { operations: count, checksum: "no problems" };
  };
}
