import { describe, expect, it } from "vitest";
import { checks } from "../check-list.ts";
import { sourceFile } from "../source-file.ts";
import type { Repository } from "../check.ts";

/** A planted fault and the nearest clean text, for each check. */
interface Plant {
  readonly path: string;
  readonly faulty: readonly string[];
  readonly clean: readonly string[];
}

const lines = (count: number): string => "const a = 1;\n".repeat(count);

const plants: Record<string, Plant> = {
  "ambient-date": {
    path: "packages/core/src/kernel/clock.ts",
    faulty: ["const now = new Date();", "const now = new Date( );", "const text = Date();"],
    clean: ["const at = new Date(timeMs);", "// Never new Date() here.", "const plain = toDate();"],
  },
  "explained-exceptions": {
    path: "packages/core/src/a.ts",
    faulty: ["// oxlint-disable-next-line no-console\nf();", "f();\n// @ts-expect-error\ng();"],
    clean: [
      "// oxlint-disable-next-line no-console -- the demo prints",
      "// The library's type is wrong here.\n// @ts-expect-error\ng();",
    ],
  },
  "file-length": {
    path: "packages/core/src/a.ts",
    faulty: [lines(401)],
    clean: [lines(400), lines(300) + "\n".repeat(300)],
  },
  "machine-paths": {
    path: "docs/a.md",
    faulty: ["see /home/me/a", 'const a = "/root/a";', "file:///Users/me"],
    clean: ["see golden/root/a", "https://host/home/a", "a /homework/ b"],
  },
  "sleeping-tests": {
    path: "packages/core/test/a.test.ts",
    faulty: ["await new Promise((r) => setTimeout(r, 5));", 'import "node:timers/promises";'],
    clean: ["// no setTimeout(here)", "vi.useFakeTimers();"],
  },
  "test-modifiers": {
    path: "packages/core/test/a.test.ts",
    faulty: ["it.only('a', f);", "describe.skip('a', f);", "it.each([1]).todo('a');"],
    clean: ["// skipped: the venue has no sandbox\nit.skip('a', f);", "it.skipIf(absent)('a', f);"],
  },
  "unfinished-work": {
    path: "packages/core/src/a.ts",
    faulty: ["// TODO: later", 'throw new Error("not implemented");'],
    clean: ["// The to-do list is an issue."],
  },
  "vacuous-tests": {
    path: "packages/core/test/a.test.ts",
    faulty: ["expect(true).toBe(true);", "it('a', () => {}); expect(a);", "it('a', () => run());"],
    clean: [
      "expect(isTrue).toBe(true);",
      "fc.assert(fc.property(a, check));",
      "describeMarketDataSource(open);",
    ],
  },
};

const numbered = (texts: readonly string[]): [number, string][] =>
  texts.map((text, index) => [index + 1, text]);
const emptyRepository: Repository = { has: () => false, read: () => undefined };

describe.each(Object.entries(plants))("%s", (name, { path, faulty, clean }) => {
  const check = checks.find((candidate) => candidate.name === name);
  const findings = (text: string): number =>
    check?.appliesTo(path) ? check.find(sourceFile(path, text), emptyRepository).length : -1;

  it.each(numbered(faulty))("finds planted fault %i", (_number, text) => {
    expect(findings(text)).toBeGreaterThan(0);
  });

  it.each(numbered(clean))("accepts clean text %i", (_number, text) => {
    expect(findings(text)).toBe(0);
  });
});
