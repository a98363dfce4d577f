import { InvalidArgumentError, type Command } from "commander";
import type { EnvelopePolicy } from "../run/envelope-policy.ts";

/** Adds the options that `demo` and `backtest` share. */
export function addRunOptions(command: Command): Command {
  return command
    .option("--bots <list>", "bots by id, number, package or path, separated by commas", names)
    .option("--config <file>", "polytraders.yaml with bots, modes and parameters")
    .option("--out <folder>", "folder for the run's own folder", "runs")
    .option("--envelopes <which>", "envelopes to keep on disk: all, none, or every=N", policy, {
      kind: "all",
    } satisfies EnvelopePolicy)
    .option("--json", "print one JSON document");
}

function names(text: string, previous: readonly string[] | undefined): readonly string[] {
  const added = text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (added.length === 0) throw new InvalidArgumentError("At least one bot is expected.");
  return [...(previous ?? []), ...added];
}

function policy(text: string): EnvelopePolicy {
  if (text === "all" || text === "none") return { kind: text };
  const nth = Number(/^every=(\d+)$/.exec(text)?.[1] ?? Number.NaN);
  if (Number.isSafeInteger(nth) && nth > 0) return { kind: "every", nth };
  throw new InvalidArgumentError("Expected all, none or every=N.");
}
