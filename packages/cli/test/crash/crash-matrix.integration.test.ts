import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { outsideFolder, readJson } from "../polytraders-process.ts";
import { placementsOn } from "./remote-venue.ts";

/** Seeds of the runs that are killed. */
const SEEDS = [1, 2, 3];
/** Runs killed for each seed, at points spread over the whole run; `all` kills at every point. */
const KILLS_PER_SEED = process.env["POLYTRADERS_CRASH_POINTS"] ?? "4";
/** Of those, every so many is killed once more while it goes on. */
const SECOND_KILL_EVERY = 2;

const RUN_FILE = join(import.meta.dirname, "crash-run.ts");
const folder = outsideFolder();

interface Result {
  readonly stateHash: string;
  readonly points: readonly string[];
  readonly halts: number;
  readonly cashMicroUsd: number;
}

/** One life of a run. Answers whether it was killed. */
async function live(place: string, seed: number, killAt: number): Promise<boolean> {
  const args = ["--no-warnings", "--conditions=@polytraders/source", RUN_FILE, place, `${seed}`];
  const child = spawn(process.execPath, [...args, `${killAt}`], { stdio: "pipe" });
  const words: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => words.push(text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      if (code !== 0 && signal !== "SIGKILL")
        reject(new Error(`ended with ${code}: ${words.join("")}`));
      else resolve(signal === "SIGKILL");
    });
  });
}

function resultIn(place: string): Result {
  return readJson(join(place, "result.json")) as Result;
}

function newPlace(name: string): string {
  const place = join(folder.path, name);
  mkdirSync(place);
  return place;
}

async function inParallel(works: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = [...works];
  const worker = async (): Promise<void> => {
    for (let work = waiting.shift(); work !== undefined; work = waiting.shift()) await work();
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

/** Points to die at: all, or so many of them, another selection for each seed. */
function pointsOf(count: number, seed: number): number[] {
  if (KILLS_PER_SEED === "all") return Array.from({ length: count }, (_, index) => index + 1);
  const wanted = Number(KILLS_PER_SEED);
  return Array.from(
    { length: wanted },
    (_, index) => 1 + Math.floor(((index + seed / (SEEDS.length + 1)) * count) / wanted),
  );
}

test(`runs killed at ${KILLS_PER_SEED} points of each of ${SEEDS.length} seeds come to the same end`, async () => {
  let kills = 0;
  const names = new Map<string, number>();
  for (const seed of SEEDS) {
    const whole = newPlace(`whole-${seed}`);
    expect(await live(whole, seed, 0)).toBe(false);
    const expected = resultIn(whole);
    const wire = placementsOn(join(whole, "wire.ndjson"));
    expect(wire.length).toBeGreaterThan(15);
    expect(expected.halts).toBe(1);
    const killed = pointsOf(expected.points.length, seed).map((point, index) => async () => {
      const place = newPlace(`seed-${seed}-point-${point}`);
      const name = expected.points[point - 1] ?? "";
      expect(await live(place, seed, point), `${name}: lived on`).toBe(true);
      kills += 1;
      names.set(name, (names.get(name) ?? 0) + 1);
      if (index % SECOND_KILL_EVERY === 0 && (await live(place, seed, 1 + (point % 40))))
        kills += 1;
      await live(place, seed, 0);
      const { stateHash, halts, cashMicroUsd } = resultIn(place);
      const found = {
        stateHash,
        halts,
        cashMicroUsd,
        wire: placementsOn(join(place, "wire.ndjson")),
      };
      const { stateHash: hash, cashMicroUsd: cash } = expected;
      const same = { stateHash: hash, halts: 1, cashMicroUsd: cash, wire };
      expect(found, `killed at point ${point}, ${name}, seed ${seed}`).toEqual(same);
      rmSync(place, { recursive: true });
    });
    await inParallel(killed);
  }
  const byPoint = [...names].map(([name, count]) => `${count} ${name}`).join(", ");
  console.log(`crash matrix: seeds ${SEEDS.join(", ")}, ${kills} kills (${byPoint})`);
  expect(names.size).toBeGreaterThanOrEqual(4);
}, 900_000);
