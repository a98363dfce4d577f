import Table from "cli-table3";

/** Longest name shown whole; Polymarket's slugs run to a hundred characters. */
const NAME_CHARACTERS_MAX = 22;

/** A column: its heading, in lines, and where its cells stand. */
export interface Column {
  readonly head: string;
  readonly align?: "left" | "right";
}

/** Text columns two spaces apart under a ruled heading, made to fit a terminal of 100 columns. */
export function plainTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const table = new Table({
    head: columns.map(({ head }) => head),
    colAligns: columns.map(({ align }) => align ?? "right"),
    style: { head: [], border: [], compact: true, "padding-left": 0, "padding-right": 0 },
    chars: RULES,
  });
  table.push(...rows.map((cells) => [...cells]));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** One rule, under the heading. */
const RULES = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "─",
  "mid-mid": "──",
  middle: "  ",
  right: "",
  "right-mid": "",
};

/** A name that fits its column: the middle of a long one is left out. */
export function shortName(name: string): string {
  if (name.length <= NAME_CHARACTERS_MAX) return name;
  const kept = NAME_CHARACTERS_MAX - 1;
  const head = Math.ceil(kept / 2);
  return `${name.slice(0, head)}…${name.slice(head - kept)}`;
}
