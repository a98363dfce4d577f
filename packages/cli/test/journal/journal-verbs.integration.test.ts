import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readKernelJournal, type JournalEntry } from "@polytraders/adapter-sqlite";
import { createSeededRandom } from "@polytraders/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommandLine } from "../../src/command-line.ts";
import { compareShells } from "../../src/journal/compare-shells.ts";
import { rebuildRun } from "../../src/journal/rebuild-run.ts";
import { replayJournal } from "../../src/journal/replay-journal.ts";
import { backtestShell, paperShell, type ReplayShell } from "../../src/journal/replay-shell.ts";
import { MemoryIo } from "../memory-io.ts";
import { areGamesAbsent, gameFiles } from "../recorded-games.ts";
import { copyJournal } from "./doctored-journal.ts";

let folder = "";
let paper = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "polytraders-journal-"));
  const words = "--speed max --hours 1 --seed 3 --start 2026-01-05T00:00:00Z --envelopes none";
  await command(`paper --bots strat.lp_rewards ${words}`);
  await command("demo --minutes 5 --bots intel.liquidity_decay_monitor");
  paper = join(folder, "runs", runOf("paper"), "journal.sqlite");
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function runOf(verb: string): string {
  const found = readdirSync(join(folder, "runs")).find((name) => name.startsWith(verb));
  if (found === undefined) throw new Error(`no run of ${verb}`);
  return found;
}

async function command(line: string): Promise<MemoryIo> {
  const io = new MemoryIo(folder);
  await runCommandLine(line.split(" "), io);
  return io;
}

async function json(
  verb: string,
  run: string,
): Promise<{ io: MemoryIo; found: Record<string, unknown> }> {
  const io = await command(`journal ${verb} ${run} --json`);
  return { io, found: JSON.parse(io.outLines.join("\n")) as Record<string, unknown> };
}

function entriesOf(file: string): JournalEntry[] {
  const reader = readKernelJournal(file);
  const entries = [...reader.entries()];
  reader.close();
  return entries;
}

function copyOf(options: Parameters<typeof copyJournal>[2]): string {
  const file = join(mkdtempSync(join(folder, "copy-")), "journal.sqlite");
  copyJournal(paper, file, options);
  return file;
}

describe("a run that traded", () => {
  it("has a whole journal, which replays to the same hash and is the same in both shells", async () => {
    const verified = await json("verify", runOf("paper"));
    expect(verified.found).toMatchObject({ state: "whole", findings: [], damage: null });
    const replayed = await json("replay", runOf("paper"));
    expect(replayed.found).toMatchObject({ isEqual: true, divergence: null });
    expect(replayed.found["counts"]).toMatchObject({ placements: expect.any(Number) });
    const { placements, records } = replayed.found["counts"] as Record<string, number>;
    expect(placements).toBeGreaterThan(0);
    expect(records).toBeGreaterThan(0);
    const compared = await json("parity", runOf("paper"));
    expect(compared.found).toMatchObject({
      isEqual: true,
      shells: ["backtest", "paper"],
      stateHash: replayed.found["stateHash"],
      events: replayed.found["events"],
      difference: null,
    });
    for (const { io } of [verified, replayed, compared]) expect(io.exitCode).toBeUndefined();
  });

  it("is found by its id, its folder and its journal", async () => {
    const hashes = await Promise.all(
      [runOf("paper"), join("runs", runOf("paper")), paper].map(
        async (name) => (await json("verify", name)).found["head"],
      ),
    );
    expect(new Set(hashes).size).toBe(1);
    const none = await command("journal verify nowhere");
    expect(none.errLines.join("\n")).toContain("RUN_NOT_FOUND");
    expect(none.exitCode).toBe(1);
  });

  it("replays from any prefix, as a run that was killed there leaves one", async () => {
    const entries = entriesOf(paper);
    const random = createSeededRandom(8, "prefixes");
    const placements = entries.filter(({ kind }) => kind === "placement");
    const cuts = [
      // Behind an input and before what it brought about: the order was never written, nor sent.
      ...placements.slice(0, 3).map(({ sequence }) => sequence),
      // Behind an order, before its answer.
      ...placements.slice(0, 3).map(({ sequence }) => sequence + 1),
      ...Array.from({ length: 6 }, () => 2 + Math.floor(random.next() * (entries.length - 2))),
    ];
    for (const before of cuts) {
      const file = copyOf({ before, keepsRecords: false });
      const journal = readKernelJournal(file);
      const result = await replayJournal({ journal, ...(await rebuildRun(journal)) });
      journal.close();
      expect(result.divergence).toBeNull();
      const next = entries[before - 1];
      const isOrder = next?.kind === "placement";
      expect(result.unwritten.length > 0).toBe(isOrder);
      if (isOrder) expect(result.unwritten[0]).toMatchObject({ kind: "placement" });
    }
  });

  it("shows the first order that the replay sends otherwise, with both sides", async () => {
    const target = entriesOf(paper).find(({ kind }) => kind === "placement");
    if (target?.kind !== "placement") throw new Error("no order");
    const { price, placementId, eventSequence } = target.placement;
    const file = copyOf({
      change: (entry) =>
        entry.sequence === target.sequence && entry.kind === "placement"
          ? { ...entry, placement: { ...entry.placement, price: price + 1 } }
          : entry,
    });
    const { io, found } = await json("replay", file);
    expect(io.exitCode).toBe(1);
    expect(found["divergence"]).toMatchObject({
      of: "effect",
      eventSequence,
      journalled: { kind: "placement", content: { placementId, price: price + 1 } },
      replayed: { kind: "placement", content: { placementId, price } },
    });
    const shown = await command(`journal replay ${file}`);
    expect(shown.lines.join("\n")).toContain(`content.price: ${price + 1} became ${price}`);
  });

  it.each(["records", "state hash"])("shows by its %s that an input was another", async (by) => {
    const target = entriesOf(paper).find(
      (entry) => entry.kind === "report" && entry.report.kind === "trade_changed",
    );
    const file = copyOf({
      keepsRecords: by === "records",
      change: (entry) =>
        entry.sequence === target?.sequence &&
        entry.kind === "report" &&
        entry.report.kind === "trade_changed"
          ? { ...entry, report: { ...entry.report, feeMicroUsd: 12_345 } }
          : entry,
    });
    const { io, found } = await json("replay", file);
    expect(io.exitCode).toBe(1);
    expect(found["divergence"]).toMatchObject({
      of: by === "records" ? "record" : "checkpoint",
    });
  });

  it("does not pass over orders that the journal lacks, or has too many of", async () => {
    const target = entriesOf(paper).find(({ kind }) => kind === "placement");
    const lacking = copyOf({
      change: (entry) => (entry.sequence === target?.sequence ? null : entry),
    });
    expect((await json("replay", lacking)).found["divergence"]).toMatchObject({
      of: "effect",
      replayed: { kind: "placement" },
    });
    const lastRows = entriesOf(paper).findLast(({ kind }) => kind === "rows");
    if (target?.kind !== "placement") throw new Error("no order");
    const added = copyOf({
      change: (entry) =>
        entry.sequence === lastRows?.sequence
          ? { ...target, placement: { ...target.placement, placementId: "x" } }
          : entry,
    });
    expect((await json("replay", added)).found["divergence"]).toMatchObject({
      journalled: { kind: "placement", content: { placementId: "x" } },
    });
  });

  it("shows the first event after which two shells differ, from both sides", async () => {
    const journal = readKernelJournal(paper);
    const { source, createRuntime } = await rebuildRun(journal);
    journal.close();
    let rows = 0;
    const careless = (): ReplayShell => {
      rows = 0;
      const shell = paperShell();
      return {
        ...shell,
        name: "careless",
        cutRows: (batch, apply) => {
          rows += batch.length;
          if (rows < 1_000) apply(batch);
        },
      };
    };
    const shells = [backtestShell, careless] as const;
    const compared = await compareShells({ file: paper, source, createRuntime, shells });
    expect(compared.difference?.event).toBeGreaterThan(1);
    const [left, right] = compared.difference?.sides ?? [];
    expect(left).toMatchObject({ shell: "backtest", event: { kind: "frame" } });
    expect(right?.stateHash).not.toBe(left?.stateHash);
    expect(compared.divergence).toMatchObject({ shell: "careless" });
  });
});

describe("a run over market data that is read again", () => {
  it("replays from its source, and says when that has changed", async () => {
    const run = join(folder, "runs", runOf("demo"));
    const { found } = await json("replay", run);
    expect(found).toMatchObject({ isEqual: true, counts: { placements: 0 } });
    expect((found["counts"] as Record<string, number>)["rows"]).toBeGreaterThan(1_000);

    const journal = readKernelJournal(join(run, "journal.sqlite"));
    const rebuilt = await rebuildRun(journal);
    const { source } = rebuilt;
    if (source === null) throw new Error("no source");
    const other = {
      ...source,
      origin: source.origin,
      markets: source.markets,
      async *batches() {
        for await (const batch of source.batches()) {
          batch.size[500] = (batch.size[500] ?? 0) + 1_000_000;
          yield batch;
        }
      },
    };
    await expect(replayJournal({ journal, ...rebuilt, source: other })).rejects.toThrow(
      "STORE_SOURCE_CHANGED: expected rows 1 to",
    );
    journal.close();
  });

  it("is refused where a bot is another by now", async () => {
    const run = join(folder, "runs", runOf("demo"), "journal.sqlite");
    const file = join(mkdtempSync(join(folder, "copy-")), "journal.sqlite");
    copyJournal(run, file, {
      change: (entry) =>
        entry.kind === "run"
          ? { ...entry, description: { ...entry.description, configVersion: "0123456789ab" } }
          : entry,
    });
    const io = await command(`journal replay ${file}`);
    expect(io.errLines.join("\n")).toContain("RUN_CHANGED");
    expect(io.exitCode).toBe(1);
  });
});

describe.skipIf(areGamesAbsent)("a trading backtest of a recorded game", () => {
  it.each([
    ["as it was recorded", ""],
    ["seen late", "  latency: { feedMs: { p50: 40, p99: 200 }, orderMs: 100, answerMs: 50 }\n"],
  ])("replays from its journal, %s, and is the same in both shells", async (_, latency) => {
    const rewards = "{ dailyPoolUsd: 100, spreadCentsMax: 3.5, sizeSharesMin: 20 }";
    const config = `trading:\n${latency}  everyMarket:\n    rewards: ${rewards}\n`;
    const own = mkdtempSync(join(folder, "backtest-"));
    writeFileSync(join(own, "polytraders.yaml"), config);
    const game = gameFiles.find((file) => file.includes("bos-laa")) ?? "";
    const words = `--data ${game} --config ${own}/polytraders.yaml --out ${own} --envelopes none`;
    await command(`backtest --bots strat.lp_rewards ${words}`);
    const run = readdirSync(own).find((name) => name.startsWith("backtest")) ?? "";
    const { found } = await json("replay", join(own, run));
    expect(found).toMatchObject({ isEqual: true });
    expect((found["counts"] as Record<string, number>)["placements"]).toBeGreaterThan(0);
    expect((await json("parity", join(own, run))).found).toMatchObject({ isEqual: true });
  });
});

describe("a journal that is no good", () => {
  it.each(["verify", "replay", "parity"])("makes `journal %s` fail and say why", async (verb) => {
    const file = join(mkdtempSync(join(folder, "copy-")), "journal.sqlite");
    copyFileSync(paper, file);
    const size = entriesOf(paper).length;
    const { DatabaseSync } = await import("node:sqlite");
    const database = new DatabaseSync(file);
    database.exec("UPDATE entry SET payload = payload || ' ' WHERE sequence = 100");
    database.close();
    const io = await command(`journal ${verb} ${file}`);
    const said = [...io.outLines, ...io.errLines].join("\n");
    expect(said).toContain(`entry 100: STORE_CORRUPT: expected entry 100 behind 99 that are whole`);
    expect(said).toContain(`${size - 99} of ${size} are lost`);
    expect(io.exitCode).toBe(1);
  });

  it("is told from other files", async () => {
    const file = join(folder, "notes.txt");
    writeFileSync(file, "no database");
    const io = await command(`journal verify ${file}`);
    expect(io.errLines.join("\n")).toContain("STORE_CORRUPT");
    expect(io.exitCode).toBe(1);
  });
});
