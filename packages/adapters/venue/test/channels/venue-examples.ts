import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

/** A frame of the venue as the facts file gives it. */
export interface ExampleFrame {
  readonly id: string;
  readonly channel: string;
  readonly direction: string;
  readonly message: unknown;
}

const folder = process.env["POLYTRADERS_FACTS_DIR"] ?? "../shared/facts";
const file = resolve(folder, "polymarket-examples.json");

/** The venue's example frames, `undefined` where the facts file is absent. */
export function readExampleFrames(): readonly ExampleFrame[] | undefined {
  if (!existsSync(file)) return undefined;
  const facts: { readonly websocket: readonly ExampleFrame[] } = JSON.parse(
    readFileSync(file, "utf8"),
  );
  return facts.websocket;
}
