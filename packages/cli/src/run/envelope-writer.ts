import { closeSync, openSync, writeFileSync } from "node:fs";
import { PolytradersError, type KernelObserver, type ReportEnvelope } from "@polytraders/core";
import { EnvelopeLines } from "./envelope-line.ts";
import type { EnvelopePolicy } from "./envelope-policy.ts";

/** Text gathered before it goes to the file. */
const BUFFER_CHARACTERS = 1 << 20;
/** Text gathered at the most, should bots speak for long without any book changing. */
const BUFFER_CHARACTERS_MAX = 1 << 24;

/**
 * Writes envelopes as lines of JSON, in order. A disk that fails is remembered, not thrown, while
 * the kernel runs: inside a bot's call it would count as a failure of the bot.
 */
export class EnvelopeWriter implements KernelObserver {
  writtenCount = 0;
  readonly #file: string;
  readonly #handle: number;
  readonly #policy: EnvelopePolicy;
  readonly #lines = new EnvelopeLines();
  #buffer = "";
  #failure: PolytradersError | null = null;

  /** @throws PolytradersError RUN_FOLDER_UNWRITABLE */
  constructor(file: string, policy: EnvelopePolicy) {
    this.#file = file;
    this.#policy = policy;
    try {
      this.#handle = openSync(file, "wx");
    } catch (cause) {
      throw unwritable(file, cause);
    }
  }

  onEnvelope(envelope: ReportEnvelope): void {
    const policy = this.#policy;
    if (policy.kind === "none" || this.#failure !== null) return;
    if (policy.kind === "every" && (envelope.sequence - 1) % policy.nth !== 0) return;
    this.writtenCount += 1;
    this.#buffer += `${this.#lines.lineOf(envelope)}\n`;
    if (this.#buffer.length >= BUFFER_CHARACTERS_MAX) this.#flush();
  }

  /** Between bots' calls, so that a slow disk never counts as a slow bot. */
  onBookChange(): void {
    if (this.#buffer.length >= BUFFER_CHARACTERS) this.#flush();
  }

  /** @throws PolytradersError RUN_FOLDER_UNWRITABLE when a write has failed since the start */
  throwIfFailed(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  /**
   * Writes what is left and closes the file.
   *
   * @throws PolytradersError RUN_FOLDER_UNWRITABLE
   */
  close(): void {
    this.#flush();
    closeSync(this.#handle);
    this.throwIfFailed();
  }

  #flush(): void {
    try {
      // Unlike writeSync it goes on after a write that took only a part.
      if (this.#failure === null) writeFileSync(this.#handle, this.#buffer);
    } catch (cause) {
      this.#failure = unwritable(this.#file, cause);
    }
    this.#buffer = "";
  }
}

function unwritable(file: string, cause: unknown): PolytradersError {
  const found = cause instanceof Error ? cause.message : String(cause);
  return new PolytradersError("RUN_FOLDER_UNWRITABLE", { found, place: { file }, cause });
}
