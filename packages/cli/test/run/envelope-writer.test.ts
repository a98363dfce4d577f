import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { EnvelopePolicy } from "../../src/run/envelope-policy.ts";
import { EnvelopeWriter } from "../../src/run/envelope-writer.ts";
import { outsideFolder, readLines } from "../polytraders-process.ts";
import { sampleEnvelope } from "../sample-envelope.ts";

const { path: folder } = outsideFolder();

function write(name: string, policy: EnvelopePolicy, count: number): EnvelopeWriter {
  const writer = new EnvelopeWriter(join(folder, name), policy);
  for (let sequence = 1; sequence <= count; sequence += 1) {
    writer.onEnvelope(sampleEnvelope({ sequence }));
  }
  return writer;
}

describe("EnvelopeWriter", () => {
  it.each([
    ["all", { kind: "all" }, [1, 2, 3, 4, 5, 6, 7]],
    ["none", { kind: "none" }, []],
    ["third", { kind: "every", nth: 3 }, [1, 4, 7]],
  ] as const)("keeps %s", (name, policy, expected) => {
    const writer = write(name, policy, 7);
    writer.close();
    const kept = readLines<{ readonly sequence: number }>(join(folder, name));
    expect(kept.map(({ sequence }) => sequence)).toEqual(expected);
    expect(writer.writtenCount).toBe(expected.length);
  });

  it("writes more than its buffer holds, in order", () => {
    write("many", { kind: "all" }, 4_000).close();
    const kept = readLines<{ readonly sequence: number }>(join(folder, "many"));
    expect(kept.map(({ sequence }) => sequence)).toEqual(kept.map((_, index) => index + 1));
    expect(kept).toHaveLength(4_000);
  });

  it("keeps apart two signals that a bot gives under one code", () => {
    const writer = new EnvelopeWriter(join(folder, "signals"), { kind: "all" });
    for (const signal of ["spread", "depth"]) writer.onEnvelope(sampleEnvelope({ signal }));
    writer.close();
    const kept = readLines<{ readonly signal: string }>(join(folder, "signals"));
    expect(kept.map(({ signal }) => signal)).toEqual(["spread", "depth"]);
  });

  it("never overwrites a file", () => {
    const file = join(folder, "present");
    writeFileSync(file, "kept");
    expect(() => new EnvelopeWriter(file, { kind: "all" })).toThrow("RUN_FOLDER_UNWRITABLE");
    expect(readFileSync(file, "utf8")).toBe("kept");
  });
});
