import { closeSync, openSync, writeSync } from "node:fs";
import { PolytradersError, type KernelObserver, type ReportEnvelope } from "@polytraders/core";

/** Text gathered before it goes to the file. */
const BUFFER_CHARACTERS = 1 << 20;

/** Which envelopes a run keeps on disk. The state hash covers all of them either way. */
export type EnvelopePolicy =
  | { readonly kind: "all" }
  | { readonly kind: "none" }
  | { readonly kind: "every"; readonly nth: number };

/** Writes envelopes as lines of JSON, in order. */
export class EnvelopeWriter implements KernelObserver {
  writtenCount = 0;
  readonly #file: string;
  readonly #handle: number;
  readonly #policy: EnvelopePolicy;
  #buffer = "";

  /** @throws PolytradersError RUN_FOLDER_UNWRITABLE */
  constructor(file: string, policy: EnvelopePolicy) {
    this.#file = file;
    this.#policy = policy;
    this.#handle = guarded(file, () => openSync(file, "wx"));
  }

  onEnvelope(envelope: ReportEnvelope): void {
    const policy = this.#policy;
    if (policy.kind === "none") return;
    if (policy.kind === "every" && (envelope.sequence - 1) % policy.nth !== 0) return;
    this.writtenCount += 1;
    this.#buffer += `${JSON.stringify(envelope)}\n`;
    if (this.#buffer.length >= BUFFER_CHARACTERS) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#handle);
  }

  #flush(): void {
    guarded(this.#file, () => writeSync(this.#handle, this.#buffer));
    this.#buffer = "";
  }
}

function guarded<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new PolytradersError("RUN_FOLDER_UNWRITABLE", { found, place: { file }, cause });
  }
}
