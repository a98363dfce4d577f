import { readKernelJournal } from "@polytraders/adapter-sqlite";
import { EXIT, type CliIo } from "../verb.ts";
import { findJournal } from "./find-journal.ts";
import type { JournalOptions } from "./journal-options.ts";
import { printVerification } from "./print-verification.ts";
import { verifyJournal } from "./verify-journal.ts";

/**
 * Checks a journal by itself: `polytraders journal verify`.
 *
 * @throws PolytradersError RUN_NOT_FOUND, and what opening a journal throws
 */
export function runVerify(run: string, { runs, json }: JournalOptions, io: CliIo): void {
  const journal = readKernelJournal(findJournal(run, runs, io.workingDirectory));
  try {
    const found = verifyJournal(journal);
    if (json === true) io.out(JSON.stringify({ schemaVersion: 1, ...found }));
    else printVerification(found, io);
    if (found.damage !== null || found.findings.length > 0) io.exit(EXIT.failedCheck);
  } finally {
    journal.close();
  }
}
