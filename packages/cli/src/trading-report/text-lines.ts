/** Widest line, as of every other table of the terminal. */
const COLUMNS_MAX = 100;
const SEPARATOR = "  ·  ";

/** Pieces behind a label, on as many lines as they need; no piece is broken. */
export function labelled(label: string, pieces: readonly string[], indent = 14): string {
  return fitted(label, pieces, SEPARATOR, indent);
}

/** A sentence behind a label, broken between words. */
export function sentence(label: string, text: string): string {
  return fitted(label, text.split(" "), " ", label.length);
}

function fitted(
  label: string,
  pieces: readonly string[],
  separator: string,
  indent: number,
): string {
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces) {
    const longer = line === "" ? piece : `${line}${separator}${piece}`;
    if (line !== "" && indent + longer.length > COLUMNS_MAX) {
      lines.push(line);
      line = piece;
    } else line = longer;
  }
  lines.push(line);
  return lines
    .map((text, index) => `${(index === 0 ? label : "").padEnd(indent)}${text}`)
    .join("\n");
}
