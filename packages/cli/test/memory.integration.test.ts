import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import type { RunSummary } from "../src/run/run-summary.ts";
import { outsideFolder } from "./polytraders-process.ts";

const { path: folder } = outsideFolder();
const ROWS = 1_200_000;

it("a long run stays flat in memory, and says so at its start, middle and end", async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      "--no-warnings",
      "--conditions=@polytraders/source",
      join(import.meta.dirname, "load-run.ts"),
      folder,
      String(ROWS),
    ],
    { maxBuffer: 1 << 26 },
  );
  const { events, memory, bots, envelopes } = JSON.parse(stdout) as RunSummary;
  expect(events).toBe(ROWS);
  expect(envelopes).toBeGreaterThan(ROWS / 4);
  expect(bots.map(({ suspended }) => suspended)).toEqual([null, null, null]);
  expect(memory.startMb).toBeGreaterThan(0);
  expect(memory.middleMb).toBeGreaterThan(memory.startMb);
  expect(memory.endMb).toBeLessThanOrEqual(memory.middleMb * 1.3 + 50);
}, 180_000);
