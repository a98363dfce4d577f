/** Where a failure goes that reached nobody. */
type StrayFailureSink = (found: string) => void;

/**
 * Catches what a bot throws after its call has ended, from a timer or a promise that nobody awaits,
 * which would otherwise end the process and the run with it.
 *
 * @returns takes the guard off again
 */
export function catchStrayFailures(sink: StrayFailureSink): () => void {
  const note = (error: unknown): void =>
    sink(`after its call had ended: ${error instanceof Error ? error.message : String(error)}`);
  process.on("unhandledRejection", note);
  process.on("uncaughtException", note);
  return () => {
    process.off("unhandledRejection", note);
    process.off("uncaughtException", note);
  };
}
