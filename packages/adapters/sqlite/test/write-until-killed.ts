/*
 * Writes to a journal and a state mirror until it is killed, and says how far it has committed.
 * Given an event, it kills itself after writing that.
 */
import { writeSync } from "node:fs";
import { openRunJournal, openStateMirror } from "@polytraders/adapter-sqlite";

const [journalFile = "", mirrorFile = "", lastEvent = ""] = process.argv.slice(2);
const journal = openRunJournal(journalFile, { batchRows: 50 });
const mirror = openStateMirror(mirrorFile, 0);
const markets = ["0xaa", "0xbb", "0xcc"];

for (let event = 1; ; event += 1) {
  journal.addCheckpoint({
    eventSequence: event,
    sourceRow: 7 * event,
    timeMs: event,
    stateHash: "0".repeat(16),
  });
  if (event === Number(lastEvent)) process.kill(process.pid, "SIGKILL");
  if (event % 50 !== 0) continue;
  const state = { event };
  mirror.save(
    markets.map((marketId) => ({ botId: "b", marketId, savedAtMs: 0, expiresAtMs: 1, state })),
  );
  writeSync(1, `${event}\n`);
}
