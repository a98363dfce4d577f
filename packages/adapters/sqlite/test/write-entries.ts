/*
 * Writes the items of an endless run into a journal, seeded, and says after each sync how many are
 * safe. It ends when it is killed, or kills itself after the item it is given; with item -1 it only
 * starts, so that its compiled code is kept.
 */
import { writeSync } from "node:fs";
import { createSeededRandom } from "@polytraders/core";
import { openKernelJournal } from "@polytraders/adapter-sqlite";
import { writeItem } from "./sample-entries.ts";

const [file = "", seed = "1", from = "0", lastItem = ""] = process.argv.slice(2);
const random = createSeededRandom(Number(seed), "journal writer");
const journal = openKernelJournal(file, { keepsRows: true, groupEntries: 20 });

if (lastItem === "-1") {
  journal.close();
  process.exit();
}
for (let item = Number(from); ; item += 1) {
  writeItem(journal, item);
  if (random.next() < 0.3) {
    journal.sync();
    writeSync(1, `${item + 1}\n`);
  }
  if (String(item) === lastItem) process.kill(process.pid, "SIGKILL");
}
