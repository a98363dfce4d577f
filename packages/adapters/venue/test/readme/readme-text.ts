import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const snippetsFolder = join(import.meta.dirname, "snippets");

/** The package's README. */
export const readme = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");

/** Files that the README shows, by name. */
export const snippetNames: readonly string[] = readdirSync(snippetsFolder).toSorted();

export function snippetFile(name: string): string {
  return join(snippetsFolder, name);
}

/** A file as the README shows it: its readers have one version of ethers, under its own name. */
export function snippetAsShown(name: string): string {
  return readFileSync(snippetFile(name), "utf8").trimEnd().replace('"ethers5"', '"ethers"');
}

/** Contents of the README's fenced blocks of a language. */
export function blocksOf(language: string): readonly string[] {
  const pattern = new RegExp(`^\`\`\`${language}\\n(.*?)\\n\`\`\`$`, "gms");
  return [...readme.matchAll(pattern)].map(([, block = ""]) => block);
}
