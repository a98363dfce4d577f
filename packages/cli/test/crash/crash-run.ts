import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openKernelJournal, readKernelJournal } from "@polytraders/adapter-sqlite";
import type { KernelJournal, OrderGateway, Runtime } from "@polytraders/core";
import { buildRuntime, venueOrderIdOf } from "@polytraders/testkit";
import { replayJournal } from "../../src/journal/replay-journal.ts";
import { CrashPoints } from "./crash-points.ts";
import { commandOf, crashStrategy, rowsOf, SETTLING_STEPS, STEPS, timeOf } from "./crash-script.ts";
import { RemoteVenue } from "./remote-venue.ts";

/** One life of a run: begins it, or goes on with what an earlier life has left, and may be killed. */
const [folder = "", seedText = "1", killText = "0"] = process.argv.slice(2);
const seed = Number(seedText);
const points = new CrashPoints(Number(killText));
const journalFile = join(folder, "journal.sqlite");
const venue = new RemoteVenue(join(folder, "wire.ndjson"), seed, points);

interface Life {
  readonly runtime: Runtime;
  rows: number;
  commands: number;
  reports: number;
}

const life = existsSync(journalFile) ? await goOn() : begin();
tellMissing();
/** Where the venue stands already: what it answers comes behind what it has sent by then. */
const venueStep = venue.step;
let rowsSoFar = 0;
let commandsSoFar = 0;
for (let step = 0; step < STEPS + SETTLING_STEPS; step += 1) {
  const rows = rowsOf(seed, step);
  rowsSoFar += rows.length;
  const isNew = rowsSoFar > life.rows;
  if (isNew) venue.advance(step);
  const command = step < STEPS ? commandOf(step) : null;
  if (command !== null) {
    commandsSoFar += 1;
    if (commandsSoFar > life.commands) {
      life.runtime.advanceTo(timeOf(step));
      life.runtime.command(command);
    }
  }
  if (isNew) life.runtime.apply(rows);
  deliver(step);
  if (step >= venueStep) tellAnswers();
}
const { kernel, risk, desk } = life.runtime;
writeFileSync(
  join(folder, "result.json"),
  JSON.stringify({
    stateHash: kernel.stateHash,
    points: points.names,
    halts: risk.barrier.halts.length,
    cashMicroUsd: desk?.ledger.view.cash.cashMicroUsd,
    fills: desk?.ledger.view.pnl,
  }),
);

function createRuntime(journal: KernelJournal, gateway: OrderGateway): Runtime {
  return buildRuntime({
    bots: [{ bot: crashStrategy(), configuration: { mode: "enforced" } }],
    trading: { gateway, balanceCheckMs: null },
    risk: { waitsForVotes: true },
    journal,
    seed,
  }).runtime;
}

function begin(): Life {
  const journal = openKernelJournal(journalFile, { keepsRows: true });
  journal.run({ seed });
  const runtime = createRuntime(points.around(journal), venue.gateway);
  fund(runtime);
  return { runtime, rows: 0, commands: 0, reports: 0 };
}

function fund(runtime: Runtime): void {
  const base = { schemaVersion: 1, exchangeTimeMs: 0, kind: "cash_transferred" } as const;
  const deposit = { operationId: "deposit", amountMicroUsd: 500_000_000 };
  runtime.report({ ...base, ...deposit }, timeOf(0) - 1);
}

async function goOn(): Promise<Life> {
  const reader = readKernelJournal(journalFile);
  const replay = await replayJournal({
    journal: reader,
    createRuntime: ({ journal, gateway }) => createRuntime(journal, gateway),
    venueOrderIdOf: ({ placementId }) => venueOrderIdOf(placementId),
  });
  reader.close();
  if (replay.divergence !== null) throw new Error(JSON.stringify(replay.divergence));
  const journal = points.around(openKernelJournal(journalFile, { keepsRows: true }));
  const { runtime, counts } = replay;
  replay.resume({ journal, gateway: venue.gateway }, timeOf(Math.max(0, venue.step)));
  if (counts.reports === 0) fund(runtime);
  // The deposit is no report of the venue's stream.
  return {
    runtime,
    rows: counts.rows,
    commands: counts.commands,
    reports: Math.max(0, counts.reports - 1),
  };
}

/** What the venue does not know is sent now, before what it says of the rest. */
function tellMissing(): void {
  for (const answer of venue.answers.splice(0)) {
    const report = answer();
    const isMissing = report.kind === "order_changed" && report.state === "missing";
    if (isMissing) life.runtime.report(report);
    else venue.answers.push(answer);
  }
}

function tellAnswers(): void {
  while (venue.answers.length > 0) {
    for (const answer of venue.answers.splice(0)) life.runtime.report(answer());
  }
}

/** Hands on the stream as far as a step. */
function deliver(step: number): void {
  for (;;) {
    const next = venue.stream[life.reports];
    if (next === undefined || next.step > step) return;
    points.pass("before answer");
    life.reports += 1;
    life.runtime.report(next.report);
    points.pass("after answer");
  }
}
