import type { KernelJournal } from "@polytraders/core";

/** Counts every point at which a process touches the world, and dies at one of them. */
export class CrashPoints {
  readonly names: string[] = [];
  readonly #killAt: number;

  /** @param killAt - number of the point to die at, from 1; 0 to live */
  constructor(killAt: number) {
    this.#killAt = killAt;
  }

  /** @throws nothing: the process is gone before it could */
  pass(name: string): void {
    this.names.push(name);
    if (this.names.length === this.#killAt) process.kill(process.pid, "SIGKILL");
  }

  /** A journal with a point before and behind each of its calls. */
  around(journal: KernelJournal): KernelJournal {
    const through = <Arguments extends readonly unknown[]>(
      name: keyof KernelJournal,
      call: (...given: Arguments) => void,
    ): ((...given: Arguments) => void) => {
      return (...given) => {
        this.pass(`before ${name}`);
        call(...given);
        this.pass(`after ${name}`);
      };
    };
    return {
      rows: through("rows", (batch) => journal.rows(batch)),
      time: through("time", (timeMs) => journal.time(timeMs)),
      report: through("report", (report) => journal.report(report)),
      command: through("command", (command) => journal.command(command)),
      placement: through("placement", (placement) => journal.placement(placement)),
      cancellation: through("cancellation", (request) => journal.cancellation(request)),
      request: through("request", (kind, subjectId) => journal.request(kind, subjectId)),
      checkpoint: through("checkpoint", (sequence, hash) => journal.checkpoint(sequence, hash)),
      sync: through("sync", () => journal.sync()),
    };
  }
}
