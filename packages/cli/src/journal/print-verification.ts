import type { CliIo } from "../verb.ts";
import type { Verification } from "./verify-journal.ts";

const STATES = {
  whole: "whole: its run has ended it, and every entry fits the one before it",
  open: "open: whole up to its last commit, and not ended by its run, which was killed or still goes on",
  damaged: "DAMAGED: what stands before the damage is exact, what follows is lost",
} as const;

/** Says in lines what checking a journal has found. */
export function printVerification(found: Verification, io: CliIo): void {
  io.out(`journal  ${found.file}`);
  io.out(`state    ${STATES[found.state]}`);
  io.out(`entries  ${counted(found.entries, found.entriesExpected)}`);
  io.out(`records  ${counted(found.records, found.recordsExpected)}`);
  const kinds = Object.entries(found.kinds).map(([kind, count]) => `${grouped(count)} ${kind}`);
  io.out(`kinds    ${kinds.join(", ") || "none"}`);
  io.out(`rows     ${grouped(found.marketRows)} of market data`);
  if (found.lastCheckpoint !== null) {
    const { eventSequence, stateHash } = found.lastCheckpoint;
    io.out(`stands   at event ${grouped(eventSequence)} with state hash ${stateHash}`);
  }
  io.out(`head     ${found.head}`);
  if (found.damage !== null) io.out(`damage   ${found.damage.message}`);
  for (const finding of found.findings) io.out(`wrong    ${finding}`);
}

function counted(found: number, expected: number): string {
  if (found === expected) return grouped(found);
  return `${grouped(found)} proven, of ${grouped(expected)} that were written`;
}

export function grouped(count: number): string {
  return count.toLocaleString("en");
}
