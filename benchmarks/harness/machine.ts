import { execFileSync } from "node:child_process";
import { cpus, loadavg, release, totalmem, type } from "node:os";

/** Load above which other work on the machine disturbs the figures, per processor. */
const QUIET_LOAD = 1.25;

/** What the figures were measured on, as lines of Markdown. */
export function describeMachine(loadBefore: number): string {
  const processors = cpus();
  const gigabytes = Math.round(totalmem() / 1_073_741_824);
  const loadAfter = loadavg()[0] ?? 0;
  const isQuiet = Math.max(loadBefore, loadAfter) <= QUIET_LOAD * processors.length;
  return [
    `- Processor: ${processors.length} x ${processors[0]?.model ?? "unknown"}, ${gigabytes} GB`,
    `- System: ${type()} ${release()}, Node.js ${process.versions.node}`,
    `- Source: ${commit()}`,
    `- Load of the last minute: ${loadBefore.toFixed(1)} before, ${loadAfter.toFixed(1)} after` +
      (isQuiet
        ? ""
        : ". **The machine was busy with other work: rates are too low, ratios wider.**"),
  ].join("\n");
}

function commit(): string {
  const git = (...args: string[]): string =>
    execFileSync("git", args, { cwd: import.meta.dirname, encoding: "utf8" }).trim();
  try {
    const isChanged = git("status", "--porcelain", "--", "../../packages") !== "";
    return `${git("rev-parse", "--short", "HEAD")}${isChanged ? " with uncommitted changes" : ""}`;
  } catch {
    return "not under version control";
  }
}
