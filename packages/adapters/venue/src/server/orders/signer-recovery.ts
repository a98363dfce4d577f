import { Worker } from "node:worker_threads";
import { recoverAddress } from "../../signing/recover-address.ts";

/** Signatures on their way to the thread. */
export interface RecoveryBatch {
  /** 32 bytes of each, one after the other. */
  readonly digests: Uint8Array;
  readonly signatures: readonly string[];
}

// Compilers rewrite the endings of imports, not of addresses.
const SOURCE_WORKER = new URL("./recovery-worker.ts", import.meta.url);
const BUILT_WORKER = new URL("./recovery-worker.js", import.meta.url);
const isSource = import.meta.url.endsWith(".ts");

const DIGEST_BYTES = 32;

/** Signatures recovered in line before a thread is worth its memory. */
const THREAD_AFTER = 64;

/** Signatures that may wait for the thread; this one recovers the next ones itself. */
const BACKLOG_MAX = 32;

/** Batches given to the thread at a time: one to work on and one to go on with. */
const BATCHES_OUT_MAX = 2;

interface Job {
  readonly digest: Uint8Array;
  readonly signature: string;
  readonly done: (signer: string | null) => void;
}

/**
 * Finds out who signed, which is more than half of the work of an order: in a thread of its own once
 * a venue is busy, in line until then and whenever there is no thread.
 */
export class SignerRecovery {
  readonly #onDefect: (error: unknown) => void;
  #thread: Worker | null = null;
  #isReady = false;
  #isOver = false;
  #recoveredInLine = 0;
  #waiting: Job[] = [];
  #out: Job[][] = [];
  #outCount = 0;

  /** @param onDefect - hears why the thread has ended before its time */
  constructor(onDefect: (error: unknown) => void) {
    this.#onDefect = onDefect;
  }

  /** True while a thread does the work. */
  get hasThread(): boolean {
    return this.#isReady;
  }

  /**
   * Recovers the address that signed a digest, `null` when the signature is none. The answer comes
   * at once or later, those that come later in the order of the calls.
   */
  recover(digest: Uint8Array, signature: string, done: (signer: string | null) => void): void {
    if (!this.#isReady || this.#waiting.length + this.#outCount >= BACKLOG_MAX) {
      this.#recoveredInLine += 1;
      if (this.#recoveredInLine === THREAD_AFTER) this.#start();
      return done(recoverAddress(digest, signature));
    }
    this.#waiting.push({ digest, signature, done });
    this.#post();
  }

  /** Ends the thread; what it has not answered is recovered in line. */
  close(): void {
    this.#end();
  }

  #start(): void {
    if (this.#isOver) return;
    const thread = new Worker(isSource ? SOURCE_WORKER : BUILT_WORKER, {
      resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 4 },
    });
    thread.unref();
    thread.on("message", (message: "ready" | readonly (string | null)[]) => {
      if (message === "ready") this.#isReady = !this.#isOver;
      else this.#finish(message);
    });
    thread.on("error", (error) => {
      this.#onDefect(error);
      this.#end();
    });
    thread.on("exit", () => this.#end());
    this.#thread = thread;
  }

  #post(): void {
    if (this.#out.length >= BATCHES_OUT_MAX || this.#waiting.length === 0) return;
    const jobs = this.#waiting;
    this.#waiting = [];
    const digests = new Uint8Array(jobs.length * DIGEST_BYTES);
    for (const [index, { digest }] of jobs.entries()) digests.set(digest, index * DIGEST_BYTES);
    const batch: RecoveryBatch = { digests, signatures: jobs.map(({ signature }) => signature) };
    this.#out.push(jobs);
    this.#outCount += jobs.length;
    this.#thread?.postMessage(batch);
  }

  #finish(signers: readonly (string | null)[]): void {
    const jobs = this.#out.shift() ?? [];
    this.#outCount -= jobs.length;
    this.#post();
    for (const [index, { done }] of jobs.entries()) done(signers[index] ?? null);
  }

  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#isReady = false;
    void this.#thread?.terminate();
    this.#thread = null;
    const left = [...this.#out.flat(), ...this.#waiting];
    this.#out = [];
    this.#waiting = [];
    this.#outCount = 0;
    for (const { digest, signature, done } of left) done(recoverAddress(digest, signature));
  }
}
