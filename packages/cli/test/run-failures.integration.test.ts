import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReportEnvelope } from "@polytraders/core";
import { EnvelopeWriter } from "../src/run/envelope-writer.ts";
import type { RunSummary } from "../src/run/run-summary.ts";
import {
  assertSucceeded,
  outsideFolder,
  polytraders,
  readJson,
  readLines,
  runFolders,
  type Ended,
} from "./polytraders-process.ts";
import { sampleEnvelope } from "./sample-envelope.ts";

const { path: folder, write } = outsideFolder();

/** One line that begins with `error`: no stack trace, nothing on standard output. */
function expectOneError(ended: Ended, code: string): void {
  expect(ended.stdout).toBe("");
  expect(ended.stderr).toMatch(/^error [^\n]+\n$/);
  expect(ended.stderr).toContain(code);
}

describe("a run that cannot be written", () => {
  it.each([
    ["a file in the way", "taken", "ENOTDIR"],
    ["a folder that refuses", "/proc/polytraders/runs", "ENOENT"],
  ])("%s: one clear line", async (_, out, found) => {
    write("taken", "");
    const ended = await polytraders(["demo", "--minutes", "1", "--out", out], { folder });
    expect(ended.code).toBe(1);
    expectOneError(ended, "RUN_FOLDER_UNWRITABLE");
    expect(ended.stderr).toContain(found);
  });

  const smallDisk = join(folder, "small-disk");
  const isMounted = mountSmallDisk(smallDisk);
  afterAll(() => {
    if (isMounted) execFileSync("umount", [smallDisk]);
  });

  it.skipIf(!isMounted)(
    "a full disk: one clear line, and nothing that claims to be finished",
    async () => {
      const ended = await polytraders(["demo", "--out", smallDisk, "--json"], { folder });
      expect(ended.code).toBe(1);
      expectOneError(ended, "RUN_FOLDER_UNWRITABLE");
      expect(ended.stderr).toContain("ENOSPC");
      const [run = ""] = runFolders(smallDisk);
      expect(readJson(join(run, "run.json"))).toMatchObject({ status: "running" });
      for (const name of ["report.json", "report.html"])
        expect(existsSync(join(run, name))).toBe(false);
    },
  );
});

describe("EnvelopeWriter on a full disk", () => {
  const tinyDisk = join(folder, "tiny-disk");
  const isMounted = mountSmallDisk(tinyDisk);
  afterAll(() => {
    if (isMounted) execFileSync("umount", [tinyDisk]);
  });

  it.skipIf(!isMounted)("throws nothing into the kernel, and says it when asked", () => {
    const writer = new EnvelopeWriter(join(tinyDisk, "envelopes.ndjson"), { kind: "all" });
    for (let sequence = 1; sequence <= 20_000; sequence += 1) {
      writer.onEnvelope(sampleEnvelope({ sequence }));
      writer.onBookChange();
    }
    expect(() => writer.throwIfFailed()).toThrow("ENOSPC");
    expect(() => writer.close()).toThrow("RUN_FOLDER_UNWRITABLE");
  });
});

/** Needs to be root on Linux; elsewhere the test that wants it is skipped. */
function mountSmallDisk(path: string): boolean {
  try {
    mkdirSync(path);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1500k", "tmpfs", path], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe("a run that is interrupted", () => {
  it("ends at once, does not claim to be finished, and does not hinder the next one", async () => {
    const out = join(folder, "interrupted");
    let watch: NodeJS.Timeout | undefined;
    let interruptedAtMs = 0;
    const ended = await polytraders(["demo", "--minutes", "6000", "--out", out], {
      folder,
      onStart: ({ kill }) => {
        watch = setInterval(() => {
          if (runFolders(out).every((run) => !existsSync(join(run, "journal.sqlite")))) return;
          clearInterval(watch);
          interruptedAtMs = performance.now();
          kill("SIGINT");
        }, 20);
      },
    });
    expect(ended.signal).toBe("SIGINT");
    expect(performance.now() - interruptedAtMs).toBeLessThan(2_000);
    expect(ended.stdout).toBe("");
    const [run = ""] = runFolders(out);
    expect(readJson(join(run, "run.json"))).toMatchObject({ status: "running" });
    expect(existsSync(join(run, "report.json"))).toBe(false);

    const explained = await polytraders(["explain", run, "e1"], { folder });
    expect(explained.code).toBe(1);
    expectOneError(explained, "CORRELATION_NOT_FOUND");
    const next = await polytraders(["demo", "--minutes", "1", "--out", out, "--json"], { folder });
    assertSucceeded(next);
  });
});

describe("polytraders explain", () => {
  let run: RunSummary;
  let correlationId: string;

  beforeAll(async () => {
    const ended = await polytraders(
      ["demo", "--minutes", "3", "--envelopes", "every=10", "--json"],
      {
        folder,
      },
    );
    run = JSON.parse(ended.stdout) as RunSummary;
    const envelopes = readLines<ReportEnvelope>(join(run.runDir, "envelopes.ndjson"));
    correlationId = envelopes.at(-1)?.correlationId ?? "";
  });

  it("finds what a sampled run kept, and says that it keeps only some", async () => {
    expect(run.envelopesWritten).toBe(Math.ceil(run.envelopes / 10));
    const kept = await polytraders(["explain", run.runId, correlationId, "--json"], { folder });
    assertSucceeded(kept);
    expect(JSON.parse(kept.stdout)).toMatchObject({ schemaVersion: 1, correlationId });
    const left = await polytraders(["explain", run.runId, "e999999"], { folder });
    expect(left.code).toBe(1);
    expectOneError(left, "CORRELATION_NOT_FOUND");
    expect(left.stderr).toContain("sampled envelopes");
  });

  it("names the damaged line of an envelope file", async () => {
    const file = join(run.runDir, "envelopes.ndjson");
    const before = readFileSync(file, "utf8");
    appendFileSync(file, `{"schemaVersion":1,"correlationId":"e424242","botId":\n`);
    const ended = await polytraders(["explain", run.runId, "e424242"], { folder });
    expect(ended.code).toBe(1);
    expectOneError(ended, "RUN_NOT_FOUND");
    expect(ended.stderr).toContain(`envelopes.ndjson:${before.split("\n").length}`);
  });

  it("says so when run.json is damaged or there is no run", async () => {
    writeFileSync(join(run.runDir, "run.json"), `{"runId": "x`);
    const damaged = await polytraders(["explain", run.runId, correlationId], { folder });
    expectOneError(damaged, "RUN_NOT_FOUND");
    expect(damaged.stderr).toContain("a damaged one");
    const missing = await polytraders(["explain", "nowhere", correlationId], { folder });
    expectOneError(missing, "RUN_NOT_FOUND");
    expect(missing.stderr).toContain("nowhere");
    expect([damaged.code, missing.code]).toEqual([1, 1]);
  });
});
