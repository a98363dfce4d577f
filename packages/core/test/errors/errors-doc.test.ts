import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
  errorsDocument,
  errorsDocumentFile,
  readErrorAreas,
} from "../../scripts/write-errors-doc.ts";
import { ERRORS } from "../../src/errors/error-table.ts";
import { RETIRED_ERROR_CODES } from "../../src/errors/retired-codes.ts";

const areas = await readErrorAreas();
const tableCodes = Object.keys(ERRORS);
const rowPattern = /^\| `([A-Z0-9_]+)` \|/gm;
const codesIn = (text: string) => [...text.matchAll(rowPattern)].map(([, code]) => String(code));

// When this fails: node --conditions=@polytraders/source packages/core/scripts/write-errors-doc.ts
it("documents every code of the table and no other", async () => {
  const file = await errorsDocumentFile();
  const text = readFileSync(file.path, "utf8");
  expect(codesIn(text).toSorted()).toEqual(tableCodes.toSorted());
  expect(text).toBe(file.text);
});

it("has each code in exactly one area, and each area in the table", () => {
  const codes = areas.flatMap(({ rows }) => Object.keys(rows));
  expect(codes.toSorted()).toEqual(tableCodes.toSorted());
});

it("has permanent codes: upper snake case, never a retired one", () => {
  for (const code of tableCodes) expect(code).toMatch(/^[A-Z][A-Z0-9_]+$/);
  expect(new Set(RETIRED_ERROR_CODES).size).toBe(RETIRED_ERROR_CODES.length);
  expect(tableCodes.filter((code) => RETIRED_ERROR_CODES.includes(code))).toEqual([]);
});

it("says in every row what was expected and what to do", () => {
  for (const { name, purpose, rows } of areas) {
    expect(`${name}: ${purpose}`).toMatch(/: Errors .+\.$/);
    for (const [code, { expected, remedy }] of Object.entries(rows)) {
      expect(`${code}: ${expected}`).toMatch(/: [^\n]+[^.\n]$/);
      expect(`${code}: ${remedy}`).toMatch(/: [^a-z\n].+[.?]$/);
    }
  }
});

it("keeps a pipe inside its cell and lists retired codes", () => {
  const row = { expected: "a|b", remedy: "Do.", isRetrySafe: true, isOutcomeKnown: false };
  const text = errorsDocument([{ name: "two-words", purpose: "P.", rows: { X_Y: row } }], ["OLD"]);
  expect(text).toContain("## Two words\n\nP.\n");
  expect(text).toContain("| `X_Y` | a\\|b | Do. | yes | no |\n");
  expect(text).toContain("- `OLD`");
});
