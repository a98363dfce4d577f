import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** One wallet of the load: its private key and the API key the server gave it. */
export interface LoadWallet {
  readonly privateKey: string;
  readonly address: string;
  readonly apiKey: string;
  readonly secret: string;
  readonly passphrase: string;
}

/** What a server needs to know to begin. */
export interface ServerStart {
  readonly markets: number;
  readonly wallets: readonly { readonly privateKey: string; readonly address: string }[];
}

/** What a server says once it listens. */
export interface ServerReady {
  readonly port: number;
  readonly wallets: readonly LoadWallet[];
  /** Token ids of each market. */
  readonly tokenIds: readonly (readonly [first: string, second: string])[];
  /** EIP-712 domain separator of the markets, hexadecimal; `""` where nothing is verified. */
  readonly domainSeparator: string;
}

/** What a server says of itself when asked. */
export interface ServerSample {
  readonly residentMb: number;
  readonly heapMb: number;
  /** Part of one processor used since the last sample. */
  readonly processorShare: number;
}

/** A server in a process of its own. */
export class ServerProcess {
  readonly #child: ChildProcess;

  constructor(module: string) {
    const entry = fileURLToPath(new URL(`../${module}`, import.meta.url));
    this.#child = fork(entry, [], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  }

  start(options: ServerStart): Promise<ServerReady> {
    return this.#ask(options);
  }

  sample(): Promise<ServerSample> {
    return this.#ask("sample");
  }

  stop(): void {
    this.#child.disconnect();
  }

  /** The server answers each message with one of the kind that was asked for. */
  async #ask<Answer>(message: ServerStart | "sample"): Promise<Answer> {
    const ended = new AbortController();
    const answered = once(this.#child, "message", { signal: ended.signal });
    const exited = once(this.#child, "exit", { signal: ended.signal }).then(() => {
      throw new Error("the server's process has ended");
    });
    exited.catch(() => undefined);
    this.#child.send(message);
    try {
      const [answer] = (await Promise.race([answered, exited])) as [Answer];
      return answer;
    } finally {
      ended.abort();
      answered.catch(() => undefined);
    }
  }
}

/** The server's side: answers the parent, and ends when the parent is gone. */
export function serveParent(start: (options: ServerStart) => Promise<ServerReady>): void {
  let lastAtMs = performance.now();
  let lastUsage = process.cpuUsage();
  const sample = (): ServerSample => {
    const nowMs = performance.now();
    const { user, system } = process.cpuUsage(lastUsage);
    const processorShare = (user + system) / 1_000 / (nowMs - lastAtMs);
    lastAtMs = nowMs;
    lastUsage = process.cpuUsage();
    const { rss, heapUsed } = process.memoryUsage();
    return { residentMb: rss / 1_048_576, heapMb: heapUsed / 1_048_576, processorShare };
  };
  process.on("message", (message: ServerStart | "sample") => {
    if (message === "sample") process.send?.(sample());
    else void start(message).then((ready) => process.send?.(ready));
  });
  process.on("disconnect", () => process.exit(0));
}
