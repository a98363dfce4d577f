import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Check, Repository } from "./check.ts";
import { sourceFile } from "./source-file.ts";

const skippedFolders = new Set([
  "node_modules",
  "dist",
  "coverage",
  "runs",
  "temp",
  ".git",
  ".polytraders",
]);
const textFile = /\.(?:m?[jt]s|json|ya?ml|md|html|css|sh)$|(?:^|\/)(?:run|LICENSE|\.gitignore)$/;
// Besides generated files: the tests of the checks, which are full of planted faults.
const exemptFile = /(?:^|\/)(?:pnpm-lock\.yaml|CHANGELOG\.md)$|\.api\.md$|^tools\/tidy\/test\//;

/** What an inspection of a folder found. */
export interface Inspection {
  readonly fileCount: number;
  /** One line per fault: `path:line: message [check]`. */
  readonly faults: readonly string[];
}

/** Runs checks on all text files below a folder. */
export function inspect(root: string, checks: readonly Check[]): Inspection {
  const paths = listFiles(root, "").filter((path) => textFile.test(path) && !exemptFile.test(path));
  const repository: Repository = {
    has: (path) => existsSync(join(root, path)),
    read: (path) =>
      existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined,
  };
  const faults = paths.flatMap((path) => {
    const applicable = checks.filter((check) => check.appliesTo(path));
    if (applicable.length === 0) return [];
    const file = sourceFile(path, readFileSync(join(root, path), "utf8"));
    return applicable.flatMap((check) =>
      check.find(file, repository).map(({ line, message }) => {
        const place = line === undefined ? path : `${path}:${line}`;
        return `${place}: ${message} [${check.name}]`;
      }),
    );
  });
  return { fileCount: paths.length, faults };
}

function listFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : listFiles(root, path);
    return entry.isFile() ? [path] : [];
  });
}
