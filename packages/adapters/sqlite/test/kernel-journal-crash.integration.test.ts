import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { createSeededRandom } from "@polytraders/core";
import { expect, it } from "vitest";
import { openKernelJournal, readKernelJournal } from "../src/index.ts";
import { textOf, writeItem } from "./sample-entries.ts";
import { temporaryFile } from "./temporary-folder.ts";

const WRITER = fileURLToPath(new URL("write-entries.ts", import.meta.url));
const KILLS = 120;
const AT_ONCE = 2;
/** Lives of one journal: it is killed and taken up again so often. */
const LIVES = 3;
const SYNCS_MAX = 400;

interface Life {
  readonly seed: number;
  readonly from: number;
  /** Kill from outside after so many syncs, or let it kill itself after an item. */
  readonly afterSyncs: number | null;
  readonly atItem: number | null;
}

const WARM_UP: Life = { seed: 0, from: 0, afterSyncs: null, atItem: -1 };

/** Keeps the writer's compiled code: most of a short life would be spent on making it. */
const COMPILE_CACHE = dirname(temporaryFile("cache"));

function startWriter(file: string, { seed, from, atItem }: Life) {
  const flags = ["--conditions=@polytraders/source", "--no-warnings"];
  const words = [file, String(seed), String(from), atItem === null ? "" : String(atItem)];
  return spawn(process.execPath, [...flags, WRITER, ...words], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE },
  });
}

/** Lets a writer live until it is killed. @returns items that it said were safe */
async function live(file: string, life: Life): Promise<number> {
  const { from, afterSyncs } = life;
  const child = startWriter(file, life);
  const closed = once(child, "close");
  let safe = from;
  let syncs = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    safe = Number(line);
    syncs += 1;
    if (syncs === afterSyncs) child.kill("SIGKILL");
  }
  expect(await closed).toEqual([null, "SIGKILL"]);
  return safe;
}

/** What a journal holds, as text. */
function contentOf(file: string): string[] {
  const reader = readKernelJournal(file);
  try {
    expect(reader.isClosed).toBe(false);
    return Array.from(reader.entries(), textOf);
  } finally {
    reader.close();
  }
}

/** What a writer that is not killed has written by the end of each item; rows count when settled. */
function uninterrupted(items: number): readonly string[] {
  const file = temporaryFile("whole.sqlite");
  const journal = openKernelJournal(file, { keepsRows: true });
  for (let item = 0; item < items; item += 1) writeItem(journal, item);
  journal.close();
  const reader = readKernelJournal(file);
  const content = Array.from(reader.entries(), textOf);
  reader.close();
  return content;
}

it(`loses nothing that was synced and leaves an exact prefix: ${KILLS} kills`, async () => {
  const first = startWriter(temporaryFile("first.sqlite"), WARM_UP);
  await once(first, "close");
  const whole = uninterrupted(SYNCS_MAX * 40);
  const journals = Array.from({ length: KILLS / LIVES }, (_, journal) => journal);
  let insideItems = 0;
  const next = journals.values();
  const worker = async (): Promise<void> => {
    for (const journal of next) {
      const file = temporaryFile("journal.sqlite");
      const random = createSeededRandom(journal, "kills");
      let from = 0;
      for (let life = 0; life < LIVES; life += 1) {
        const isOutside = random.next() < 0.5;
        const plan: Life = {
          seed: journal * LIVES + life,
          from,
          afterSyncs: isOutside ? 1 + Math.floor(random.next() * SYNCS_MAX) : null,
          atItem: isOutside ? null : from + Math.floor(random.next() * SYNCS_MAX),
        };
        const safe = await live(file, plan);
        const content = contentOf(file);
        // Each item is one entry in this run: rows and times stand between other entries.
        expect(content).toEqual(whole.slice(0, content.length));
        expect(content.length).toBeGreaterThanOrEqual(safe);
        if (content.length > safe) insideItems += 1;
        from = content.length;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  process.stdout.write(
    `journal, killed with SIGKILL: ${KILLS} kills of ${journals.length} journals (seeds 0 to ${journals.length - 1}), nothing synced lost, every one an exact prefix; ${insideItems} held more than they had said\n`,
  );
}, 600_000);

it("keeps its log where the process ends without closing it", async () => {
  const file = temporaryFile("journal.sqlite");
  const script = `
    import { openKernelJournal } from "@polytraders/adapter-sqlite";
    const journal = openKernelJournal(process.argv[1]);
    journal.time(1);
    journal.sync();
    journal.time(2);
    process.exit();`;
  const flags = ["--conditions=@polytraders/source", "--no-warnings", "--input-type=module"];
  const child = spawn(process.execPath, [...flags, "--eval", script, file], {
    cwd: dirname(WRITER),
    stdio: "inherit",
  });
  expect(await once(child, "close")).toEqual([0, null]);
  expect(contentOf(file)).toEqual([JSON.stringify({ kind: "time", timeMs: 1, sequence: 1 })]);
});
