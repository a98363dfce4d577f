import { expect, it } from "vitest";
import { parseRegistry } from "../../src/registry/load-registry.ts";
import {
  checkLock,
  extendLock,
  unlockedCodes,
  type RegistryLock,
} from "../../src/registry/registry-lock.ts";

const TEXT = `schemaVersion: 1
codes:
  RISK_STALE_BOOK:
    severity: HARD_REJECT
    meaning: The book is old.
    action: Check the feed.
    userMessage: Data is out of date.
    aliases: [BOOK_STALE]
  RISK_FLATTEN:
    severity: HARD_REJECT
    meaning: Positions are being closed.
    action: Wait.
    userMessage: Positions are being closed.
`;

function lockOf(text: string): RegistryLock {
  const { registry } = parseRegistry("codes.yaml", text);
  if (!registry) throw new Error("fixture is not a registry");
  return extendLock(registry, undefined);
}

it("accepts better advice and new aliases for a known code", () => {
  const text = TEXT.replace("Check the feed.", "Restart the feed.").replace(
    "[BOOK_STALE]",
    "[BOOK_STALE, OLD]",
  );
  expect(checkLock(parseRegistry("codes.yaml", text), lockOf(TEXT))).toEqual([]);
});

it.each([
  [
    "another meaning",
    TEXT.replace("The book is old.", "The book is empty."),
    "SPEC_REASON_CODE_REWORDED",
    5,
  ],
  [
    "another severity",
    TEXT.replace("severity: HARD_REJECT\n    meaning: The", "severity: WARN\n    meaning: The"),
    "SPEC_REASON_CODE_REWORDED",
    5,
  ],
  [
    "a code that is gone",
    TEXT.replace(/ {2}RISK_FLATTEN:[^]*$/, ""),
    "SPEC_REASON_CODE_REMOVED",
    3,
  ],
])("refuses %s", (_, text, code, line) => {
  const problems = checkLock(parseRegistry("codes.yaml", text), lockOf(TEXT));
  expect(problems.map((problem) => [problem.code, problem.line])).toEqual([[code, line]]);
});

it("does not forgive rewording when the lock is extended", () => {
  const reworded = parseRegistry(
    "codes.yaml",
    TEXT.replace("The book is old.", "The book is empty."),
  );
  if (!reworded.registry) throw new Error("fixture is not a registry");
  expect(checkLock(reworded, extendLock(reworded.registry, lockOf(TEXT)))).toHaveLength(1);
});

it("names codes without a fingerprint", () => {
  const lock = lockOf(TEXT);
  const added = parseRegistry(
    "codes.yaml",
    `${TEXT}  RISK_NEW:
    { severity: INFO, meaning: New., action: None., userMessage: New. }
`,
  );
  expect(unlockedCodes(added, lock).map(({ found }) => found)).toEqual(["RISK_NEW without one"]);
});

it("refuses a spelling that leads to two codes", () => {
  const text = TEXT.replace("    aliases: [BOOK_STALE]", "    aliases: [RISK_FLATTEN]");
  expect(parseRegistry("codes.yaml", text).problems.map(({ found }) => found)).toEqual([
    "RISK_FLATTEN, which RISK_FLATTEN already answers to",
  ]);
});
