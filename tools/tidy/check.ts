/** A text file of the repository. */
export interface SourceFile {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
  /** The same lines with comments blanked, for checks that are about code. */
  readonly codeLines: readonly string[];
}

/** A place where a check found a fault. */
export interface Finding {
  /** First line is 1; absent when the fault is the file itself. */
  readonly line?: number;
  readonly message: string;
}

/** What a check may ask about the rest of the repository. */
export interface Repository {
  has(path: string): boolean;
  /** Text of a file, undefined when there is none. */
  read(path: string): string | undefined;
}

/** One style rule: looks at one file and tells what is wrong with it. */
export interface Check {
  /** Name as in docs/style.md. */
  readonly name: string;
  appliesTo(path: string): boolean;
  find(file: SourceFile, repository: Repository): Finding[];
}

/** A finding for each line that matches. */
export function findInLines(lines: readonly string[], pattern: RegExp, message: string): Finding[] {
  return lines.flatMap((text, index) =>
    pattern.test(text)
      ? [{ line: index + 1, message: `${message}: ${text.trim().slice(0, 80)}` }]
      : [],
  );
}
