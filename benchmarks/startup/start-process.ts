import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Round } from "../harness/benchmark.ts";

interface Input {
  /** Arguments of Node.js; a first one that begins with `packages/` is a file of the project. */
  readonly args: readonly string[];
}

/** Starts a Node.js process and waits for its end. */
export function prepare({ args }: Input): Round {
  const root = new URL("../../", import.meta.url);
  const [first = "", ...rest] = args;
  const resolved = first.startsWith("packages/") ? fileURLToPath(new URL(first, root)) : first;
  return () => {
    const output = execFileSync(process.execPath, [resolved, ...rest], { encoding: "utf8" });
    return { operations: 1, checksum: String(output.length) };
  };
}
