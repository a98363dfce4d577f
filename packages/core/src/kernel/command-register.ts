import type { OperatorCommand } from "../contracts/operator-command.ts";
import type { EpochMs } from "../domain/units.ts";

/** Command ids remembered; a repetition comes within seconds, not after ten thousand commands. */
const REMEMBERED_MAX = 10_000;

/** Lets each command id act once. */
export class CommandRegister {
  readonly #ids: Set<string>;

  /** @param ids - what has acted in an earlier run, oldest first */
  constructor(ids: readonly string[]) {
    this.#ids = new Set(ids);
  }

  /** Ids of the commands that have acted, oldest first. */
  get ids(): readonly string[] {
    return [...this.#ids];
  }

  /** Says whether a command may act, and remembers it if so. */
  admit(
    { commandId, expiresAtMs }: OperatorCommand,
    nowMs: EpochMs,
  ): "admitted" | "repeated" | "expired" {
    if (this.#ids.has(commandId)) return "repeated";
    if (expiresAtMs !== null && expiresAtMs <= nowMs) return "expired";
    this.#ids.add(commandId);
    if (this.#ids.size > REMEMBERED_MAX) {
      for (const oldest of this.#ids) {
        this.#ids.delete(oldest);
        break;
      }
    }
    return "admitted";
  }
}
