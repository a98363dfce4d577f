import { readKernelJournal } from "@polytraders/adapter-sqlite";
import { CORE_VERSION } from "@polytraders/core";
import { EXIT, type CliIo } from "../verb.ts";
import { compareShells, type ShellComparison } from "./compare-shells.ts";
import { describeDivergence } from "./describe-divergence.ts";
import { findJournal } from "./find-journal.ts";
import type { JournalOptions } from "./journal-options.ts";
import { grouped } from "./print-verification.ts";
import { rebuildRun } from "./rebuild-run.ts";
import { backtestShell, paperShell } from "./replay-shell.ts";

/**
 * Replays a run's journal as a backtest and as paper and compares the state after every event:
 * `polytraders journal parity`.
 *
 * @throws PolytradersError as `journal replay` does
 */
export async function runParity(run: string, options: JournalOptions, io: CliIo): Promise<void> {
  const file = findJournal(run, options.runs, io.workingDirectory);
  const journal = readKernelJournal(file);
  try {
    const { runId, source, createRuntime } = await rebuildRun(journal);
    const compared = await compareShells({
      file,
      source,
      createRuntime,
      shells: [backtestShell, paperShell],
    });
    const certificate = {
      schemaVersion: 1,
      isEqual: compared.difference === null && compared.divergence === null,
      runId,
      journal: Buffer.from(journal.head.entryHash).toString("hex"),
      entries: journal.head.entries,
      isClosed: journal.isClosed,
      ...compared,
      versions: { core: CORE_VERSION, node: process.versions.node },
    };
    if (options.json === true) io.out(JSON.stringify(certificate));
    else print(certificate, io);
    if (!certificate.isEqual) io.exit(EXIT.failedCheck);
  } finally {
    journal.close();
  }
}

interface Certificate extends ShellComparison {
  readonly isEqual: boolean;
  readonly runId: string;
  readonly journal: string;
  readonly entries: number;
  readonly isClosed: boolean;
  readonly versions: { readonly core: string; readonly node: string };
}

function print(certificate: Certificate, io: CliIo): void {
  const { shells, events, difference, divergence, versions, isClosed } = certificate;
  io.out(certificate.isEqual ? "PARITY CERTIFICATE" : "NO PARITY");
  io.out(`run       ${certificate.runId}`);
  io.out(
    `journal   ${certificate.journal} (${grouped(certificate.entries)} entries${isClosed ? "" : ", not ended by its run"})`,
  );
  io.out(`shells    ${shells.join(" and ")}`);
  io.out(`versions  core ${versions.core}, node ${versions.node}`);
  io.out(`events    ${grouped(events)}, state hash compared after each`);
  io.out(`hash      ${certificate.stateHash} at the end`);
  io.out(`hashes    ${certificate.eventHashes} (SHA-256 over all of them)`);
  if (divergence !== null) {
    io.out(`the ${divergence.shell} shell does not do what the journal says:`);
    for (const line of describeDivergence(divergence.divergence)) io.out(line);
  }
  if (difference === null) return;
  io.out(`first difference after event ${grouped(difference.event)}:`);
  for (const { shell, stateHash, event } of difference.sides) {
    io.out(`  ${shell.padEnd(9)} ${stateHash ?? "no such event"} ${JSON.stringify(event)}`);
  }
}
