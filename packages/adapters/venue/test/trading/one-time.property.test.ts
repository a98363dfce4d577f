import { createSeededRandom, MICRO, MarketStatusCode } from "@polytraders/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tradingDemoWorld } from "../../src/trading/demo/trading-demo-world.ts";
import { openReplaySession } from "../../src/trading/replay-session.ts";
import type { SessionLatency } from "../../src/trading/session-options.ts";
import { openSimulatedSession } from "../../src/trading/simulated-session.ts";
import type { TradingSession } from "../../src/trading/trading-session.ts";
import {
  book,
  level,
  status,
  takerBuys,
  takerSells,
  type PlainFrame,
  type PlainRow,
} from "../replay/frames.ts";
import { chanceTrader } from "./chance-trader.ts";
import { booksAtVenue, booksOf, heldIn } from "./reported-books.ts";
import { definitionOf, sourceOf, START_MS } from "./recorded-source.ts";
import { ScriptedKernel } from "./scripted-kernel.ts";

const CASH = 5_000 * MICRO;
const SLOW: SessionLatency = {
  feed: { kind: "constant", ms: 120 },
  order: { kind: "lognormal", p50Ms: 40, p99Ms: 400 },
  cancel: { kind: "constant", ms: 35 },
  answer: { kind: "sampled", measuredMs: [5, 25, 90] },
};

/** Where a run stands, on both sides. */
function standOf(session: TradingSession, kernel: ScriptedKernel) {
  return {
    nowMs: session.nowMs,
    kernel: kernel.kernel.stateHash,
    venue: session.venue.exchange.stateHash(),
    heard: kernel.heard.length,
  };
}

/** When an operator steps in, and sends an order of his own. */
const COMMANDS_MS = [33_333, 250_000];

async function demoRun(latency: SessionLatency, stopsMs: readonly number[]) {
  const session = openSimulatedSession({
    ...tradingDemoWorld(8, { markets: 2 }),
    seed: 8,
    startMs: START_MS,
    cashMicroUsd: CASH,
    latency,
  });
  const kernel = new ScriptedKernel(session, chanceTrader(9, 15));
  kernel.kernel.timers.set(0, 0, "first", START_MS + 777);
  session.attach(kernel);
  const moments = new Set([...stopsMs, ...COMMANDS_MS].toSorted((left, right) => left - right));
  for (const momentMs of moments) {
    await session.runUntil(START_MS + momentMs);
    if (!COMMANDS_MS.includes(momentMs)) continue;
    kernel.advanceTo(session.nowMs);
    kernel.place({ price: 4_000, shares: 25 });
  }
  await session.runUntil(START_MS + 600_000);
  return standOf(session, kernel);
}

/** A recording of three markets made up by chance: books, changes, trades, halts. */
function madeUpRecording(seed: number, frameCount: number): readonly PlainFrame[] {
  const random = createSeededRandom(seed, "recording");
  const pick = (count: number): number => Math.floor(random.next() * count);
  const frames: PlainFrame[] = [];
  let timeMs = START_MS;
  for (let index = 0; index < frameCount; index += 1) {
    timeMs += pick(4) === 0 ? pick(20_000) : pick(400);
    const market = index < 3 ? index : pick(3);
    frames.push({ timeMs, market, rows: index < 3 ? whole(pick) : rowsOf(pick) });
  }
  return frames;
}

function whole(pick: (count: number) => number): PlainRow[] {
  const bids = [0.49, 0.48, 0.47].map((price) => [price, 20 + pick(200)] as const);
  const asks = [0.51, 0.52, 0.53].map((price) => [price, 20 + pick(200)] as const);
  return book({ bids, asks });
}

function rowsOf(pick: (count: number) => number): PlainRow[] {
  const away = pick(4);
  switch (pick(12)) {
    case 0:
      return whole(pick);
    case 1:
      return [takerBuys(0.51, 5 + pick(150)), level(1, 0.51, 10 + pick(50))];
    case 2:
      return [takerSells(0.49, 5 + pick(150)), level(0, 0.49, pick(50))];
    case 3:
      return [status(MarketStatusCode.Halted)];
    case 4:
      return [status(MarketStatusCode.Open)];
    default:
      return pick(2) === 0
        ? [level(0, (49 - away) / 100, pick(3) === 0 ? 0 : pick(300))]
        : [level(1, (51 + away) / 100, pick(3) === 0 ? 0 : pick(300))];
  }
}

async function recordedRun(options: {
  readonly seed: number;
  readonly isWatched: boolean;
  readonly stopsMs?: readonly number[];
  readonly latency?: SessionLatency;
}) {
  const { seed, isWatched, stopsMs = [], latency = {} } = options;
  const nothing = { dailyPoolMicroUsd: 0, spreadMax: 300, sizeMin: MICRO, multiplier: 1 };
  const definitions = [definitionOf(0), definitionOf(1), definitionOf(2)];
  const session = await openReplaySession({
    source: sourceOf(madeUpRecording(seed, 600), definitions, 11),
    cashMicroUsd: CASH,
    seed,
    latency,
    // A programme, even one without money, has a market followed from the first row to the last.
    termsOf: () => ({ rewards: isWatched ? nothing : null }),
  });
  const kernel = new ScriptedKernel(session, chanceTrader(seed, 6));
  session.attach(kernel);
  for (const stopMs of stopsMs) await session.runUntil(START_MS + stopMs);
  await session.runUntil(Number.POSITIVE_INFINITY);
  const unsettledCount = await session.finish();
  session.venue.exchange.audit();
  const told = booksOf(session, kernel.heard);
  return {
    kernel: kernel.kernel.stateHash,
    nowMs: session.nowMs,
    heard: kernel.heard,
    unsettledCount,
    told: [told.cashMicroUsd, ...heldIn(told)],
    real: [booksAtVenue(session).cashMicroUsd, ...heldIn(booksAtVenue(session))],
  };
}

const stops = fc
  .array(fc.integer({ min: 0, max: 600_000 }), { maxLength: 12 })
  .map((times) => times.toSorted((left, right) => left - right));

/** Whole runs, many of them: the machine may be busy. */
const PATIENCE = { timeout: 60_000 };

describe("kernel and venue in one time", PATIENCE, () => {
  it("come to the same, however a simulated run is cut", async () => {
    for (const latency of [{}, SLOW]) {
      const uncut = await demoRun(latency, []);
      expect(uncut.heard).toBeGreaterThan(50);
      await fc.assert(
        fc.asyncProperty(stops, async (stopsMs) => {
          expect(await demoRun(latency, stopsMs)).toEqual(uncut);
        }),
        { numRuns: 8 },
      );
    }
  });

  it("come to the same, however a recorded run is cut", async () => {
    for (const latency of [{}, SLOW]) {
      const uncut = await recordedRun({ seed: 4, isWatched: false, latency });
      await fc.assert(
        fc.asyncProperty(stops, async (stopsMs) => {
          const cut = await recordedRun({ seed: 4, isWatched: false, latency, stopsMs });
          expect(cut.kernel).toBe(uncut.kernel);
          expect(cut.heard).toEqual(uncut.heard);
        }),
        { numRuns: 10 },
      );
    }
  });

  it("fill the same whether a market is followed all the time or only while it matters", async () => {
    let fillCount = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async (seed) => {
        const asleep = await recordedRun({ seed, isWatched: false });
        const awake = await recordedRun({ seed, isWatched: true });
        expect(asleep.heard).toEqual(awake.heard);
        expect(asleep.kernel).toBe(awake.kernel);
        expect(asleep.told).toEqual(asleep.real);
        expect(asleep.unsettledCount).toBe(0);
        fillCount += asleep.heard.filter(({ kind }) => kind === "trade_changed").length;
      }),
      { numRuns: 30 },
    );
    expect(fillCount).toBeGreaterThan(250);
  });
});
