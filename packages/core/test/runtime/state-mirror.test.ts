import {
  at,
  book,
  buildBot,
  buildContract,
  buildMarkets,
  buildRuntime,
  inMarket,
  script,
} from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { createMemoryStateMirror, z, type BotManifest, type StateMirror } from "../../src/index.ts";

const stateSchema = z.object({ count: z.int() });

function buildCounter(lines: string[], manifest: Partial<BotManifest> = {}) {
  return buildBot(buildContract({ manifest: { stateTtlMs: 1_000, ...manifest } }), () => ({
    perMarket: ({ marketId }) => {
      let count = 0;
      return {
        onOrderBook: () => {
          count += 1;
          lines.push(`${marketId} ${count}`);
        },
        snapshot: () => ({ count }),
        restore: (state, { savedAtMs }) => {
          count = stateSchema.parse(state).count;
          lines.push(`${marketId} restored ${count} of ${savedAtMs}`);
        },
      };
    },
  }));
}

/** Runs one frame in each of two markets, from a cold start, and saves. */
function runOnce(
  stateMirror: StateMirror,
  timeMs: number,
  manifest: Partial<BotManifest> = {},
): string[] {
  const lines: string[] = [];
  const { runtime } = buildRuntime({
    markets: buildMarkets(2),
    bots: [buildCounter(lines, manifest)],
    stateMirror,
  });
  runtime.apply(script(at(timeMs), book({}), inMarket(1, book({}))));
  runtime.mirrorState();
  return lines;
}

describe("the state mirror", () => {
  it("brings each market's state back before the first event", () => {
    const mirror = createMemoryStateMirror();
    expect(runOnce(mirror, 10_000)).toEqual(["market-0 1", "market-1 1"]);
    expect(runOnce(mirror, 10_500)).toEqual([
      "market-0 restored 1 of 10000",
      "market-0 2",
      "market-1 restored 1 of 10000",
      "market-1 2",
    ]);
    expect(runOnce(mirror, 10_600)[1]).toBe("market-0 3");
  });

  it("does not bring back what has expired, to the millisecond", () => {
    const mirror = createMemoryStateMirror();
    runOnce(mirror, 10_000);
    const saved = mirror.load("intel.test_bot");
    expect(saved.map(({ expiresAtMs }) => expiresAtMs)).toEqual([11_000, 11_000]);
    expect(runOnce(createWith(saved), 11_000)).toEqual(["market-0 1", "market-1 1"]);
    expect(runOnce(createWith(saved), 10_999)[0]).toBe("market-0 restored 1 of 10000");
  });

  it("keeps bots apart", () => {
    const mirror = createMemoryStateMirror();
    runOnce(mirror, 10_000);
    expect(runOnce(mirror, 10_001, { botId: "intel.other" })).toEqual(["market-0 1", "market-1 1"]);
  });

  it("keeps nothing of a bot whose contract keeps none", () => {
    const mirror = createMemoryStateMirror();
    runOnce(mirror, 10_000, { stateTtlMs: 0 });
    expect(mirror.load("intel.test_bot")).toEqual([]);
  });

  it("saves the other bots' states when one cannot say its own", () => {
    const mirror = createMemoryStateMirror();
    const mute = buildBot(
      buildContract({ manifest: { botId: "intel.a_mute", stateTtlMs: 1 } }),
      () => ({
        perMarket: () => ({
          snapshot: () => {
            throw new Error("lost it");
          },
        }),
      }),
    );
    const run = buildRuntime({ bots: [mute, buildCounter([])], stateMirror: mirror });
    run.runtime.apply(script(book({})));
    run.runtime.mirrorState();
    expect(mirror.load("intel.test_bot")).toHaveLength(1);
    expect(run.notices.map(({ code, botId, found }) => [code, botId, found])).toEqual([
      ["BOT_CALL_FAILED", "intel.a_mute", "snapshot: lost it"],
    ]);
  });

  it("that holds a state which the bot cannot take back counts as the bot's failure", () => {
    const mirror = createWith([
      {
        botId: "intel.test_bot",
        marketId: "market-0",
        savedAtMs: 1,
        expiresAtMs: 99_000,
        state: { count: "many" },
      },
    ]);
    const lines: string[] = [];
    const run = buildRuntime({ bots: [buildCounter(lines)], stateMirror: mirror });
    run.runtime.apply(script(book({}), book({})));
    expect(run.notices.map(({ code }) => code)).toEqual(["BOT_CALL_FAILED"]);
    expect(lines).toEqual(["market-0 1"]);
  });
});

function createWith(states: ReturnType<StateMirror["load"]>): StateMirror {
  const mirror = createMemoryStateMirror();
  mirror.save(states);
  return mirror;
}
