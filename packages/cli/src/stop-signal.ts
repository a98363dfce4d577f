import type { CliIo } from "./verb.ts";

/** How often a process that npm started looks whether npm is still there. */
const PARENT_CHECK_MS = 250;

/**
 * Resolves on SIGINT or SIGTERM. npm hands a signal only to the shell between it and us, and that
 * shell dies without passing it on: there the loss of the parent is the only sign.
 */
export function untilStopped({ environment }: Pick<CliIo, "environment">): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", () => resolve());
    process.once("SIGTERM", () => resolve());
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
