import { contract } from "@polytraders/bot-intelligence-liquidity-decay-monitor";
import type { ReportEnvelope } from "@polytraders/core";
import { beforeAll, describe, expect, it } from "vitest";
import { agree } from "./agreement.ts";
import { decayByDefinition, type DefinedDecay } from "./decay-by-definition.ts";
import { microUsd } from "./recorded-frames.ts";
import { isDataAbsent, replay, saidBy, type RecordedRun } from "./recorded-run.ts";

const DECAY = "intel.liquidity_decay_monitor";
const HALT = "risk.market_halt_detector";
/** The busiest ten minutes of all games are in the first; the second has gaps in its feed. */
const GAMES = ["mlb-col-wsh-2025-06-19", "mlb-cin-bos-2025-07-01"];

/** An envelope in the words of the definition. */
function asDefined({
  timeMs,
  reasonCode,
  value,
  confidence,
  payload,
}: ReportEnvelope): DefinedDecay {
  const said = contract.emitsSchemas.liquidity_decay.parse(payload);
  return {
    timeMs,
    reasonCode,
    value,
    confidence,
    samples: said.samples,
    taker: said.takerUsdPerSecond,
    cancel: said.cancelUsdPerSecond,
    add: said.addUsdPerSecond,
    longValue: said.longWindow?.value ?? null,
    longConfidence: said.longWindow?.confidence ?? null,
    isStale: said.detail === "STALE_INPUT",
  };
}

describe.skipIf(isDataAbsent).each([true, false])("a recorded game, gated: %s", (isGated) => {
  let run: RecordedRun;
  beforeAll(async () => {
    run = await replay(GAMES, isGated);
  });

  it("runs without a notice", () => {
    expect(run.notices).toEqual([]);
    expect(run.marketIds).toHaveLength(GAMES.length);
  });

  it("publishes what the definitions give, frame by frame", () => {
    let compared = 0;
    let halted = 0;
    for (const market of run.marketIds.keys()) {
      const gateChanges = isGated
        ? saidBy(run, HALT, market).map(({ timeMs, value }) => ({ timeMs, isClosed: value === 1 }))
        : [];
      const frames = run.frames.filter((frame) => frame.market === market);
      const defined = decayByDefinition(frames, gateChanges);
      const said = saidBy(run, DECAY, market).map(asDefined);
      expect(said.map(({ timeMs }) => timeMs)).toEqual(defined.map(({ timeMs }) => timeMs));
      for (const [index, envelope] of said.entries()) {
        const expected = defined[index];
        if (expected === undefined || !agree(envelope, expected))
          expect(envelope).toEqual(expected);
        compared += envelope.value === null ? 0 : 1;
        halted += envelope.reasonCode === "INTEL_DECAY_SUPPRESSED_HALTED" ? 1 : 0;
      }
    }
    expect(compared).toBeGreaterThan(2_000);
    expect(halted > 0).toBe(isGated);
  });
});

describe.skipIf(isDataAbsent)("busy_market_replay", () => {
  it("attributes taker flow of the busiest ten minutes within 20 % of the tape", async () => {
    // The capture has no heartbeats, so a quiet minute holds fewer than the default of 30.
    const run = await replay(GAMES.slice(0, 1), false, { minObservations: 5 });
    const startMs = busiestMs(run, 600_000);
    const said = saidBy(run, DECAY, 0).map(asDefined);
    let attributedUsd = 0;
    for (let minute = 1; minute <= 10; minute += 1) {
      const untilMs = startMs + 60_000 * minute;
      const last = said.findLast(({ timeMs }) => timeMs <= untilMs);
      expect(last?.reasonCode).toBe("INTEL_DECAY_PUBLISHED");
      attributedUsd += 60 * (last?.taker ?? 0);
    }
    const tapeUsd = run.frames
      .flatMap(({ trades }) => trades)
      .filter(({ timeMs }) => timeMs > startMs && timeMs <= startMs + 600_000)
      .reduce((sum, { price, size }) => sum + microUsd(price, size) / 1e6, 0);
    expect(tapeUsd).toBeGreaterThan(10_000);
    expect(Math.abs(attributedUsd / tapeUsd - 1)).toBeLessThanOrEqual(0.2);
  });
});

/** Start of the stretch with the most frames. */
function busiestMs(run: RecordedRun, durationMs: number): number {
  const times = run.frames.map(({ timeMs }) => timeMs);
  let [from, bestCount, bestMs] = [0, 0, 0];
  for (const [index, timeMs] of times.entries()) {
    while (timeMs - (times[from] ?? timeMs) > durationMs) from += 1;
    if (index - from + 1 <= bestCount) continue;
    bestCount = index - from + 1;
    bestMs = times[from] ?? timeMs;
  }
  return bestMs;
}
