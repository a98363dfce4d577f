import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { InspectReport } from "@polytraders/adapter-recordings";
import type { ReportEnvelope } from "@polytraders/core";
import type { RunSummary } from "../src/run/run-summary.ts";
import {
  assertSucceeded,
  outsideFolder,
  polytraders,
  readJson,
  readLines,
  type Ended,
} from "./polytraders-process.ts";
import { areGamesAbsent, gameFiles } from "./recorded-games.ts";

const { path: folder } = outsideFolder();

const data = (files: readonly string[]): string[] => files.flatMap((file) => ["--data", file]);

describe.skipIf(areGamesAbsent)("polytraders backtest over two evenings of recorded games", () => {
  let first: Ended;
  let inOtherOrder: Ended;
  let overRecordings: Ended;
  let inspected: Ended;
  let document: RunSummary;

  beforeAll(async () => {
    first = await polytraders(["backtest", ...data(gameFiles), "--json"], { folder });
    inOtherOrder = await polytraders(["backtest", ...data(gameFiles.toReversed()), "--json"], {
      folder,
    });
    for (const evening of ["2025-06-24", "2025-07-01"]) {
      const files = gameFiles.filter((file) => file.includes(evening));
      await polytraders(["data", "import", ...files, "--out", evening, "--json"], { folder });
    }
    const recordings = ["2025-07-01", "2025-06-24"];
    overRecordings = await polytraders(["backtest", ...data(recordings), "--json"], { folder });
    inspected = await polytraders(["data", "inspect", ...recordings, "--json"], { folder });
    document = JSON.parse(first.stdout) as RunSummary;
  }, 120_000);

  it("finishes in under ten seconds, import included", () => {
    assertSucceeded(first);
    expect(document.durationMs).toBeLessThan(10_000);
    expect(first.durationMs).toBeLessThan(10_000);
  });

  it("prints one document with what a script needs", () => {
    expect(document.runId).toMatch(/^backtest-/);
    expect(document.runDir).toBe(join(folder, "runs", document.runId));
    expect(document.stateHash).toMatch(/^[0-9a-f]{16}$/);
    expect(document.events).toBeGreaterThan(80_000);
    expect(document.eventsPerSecond).toBeGreaterThan(0);
    expect(document.markets).toHaveLength(12);
    expect(document.bots).toHaveLength(3);
    for (const bot of document.bots) {
      const counts = Object.values(bot.reasonCodes);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(bot.decisions);
      expect(bot).toMatchObject({ failures: 0, refusedOutputs: 0, suspended: null });
    }
    // How long a call takes is the machine's business, everything else is ours.
    expect(document.notices.filter(({ code }) => code !== "BOT_CALL_OVERRAN")).toEqual([]);
  });

  it("gives the same state hash again, in another order and from imported recordings", () => {
    const hashes = [first, inOtherOrder, overRecordings].map(
      ({ stdout }) => (JSON.parse(stdout) as RunSummary).stateHash,
    );
    expect(new Set(hashes).size).toBe(1);
  });

  it("has the rows and trades that data inspect counts", () => {
    const report = JSON.parse(inspected.stdout) as InspectReport;
    expect(report.recording.rowCount).toBe(document.events);
    expect(report.totals["markets"]).toBe(document.markets.length);
    for (const { marketId, slug, trades } of document.markets) {
      const market = report.markets.find((candidate) => candidate.marketId === marketId);
      expect([slug, trades]).toEqual([market?.slug, market?.rows["trade"] ?? 0]);
    }
  });

  it("leaves a run folder whose figures agree with the document", () => {
    const { runDir } = document;
    expect(readJson(join(runDir, "report.json"))).toEqual(document);
    expect(readJson(join(runDir, "run.json"))).toMatchObject({
      status: "finished",
      stateHash: document.stateHash,
    });
    for (const name of ["report.html", "journal.sqlite", "metrics.prom"]) {
      expect(existsSync(join(runDir, name))).toBe(true);
    }
    const envelopes = readLines<ReportEnvelope>(join(runDir, "envelopes.ndjson"));
    expect(envelopes.map(({ sequence }) => sequence)).toEqual(
      envelopes.map((_, index) => index + 1),
    );
    expect(envelopes).toHaveLength(document.envelopes);
    const counted = new Map<string, number>();
    for (const { botId, reasonCode } of envelopes) {
      const key = `${botId} ${reasonCode}`;
      counted.set(key, (counted.get(key) ?? 0) + 1);
    }
    const summed = document.bots.flatMap(({ botId, reasonCodes }) =>
      Object.entries(reasonCodes).map(([code, count]) => [`${botId} ${code}`, count] as const),
    );
    expect(counted).toEqual(new Map(summed));
  });

  it("explains a decision in one paragraph: what was seen, decided, and by which code", async () => {
    const { runDir, runId, exampleCorrelationId } = document;
    const envelope = readLines<ReportEnvelope>(join(runDir, "envelopes.ndjson")).find(
      ({ correlationId, value }) => correlationId === exampleCorrelationId && value !== null,
    );
    const slug = document.markets.find(({ marketId }) => marketId === envelope?.marketId)?.slug;
    const ended = await polytraders(["explain", runId, exampleCorrelationId ?? ""], { folder });
    assertSucceeded(ended);
    expect(ended.stdout.trim()).not.toContain("\n");
    expect(ended.stdout).toContain(`the book of ${slug} had a best bid of`);
    expect(ended.stdout).toContain(`Reason ${envelope?.reasonCode}`);
    expect(ended.stdout).toContain("confidence");
  });
});
