import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../../specs/", import.meta.url));

/**
 * A `specs` folder with as many bots as asked for: the project's own specs, then copies of them
 * under other ids.
 */
export function makeSpecs(root: string, count: number): string[] {
  const originals = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml") && name.includes("/"))
    .toSorted();
  for (const name of ["reason-codes.yaml", "reason-codes.lock.json"]) {
    mkdirSync(join(root, "specs"), { recursive: true });
    copyFileSync(join(source, name), join(root, "specs", name));
  }
  return Array.from({ length: count }, (_, index) => {
    const name = originals[index % originals.length] ?? "";
    const copy = Math.floor(index / originals.length);
    const path = join(root, "specs", copy === 0 ? name : name.replace(".yaml", `_${copy}.yaml`));
    mkdirSync(dirname(path), { recursive: true });
    const text = readFileSync(join(source, name), "utf8");
    writeFileSync(path, copy === 0 ? text : renamed(text, copy));
    return path;
  });
}

/** Gives the bot another id, number and name. */
function renamed(text: string, copy: number): string {
  return text
    .replace(/^( {2}id: .*)$/m, `$1_${copy}`)
    .replace(/^( {2}number: "[^"]*)"$/m, `$1${String(copy).padStart(2, "0")}"`)
    .replace(/^( {2}name: .*)$/m, `$1${copy}`)
    .replace(/^ {2}aliases: .*$/m, "  aliases: []");
}
