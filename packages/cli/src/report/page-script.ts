import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";

/** Modules of the page, each after those it imports from. */
const MODULES = [
  "decode",
  "format",
  "theme",
  "chart-marks",
  "chart-options",
  "envelope-panel",
  "charts",
  "trading-charts",
  "event-table",
  "copy-buttons",
  "keys",
  "main",
] as const;

/**
 * The page's script as one classic script: modules cannot be loaded by a page opened from the disk.
 *
 * The modules under `page/` are type-checked like all others. Here each is wrapped in a function
 * of its own, and its imports and exports become properties of one object.
 */
export function pageScript(): string {
  const modules = MODULES.map((name) => linkModule(name, readModule(name)));
  return `"use strict";(() => {\nconst page = {};\n${modules.join("")}page["main"].start();\n})();`;
}

/** Reads a module beside this one: built in a package, with types when run from the source. */
function readModule(name: string): string {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const source = readFileSync(new URL(`page/${name}.${extension}`, import.meta.url), "utf8");
  return extension === "ts" ? stripTypeScriptTypes(source) : source;
}

/** Turns a module into a statement that sets `page[name]`. Knows named imports and exports only. */
export function linkModule(name: string, source: string): string {
  const names: string[] = [];
  const body = source
    .replaceAll(/^\/\/\/.*$/gm, "")
    .replaceAll(/^import \{([^}]*)\} from "\.\/([a-z-]+)\.[jt]s";$/gm, 'const {$1} = page["$2"];')
    .replaceAll(
      /^export (function|const|class) (\w+)/gm,
      (_match, keyword: string, exported: string) => {
        names.push(exported);
        return `${keyword} ${exported}`;
      },
    )
    .replaceAll(/\n\s*\n+/g, "\n");
  return `page["${name}"] = (() => {${body}\nreturn { ${names.join(", ")} };\n})();\n`;
}
