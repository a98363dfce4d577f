import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PolytradersError } from "@polytraders/core";

/** The folder that holds everything one run leaves behind. */
export class RunFolder {
  readonly runId: string;
  readonly path: string;

  /**
   * Creates `<parent>/<runId>`.
   *
   * @throws PolytradersError RUN_FOLDER_UNWRITABLE
   */
  constructor(parent: string, runId: string) {
    this.runId = runId;
    this.path = join(parent, runId);
    this.#guard(() => {
      mkdirSync(parent, { recursive: true });
      mkdirSync(this.path);
    });
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** Writes a file so that it is either there as a whole or not at all. */
  write(name: string, content: string): void {
    this.#guard(() => {
      const temporary = this.file(`.${name}.part`);
      writeFileSync(temporary, content);
      renameSync(temporary, this.file(name));
    });
  }

  writeJson(name: string, value: unknown): void {
    this.write(name, `${JSON.stringify(value, undefined, 2)}\n`);
  }

  #guard(action: () => void): void {
    try {
      action();
    } catch (cause) {
      const found = cause instanceof Error ? cause.message : String(cause);
      throw new PolytradersError("RUN_FOLDER_UNWRITABLE", {
        found,
        place: { file: this.path },
        cause,
      });
    }
  }
}
