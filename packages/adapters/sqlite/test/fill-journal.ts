/* Writes into a journal until it fails; says how much was synced by then, and the error's code. */
import { openKernelJournal } from "@polytraders/adapter-sqlite";
import { PolytradersError } from "@polytraders/core";
import { writeItem } from "./sample-entries.ts";

const [file = ""] = process.argv.slice(2);
const journal = openKernelJournal(file);
let synced = 0;
try {
  for (let item = 0; ; item += 1) {
    writeItem(journal, item);
    if (item % 16 !== 15) continue;
    journal.sync();
    synced = item + 1;
  }
} catch (error) {
  const code = error instanceof PolytradersError ? error.code : String(error);
  process.stdout.write(JSON.stringify({ synced, code }));
}
