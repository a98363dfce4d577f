import {
  after,
  at,
  book,
  buildBot,
  buildContract,
  buildMarkets,
  buildRuntime,
  gap,
  heartbeat,
  inMarket,
  level,
  runFrames,
  script,
  TEST_REASON,
  TEST_SIGNAL,
} from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { publish, type Timers } from "../../src/index.ts";

/** A bot that does what a test says on each book change and on each timer, and notes its timers. */
function buildAlarm(
  botId: string,
  lines: string[],
  react: (timers: Timers, marketIndex: number, nowMs: number, timer: string | null) => void,
) {
  return buildBot(buildContract({ manifest: { botId } }), ({ timers }) => ({
    perMarket: ({ index, marketId }) => ({
      onOrderBook: (_book, { nowMs }) => react(timers, index, nowMs, null),
      onTimer: (name, { nowMs, exchangeTimeMs, eventSequence }) => {
        lines.push(
          `${botId.slice(6)} ${marketId} ${name} ${nowMs} ${exchangeTimeMs} ${eventSequence}`,
        );
        react(timers, index, nowMs, name);
        return publish(TEST_SIGNAL, TEST_REASON, nowMs, 1, {});
      },
    }),
  }));
}

describe("timers of a bot", () => {
  it("fire between frames at their own time, and their decisions are published", () => {
    const lines: string[] = [];
    const bot = buildAlarm("intel.one", lines, (timers, market, nowMs, timer) => {
      if (timer === null) timers.set(market, "soon", nowMs + 30);
    });
    const { envelopes, audit } = runFrames({
      bots: [bot],
      frames: [at(1_000), book({}), after(100), gap()],
    });
    expect(lines).toEqual(["one market-0 soon 1030 1030 2"]);
    expect(envelopes).toMatchObject([
      { value: 1_030, timeMs: 1_030, exchangeTimeMs: 1_030, eventSequence: 2 },
    ]);
    expect(audit.map(({ event }) => event.kind)).toEqual(["frame", "timer", "frame"]);
  });

  it("fire before the frame of the same moment", () => {
    const lines: string[] = [];
    const bot = buildAlarm("intel.one", lines, (timers, market, nowMs, timer) => {
      if (timer === null) timers.set(market, "soon", nowMs + 30);
    });
    const { audit } = runFrames({ bots: [bot], frames: [at(1_000), book({}), after(30), gap()] });
    expect(audit.map(({ event }) => event.kind)).toEqual(["frame", "timer", "frame"]);
  });

  it("reach only that bot and that market", () => {
    const lines: string[] = [];
    const bots = ["intel.one", "intel.two"].map((botId) =>
      buildAlarm(botId, lines, (timers, market, nowMs, timer) => {
        if (timer === null && !(botId === "intel.two" && market === 0)) {
          timers.set(market, "same name", nowMs + 10 + market);
        }
      }),
    );
    runFrames({
      markets: buildMarkets(2),
      bots,
      frames: [at(1_000), book({}), inMarket(1, book({})), after(100), gap()],
    });
    expect(lines.map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
      "one market-0",
      "one market-1",
      "two market-1",
    ]);
  });

  it("are moved by being set again, and can be cancelled", () => {
    const lines: string[] = [];
    const bot = buildAlarm("intel.one", lines, (timers, market, nowMs, timer) => {
      if (timer !== null) return;
      timers.set(market, "moved", nowMs + 50);
      timers.set(market, "cancelled", nowMs + 5);
      timers.cancel(market, "cancelled");
    });
    runFrames({
      bots: [bot],
      frames: [at(1_000), book({}), after(40), level("bid", 0.4, 1), after(80), gap()],
    });
    expect(lines).toEqual(["one market-0 moved 1090 1090 3"]);
  });

  it("set for the present or the past fire a millisecond later, and never hold up the kernel", () => {
    const lines: string[] = [];
    const bot = buildAlarm("intel.one", lines, (timers, market, nowMs, timer) =>
      timers.set(market, "again", timer === null ? nowMs - 1_000 : nowMs),
    );
    const { runtime } = runFrames({
      bots: [bot],
      frames: [at(1_000), book({}), gap(), after(3), heartbeat()],
    });
    expect(lines.map((line) => line.split(" ")[3])).toEqual(["1001", "1002", "1003"]);
    expect(runtime.kernel.nowMs).toBe(1_003);
  });

  it("set for no time at all fail that bot and nobody else", () => {
    const lines: string[] = [];
    const wrong = buildAlarm("intel.a_wrong", lines, (timers, market) =>
      timers.set(market, "never", Number.NaN),
    );
    const right = buildAlarm("intel.b_right", lines, (timers, market, nowMs, timer) => {
      if (timer === null) timers.set(market, "soon", nowMs + 5);
    });
    const { notices } = runFrames({
      bots: [wrong, right],
      frames: [at(1_000), book({}), after(9), gap()],
    });
    expect(notices.map(({ code, botId }) => [code, botId])).toEqual([
      ["BOT_CALL_FAILED", "intel.a_wrong"],
    ]);
    expect(lines).toEqual(["b_right market-0 soon 1005 1005 2"]);
  });

  it("for markets that the bot has not seen, or that do not exist, are passed over", () => {
    const lines: string[] = [];
    const bot = buildAlarm("intel.one", lines, (timers, _market, nowMs, timer) => {
      if (timer === null)
        for (const market of [1, 99, -1, 0.5]) timers.set(market, "odd", nowMs + 1);
    });
    const { notices } = runFrames({
      markets: buildMarkets(2),
      bots: [bot],
      frames: [book({}), after(9), gap()],
    });
    expect([lines, notices]).toEqual([[], []]);
  });

  it("fire in virtual time without any data", () => {
    const lines: string[] = [];
    const bot = buildAlarm("intel.one", lines, (timers, market, nowMs, timer) => {
      if (timer === null) timers.set(market, "soon", nowMs + 30);
    });
    const { runtime } = buildRuntime({ bots: [bot] });
    runtime.apply(script(at(1_000), book({})));
    runtime.kernel.advanceTo(1_029);
    expect(lines).toEqual([]);
    runtime.kernel.advanceTo(1_030);
    expect(lines).toHaveLength(1);
  });
});
