import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { listSpecFiles } from "./spec-files.ts";

/**
 * The spec files that paths stand for: a file stands for itself, a bot's folder for its spec, a folder
 * with `specs` for all of them, a `specs` folder or a layer folder for what lies in it.
 */
export function expandSpecPaths(paths: readonly string[]): string[] {
  return [...new Set(paths.flatMap(expand))];
}

function expand(path: string): string[] {
  // What does not exist stays: reading it names the problem.
  if (!existsSync(path) || !statSync(path).isDirectory()) return [path];
  const own = ["spec.yaml", "spec.yml", "spec.json"]
    .map((name) => join(path, name))
    .filter(existsSync);
  if (own.length > 0) return own;
  if (existsSync(join(path, "specs"))) return listSpecFiles(join(path, "specs"));
  if (basename(path) === "specs" || existsSync(join(path, "reason-codes.yaml")))
    return listSpecFiles(path);
  return readdirSync(path)
    .filter((name) => /\.(yaml|yml|json)$/.test(name) && !name.endsWith(".schema.json"))
    .map((name) => join(path, name))
    .toSorted();
}
