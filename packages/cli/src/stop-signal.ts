import { performance } from "node:perf_hooks";
import type { CliIo } from "./verb.ts";

/** How often a process that npm started looks whether npm is still there. */
const PARENT_CHECK_MS = 250;
/** A signal that comes again within so long is the same one, sent on by whoever started us. */
const SAME_SIGNAL_MS = 2_000;

/**
 * Resolves on SIGINT or SIGTERM; whoever sends another one later does not want to wait. npm hands a
 * signal only to the shell between it and us, and that shell dies without passing it on: there the
 * loss of the parent is the only sign.
 */
export function untilStopped({ environment }: Pick<CliIo, "environment">): Promise<void> {
  return new Promise((resolve) => {
    let stoppedAtMs: number | null = null;
    const stop = (signal: NodeJS.Signals): void => {
      const nowMs = performance.now();
      if (stoppedAtMs !== null && nowMs - stoppedAtMs > SAME_SIGNAL_MS) {
        process.off(signal, stop);
        process.kill(process.pid, signal);
      }
      stoppedAtMs ??= nowMs;
      resolve();
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
    if (environment["npm_lifecycle_event"] === undefined) return;
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      resolve();
    }, PARENT_CHECK_MS);
    watch.unref();
  });
}
