import { readFileSync } from "node:fs";
import { PolytradersError, type ErrorPlace } from "@polytraders/core";
import { isMap, isScalar, LineCounter, parseDocument, type Document } from "yaml";

/** A configuration file with the position of everything in it. */
export class ConfigDocument {
  readonly #file: string;
  readonly #lines = new LineCounter();
  readonly #document: Document;

  /** @throws PolytradersError CONFIG_UNREADABLE, CONFIG_SYNTAX */
  constructor(file: string) {
    this.#file = file;
    this.#document = parseDocument(readText(file), {
      lineCounter: this.#lines,
      prettyErrors: false,
    });
    const problem = this.#document.errors[0];
    if (problem === undefined) return;
    const { line, col } = this.#lines.linePos(problem.pos[0]);
    throw new PolytradersError("CONFIG_SYNTAX", {
      found: problem.message,
      place: { file, line, column: col },
    });
  }

  /** The content as plain values; an empty file is an empty configuration. */
  get content(): unknown {
    const content: unknown = this.#document.toJS();
    return content ?? {};
  }

  /** The value at a path as it is written, for messages. */
  textAt(path: readonly PropertyKey[]): string {
    const node = path.length === 0 ? this.#document.contents : this.#document.getIn(path, true);
    if (isScalar(node)) return JSON.stringify(node.value);
    return isMap(node) ? "a mapping" : "a list";
  }

  /** Where a path stands; the nearest key above it where it does not exist. */
  placeOf(path: readonly PropertyKey[]): ErrorPlace {
    const field = path.map(String).join(".");
    const place = { file: this.#file, ...(field === "" ? {} : { field }) };
    for (let depth = path.length; depth > 0; depth -= 1) {
      const offset = this.#keyOffset(path.slice(0, depth));
      if (offset === undefined) continue;
      const { line, col } = this.#lines.linePos(offset);
      return { ...place, line, column: col };
    }
    return place;
  }

  #keyOffset(path: readonly PropertyKey[]): number | undefined {
    const parent =
      path.length === 1 ? this.#document.contents : this.#document.getIn(path.slice(0, -1), true);
    if (!isMap(parent)) return undefined;
    const pair = parent.items.find((item) => String(item.key) === String(path.at(-1)));
    return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new PolytradersError("CONFIG_UNREADABLE", { found, place: { file }, cause });
  }
}
