import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PolytradersError } from "@polytraders/core";

/** The folder that holds everything one run leaves behind. */
export class RunFolder {
  readonly runId: string;
  readonly path: string;

  /**
   * Creates `<parent>/<runId>`, or takes up the one that is there.
   *
   * @throws PolytradersError RUN_FOLDER_UNWRITABLE
   */
  constructor(parent: string, runId: string) {
    this.runId = runId;
    this.path = join(parent, runId);
    this.#guard(() => {
      makeFolders(parent);
      if (!existsSync(this.path)) mkdirSync(this.path);
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

  /** Gives a file of the folder another name, in the place of what has it. */
  rename(from: string, to: string): void {
    this.#guard(() => renameSync(this.file(from), this.file(to)));
  }

  /** Removes the folder of a run that could not begin. */
  discard(): void {
    rmSync(this.path, { recursive: true, force: true });
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

/** Not `mkdirSync` with `recursive`: below /proc, which refuses with ENOENT, Node never returns. */
function makeFolders(path: string): void {
  if (existsSync(path)) return;
  makeFolders(dirname(path));
  mkdirSync(path);
}
