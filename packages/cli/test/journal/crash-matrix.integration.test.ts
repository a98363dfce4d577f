import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { replayedHash, secondLife, type CrashEnd, type CrashFiles } from "./crash-run.ts";

const CHILD = fileURLToPath(new URL("crash-child.ts", import.meta.url));
const SEEDS = [1, 2, 3];
const AT_ONCE = 2;

const folder = mkdtempSync(join(tmpdir(), "polytraders-crash-"));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** A run in a process of its own, killed at a point. @returns what it said, empty when it was killed */
async function start({ journal, venue, seed }: CrashFiles, killAt: number | null): Promise<string> {
  const flags = ["--conditions=@polytraders/source", "--no-warnings"];
  const words = [journal, venue, String(seed), killAt === null ? "" : String(killAt)];
  const child = spawn(process.execPath, [...flags, CHILD, ...words], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, "compiled") },
  });
  const [said, [code, signal]] = await Promise.all([text(child.stdout), once(child, "close")]);
  expect([code, signal]).toEqual(killAt === null ? [0, null] : [null, "SIGKILL"]);
  return said;
}

function filesOf(name: string, seed: number): CrashFiles {
  const path = join(folder, name);
  return { journal: `${path}.sqlite`, venue: `${path}.venue`, seed };
}

it("killed at any point of contact with the outside, a run goes on as if nothing had happened", async () => {
  let killed = 0;
  for (const seed of SEEDS) {
    const files = filesOf(`whole-${seed}`, seed);
    const { points, ...whole } = JSON.parse(await start(files, null)) as CrashEnd & {
      points: number;
    };
    expect(whole).toMatchObject({ sentTwice: [], isHaltSeen: true });
    expect(whole.sent.length).toBeGreaterThan(5);
    const next = Array.from({ length: points }, (_, index) => index + 1).values();
    const worker = async (): Promise<void> => {
      for (const point of next) {
        const own = filesOf(`${seed}-${point}`, seed);
        await start(own, point);
        const end = await secondLife(own);
        expect({ point, ...end }).toEqual({ point, ...whole });
        expect(await replayedHash(own)).toBe(whole.stateHash);
        killed += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }
  process.stdout.write(
    `crash matrix: ${killed} processes killed with SIGKILL, one at each numbered point (seeds ${SEEDS.join(", ")}): no order sent twice, none lost, every state hash that of the run that was not killed\n`,
  );
}, 900_000);
