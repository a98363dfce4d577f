import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Candidate, RoundResult } from "./benchmark.ts";
import type { RoundAnswer, RoundRequest } from "./candidate-process.ts";

const entry = fileURLToPath(new URL("./candidate-process.ts", import.meta.url));

/** The process of one candidate, kept for all of its rounds. */
export class CandidateRunner {
  readonly candidate: Candidate;
  readonly #child: ChildProcess;

  constructor(candidate: Candidate) {
    this.candidate = candidate;
    this.#child = fork(entry, [], {
      execArgv: ["--expose-gc", ...(candidate.nodeOptions ?? [])],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
  }

  /** @throws Error with what the candidate threw, or its exit */
  async round(): Promise<RoundResult> {
    const { module, input, label } = this.candidate;
    const request: RoundRequest = { module, input };
    const ended = new AbortController();
    const exit = once(this.#child, "exit", { signal: ended.signal }).then(([code]) => {
      throw new Error(`${label}: the process ended with code ${String(code)}`);
    });
    exit.catch(() => undefined);
    const answered = once(this.#child, "message", { signal: ended.signal });
    this.#child.send(request);
    try {
      // Only `answer` of the candidate's process sends messages.
      const [answer] = (await Promise.race([answered, exit])) as [RoundAnswer];
      if ("failure" in answer) throw new Error(`${label}: ${answer.failure}`);
      return answer.result;
    } finally {
      ended.abort();
      answered.catch(() => undefined);
    }
  }

  stop(): void {
    this.#child.disconnect();
  }
}
