/*
 * Writes docs/errors.md from the error table; with --check it only compares.
 * Run: node --conditions=@polytraders/source packages/core/scripts/write-errors-doc.ts [--check]
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ErrorRow } from "../src/errors/error-row.ts";
import { RETIRED_ERROR_CODES } from "../src/errors/retired-codes.ts";
import { type GeneratedFile, writeOrCheck } from "./generated-file.ts";

/** The errors of one file `src/errors/<name>-errors.ts`. */
export interface ErrorArea {
  readonly name: string;
  /** The file's own sentence about its errors. */
  readonly purpose: string;
  readonly rows: Readonly<Record<string, ErrorRow>>;
}

const ERRORS_FOLDER = fileURLToPath(new URL("../src/errors/", import.meta.url));

/** Every area, in the order of their names. */
export async function readErrorAreas(): Promise<readonly ErrorArea[]> {
  const files = readdirSync(ERRORS_FOLDER).filter((file) => file.endsWith("-errors.ts"));
  return Promise.all(files.toSorted().map(readArea));
}

async function readArea(file: string): Promise<ErrorArea> {
  const path = ERRORS_FOLDER + file;
  const name = file.slice(0, -"-errors.ts".length);
  const module: object = await import(/* @vite-ignore */ pathToFileURL(path).href);
  const exports = new Map<string, unknown>(Object.entries(module));
  const rows = exports.get(`${name.toUpperCase().replaceAll("-", "_")}_ERRORS`);
  if (!isErrorRows(rows)) throw new Error(`${file} exports no table named after it`);
  return { name, purpose: purposeOf(readFileSync(path, "utf8")), rows };
}

/** The doc comment of the first exported constant, on one line. */
function purposeOf(source: string): string {
  const comment = /\/\*\*((?:(?!\*\/)[^])*)\*\/\nexport const/.exec(source)?.[1] ?? "";
  return comment.replaceAll(/\s*\n\s*\*?\s*/g, " ").trim();
}

function isErrorRows(value: unknown): value is ErrorArea["rows"] {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The document, complete. */
export function errorsDocument(
  areas: readonly ErrorArea[],
  retired: readonly string[] = RETIRED_ERROR_CODES,
): string {
  const sections = areas.map(
    ({ name, purpose, rows }) =>
      `## ${titleOf(name)}\n\n${purpose}\n\n` +
      "| code | expected | what to do | retry safe | outcome known |\n|---|---|---|---|---|\n" +
      Object.entries(rows).map(tableRow).join(""),
  );
  return [INTRODUCTION, ...sections, `## Retired codes\n\n${retiredText(retired)}\n`].join("\n");
}

const INTRODUCTION = `# Errors

Every error has a permanent code. Its message says where the fault lies (file, line, field), what was
expected, what was found and what to do; it never holds a secret whose name stands before it.

- **Retry safe**: doing the same thing again can neither lose nor repeat anything.
- **Outcome known**: the effect has certainly happened or certainly not. Where this says no, find out
  which before doing anything else.

This page is generated from the tables in \`packages/core/src/errors\`.
`;

function titleOf(name: string): string {
  const words = name.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function tableRow([code, row]: readonly [string, ErrorRow]): string {
  const cells = [row.expected, row.remedy].map((text) => text.replaceAll("|", "\\|"));
  const answers = [row.isRetrySafe, row.isOutcomeKnown].map((is) => (is ? "yes" : "no"));
  return `| \`${code}\` | ${[...cells, ...answers].join(" | ")} |\n`;
}

function retiredText(codes: readonly string[]): string {
  if (codes.length === 0) return "None yet. A retired code is listed here and never used again.";
  return codes.map((code) => `- \`${code}\``).join("\n");
}

/** The generated file and what it should hold. */
export async function errorsDocumentFile(): Promise<GeneratedFile> {
  return {
    path: fileURLToPath(new URL("../../../docs/errors.md", import.meta.url)),
    text: errorsDocument(await readErrorAreas()),
  };
}

if (import.meta.main) writeOrCheck([await errorsDocumentFile()]);
