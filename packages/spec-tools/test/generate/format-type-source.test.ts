import { expect, it } from "vitest";
import { formatTypeSource } from "../../src/generate/format-type-source.ts";

it("indents, ends members, drops needless parentheses and breaks long unions", () => {
  const source = `export type Code = ("A" | "B")
export interface Types {
empty: {
}
list: (string | null)[]
/**
 * Says (so).
 */
best: ({
side: ("bid" | "ask" | null)
} | null)
state: ("a state that is long enough" | "another state (of that length)" | "a third | one that does not fit")
}
export interface Nothing {
}
`;
  expect(formatTypeSource(source)).toBe(`export type Code = "A" | "B";

export interface Types {
  empty: {};
  list: (string | null)[];
  /**
   * Says (so).
   */
  best: {
    side: "bid" | "ask" | null;
  } | null;
  state:
    | "a state that is long enough"
    | "another state (of that length)"
    | "a third | one that does not fit";
}

export interface Nothing {}
`);
});
