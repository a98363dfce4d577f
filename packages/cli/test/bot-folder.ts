import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryFolder } from "./polytraders-process.ts";

const SPEC = readFileSync(join(repositoryFolder, "examples/01-first-bot/spec.yaml"), "utf8");

/** Source that every bot of these tests begins with. */
const IMPORTS = `import { defineBot, publish } from "@polytraders/core";
import { contract } from "./contract.gen.ts";
`;

/** Fields of a bot's folder. */
export interface BotFolder {
  /** Last part of the id, snake_case; also the folder's name. */
  readonly name: string;
  /** Everything behind the imports. */
  readonly source: string;
  readonly file?: "bot.js" | "bot.ts";
  /** Changes the spec of the first example. */
  readonly spec?: (text: string) => string;
}

/** Writes a bot's spec and source file, nothing else; answers the path of its spec. */
export function writeBot(
  parent: string,
  { name, source, file = "bot.js", spec }: BotFolder,
): string {
  const folder = join(parent, name);
  mkdirSync(folder);
  const own = SPEC.replaceAll("intel.spread_watcher", `intel.${name}`).replaceAll(
    "name: SpreadWatcher",
    `name: ${name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}`,
  );
  writeFileSync(join(folder, "spec.yaml"), spec === undefined ? own : spec(own));
  writeFileSync(join(folder, file), `${IMPORTS}${source}\n`);
  return join(folder, "spec.yaml");
}
