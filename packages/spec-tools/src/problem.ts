import { describeError, type ErrorCode } from "@polytraders/core";

/** Codes of the error table that concern specs. */
export type SpecErrorCode = Extract<ErrorCode, `SPEC_${string}`>;

/** One thing wrong with a spec: where, what was expected, what was found, what to do. */
export interface SpecProblem {
  readonly code: SpecErrorCode;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  /** Path of the field, such as `parameters.windowSeconds.hard`; empty for the whole file. */
  readonly field: string;
  readonly expected: string;
  readonly found: string;
  readonly hint: string;
}

/** One readable line: `file:line:column field: CODE: expected …, found …. Hint`. */
export function formatProblem(problem: SpecProblem): string {
  const { code, file, line, column, field, expected, found, hint } = problem;
  const place = { file, line, column, ...(field === "" ? {} : { field }) };
  return describeError(code, { expected, found, hint, place });
}

/** By file and position, then by code, so that output is the same on every run. */
export function sortProblems(problems: readonly SpecProblem[]): SpecProblem[] {
  return problems.toSorted(
    (a, b) =>
      compareText(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compareText(a.field, b.field) ||
      compareText(a.code, b.code),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
