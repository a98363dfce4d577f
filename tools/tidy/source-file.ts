import type { SourceFile } from "./check.ts";

/** Makes a source file from its text. */
export function sourceFile(path: string, text: string): SourceFile {
  const lines = text.split("\n");
  const codeLines = /\.m?[jt]s$/.test(path) ? blankComments(text).split("\n") : lines;
  return { path, text, lines, codeLines };
}

// A string, a template or a comment, whichever starts first. Strings end with their line, so a quote
// inside a regular expression misleads for one line at most.
const stringOrComment =
  /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[^]|[^`\\])*`|\/\/[^\n]*|\/\*[^]*?\*\//g;

function blankComments(text: string): string {
  return text.replace(stringOrComment, (match) =>
    match.startsWith("//") || match.startsWith("/*") ? match.replace(/[^\n]/g, " ") : match,
  );
}
