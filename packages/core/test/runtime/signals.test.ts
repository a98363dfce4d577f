import {
  after,
  at,
  book,
  buildBot,
  buildCommand,
  buildContract,
  buildMarkets,
  buildRuntime,
  inMarket,
  level,
  ManualStopwatch,
  runFrames,
  script,
} from "@polytraders/testkit";
import { map, withLatestFrom } from "rxjs";
import { describe, expect, it } from "vitest";
import { publish, suppress, z, type LoadedBot } from "../../src/index.ts";

const DEPTH = { depth: z.strictObject({ levels: z.int() }) };
const FRAMES = [at(1_000), book({ bids: [[0.4, 1]] }), after(1), level("bid", 0.4, 2)];

function buildEmitter(botId: string, onDecide: () => void = () => undefined): LoadedBot {
  const contract = buildContract({
    reasonCodes: ["INTEL_DEPTH"],
    emits: DEPTH,
    manifest: { botId },
  });
  return buildBot(contract, () => ({
    decide: ({ book: view }) => {
      onDecide();
      return publish("depth", "INTEL_DEPTH", view.bestBidSize, 0.5, { levels: 1 });
    },
  }));
}

function buildReceiver(
  botId: string,
  onSignal: (line: string) => void,
  manifest: object = {},
): LoadedBot {
  const contract = buildContract({ consumes: DEPTH, manifest: { botId, ...manifest } });
  return buildBot(contract, () => ({
    perMarket: ({ marketId }) => ({
      onSignal: (signal) =>
        onSignal(
          `${botId} in ${marketId}: ${signal.value} of ${signal.payload.levels} from ${signal.botId}`,
        ),
      onOrderBook: () => onSignal(`${botId} book`),
    }),
  }));
}

describe("signals", () => {
  it("reach those that come later within the same event, before these see the book", () => {
    const lines: string[] = [];
    // By id alone the receiver would come first.
    const receiver = buildReceiver("intel.a_receiver", (line) => lines.push(line));
    const emitter = buildEmitter("intel.z_emitter", () => lines.push("emitter"));
    const { runtime } = runFrames({ bots: [receiver, emitter], frames: FRAMES.slice(0, 2) });
    expect(lines).toEqual([
      "emitter",
      "intel.a_receiver in market-0: 1000000 of 1 from intel.z_emitter",
      "intel.a_receiver book",
    ]);
    expect(runtime.hosts.map(({ botId }) => botId)).toEqual([
      "intel.z_emitter",
      "intel.a_receiver",
    ]);
  });

  it("travel down a chain in topological order, whatever the configuration's order", () => {
    const chain = (lines: string[]): LoadedBot[] => [
      buildBot(
        buildContract({
          consumes: { second: z.strictObject({}) },
          manifest: { botId: "intel.a_last" },
        }),
        () => ({ perMarket: () => ({ onSignal: ({ value }) => lines.push(`last ${value}`) }) }),
      ),
      buildBot(
        buildContract({
          reasonCodes: ["INTEL_SECOND"],
          consumes: DEPTH,
          emits: { second: z.strictObject({}) },
          manifest: { botId: "intel.m_middle" },
        }),
        () => ({
          streams: ({ signals }) =>
            signals.depth.pipe(
              map(({ value, marketIndex }) => ({
                ...publish("second", "INTEL_SECOND", (value ?? 0) * 2, 1, {}),
                marketId: `market-${marketIndex}`,
              })),
            ),
        }),
      ),
      buildEmitter("intel.z_first", () => lines.push("first")),
    ];
    const runs = [0, 1, 2].map((turn) => {
      const lines: string[] = [];
      const bots = chain(lines);
      const turned = [...bots.slice(turn), ...bots.slice(0, turn)];
      const { stateHash, envelopes } = runFrames({ bots: turned, frames: FRAMES });
      return { lines, stateHash, said: envelopes.map(({ botId }) => botId) };
    });
    expect(runs[0]?.lines).toEqual(["first", "last 2000000", "first", "last 4000000"]);
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).toEqual(runs[0]);
  });

  it.each([
    ["advisory", 2],
    ["enforced", 2],
    ["shadow", 0],
    ["off", 0],
  ] as const)("in mode %s are routed %i times", (mode, count) => {
    const lines: string[] = [];
    const run = runFrames({
      bots: [
        { bot: buildEmitter("intel.emitter"), configuration: { mode } },
        buildReceiver("intel.receiver", (line) => lines.push(line)),
      ],
      frames: FRAMES,
    });
    expect(lines.filter((line) => line.includes("from"))).toHaveLength(count);
    expect(run.envelopes).toHaveLength(mode === "off" ? 0 : 2);
    expect(run.envelopes.every((envelope) => envelope.mode === mode)).toBe(true);
  });

  it("that say there is no value are routed as such", () => {
    const lines: string[] = [];
    const contract = buildContract({ reasonCodes: ["INTEL_DEPTH"], emits: DEPTH });
    const emitter = buildBot(contract, () => ({
      decide: () => suppress("depth", "INTEL_DEPTH", { levels: 0 }),
    }));
    const receiver = buildReceiver("intel.receiver", (line) => lines.push(line));
    const { envelopes } = runFrames({ bots: [emitter, receiver], frames: [book({})] });
    expect(lines[0]).toBe("intel.receiver in market-0: null of 0 from intel.test_bot");
    expect(envelopes[0]).toMatchObject({ value: null, confidence: null, kind: "signal" });
  });

  it("do not reach a bot in markets that it does not watch, or where it is off or paused", () => {
    const lines: string[] = [];
    const { runtime } = buildRuntime({
      markets: buildMarkets(4),
      bots: [
        buildEmitter("intel.emitter"),
        {
          bot: buildReceiver("intel.receiver", (line) => lines.push(line)),
          markets: ["market-0", "market-1", "market-2"],
          configuration: { markets: { "market-1": { mode: "off" } } },
        },
      ],
    });
    const scope = { botId: "intel.receiver", marketId: "market-2" };
    runtime.command(buildCommand("pause", { scope }));
    const frames = [0, 1, 2, 3].map((market) => inMarket(market, book({ bids: [[0.4, 1]] })));
    runtime.apply(script(...frames));
    expect(lines).toEqual([
      "intel.receiver in market-0: 1000000 of 1 from intel.emitter",
      "intel.receiver book",
    ]);
  });

  it("are answered for by whoever receives them, not by whoever sent them", () => {
    const stopwatch = new ManualStopwatch();
    const lines: string[] = [];
    const receiver = buildReceiver("intel.receiver", (line) => {
      if (!line.includes("from")) return;
      stopwatch.advance(60);
      throw new Error("cannot take it");
    });
    const last = buildReceiver("intel.zz_last", (line) => lines.push(line));
    const run = runFrames({
      stopwatch,
      bots: [buildEmitter("intel.emitter"), receiver, last],
      frames: [...FRAMES, after(1), level("bid", 0.4, 3), after(1), level("bid", 0.4, 4)],
    });
    const [emitter, taker, other] = run.runtime.hosts;
    expect([emitter?.counters.failureCount, emitter?.budget.overrunCount]).toEqual([0, 0]);
    expect([taker?.counters.failureCount, taker?.budget.overrunCount]).toEqual([3, 3]);
    expect([taker?.suspension, emitter?.suspension, other?.suspension]).toEqual([
      "failures",
      null,
      null,
    ]);
    expect(run.notices.every(({ botId }) => botId === "intel.receiver")).toBe(true);
    expect(run.envelopes).toHaveLength(4);
    expect(lines.filter((line) => line.includes("from"))).toHaveLength(4);
  });

  it("join streams with market data", () => {
    const contract = buildContract({
      consumes: DEPTH,
      reasonCodes: ["INTEL_JOINED"],
      emits: { joined: z.strictObject({}) },
      manifest: { botId: "intel.joiner" },
    });
    const joiner = buildBot(contract, () => ({
      streams: ({ orderBooks, signals }) =>
        orderBooks.pipe(
          withLatestFrom(signals.depth),
          map(([{ marketId, bestBidPrice }, { value }]) => ({
            ...publish("joined", "INTEL_JOINED", bestBidPrice + (value ?? 0), 1, {}),
            marketId,
          })),
        ),
    }));
    const { envelopes } = runFrames({ bots: [joiner, buildEmitter("intel.z")], frames: FRAMES });
    const joined = envelopes.filter(({ signal }) => signal === "joined");
    expect(joined.map(({ value }) => value)).toEqual([1_004_000, 2_004_000]);
  });

  it("and books can be tapped from outside", () => {
    const { runtime } = buildRuntime({ markets: buildMarkets(2), bots: [buildEmitter("intel.e")] });
    const heard: string[] = [];
    runtime.signals("depth").subscribe(({ value }) => heard.push(`signal ${value}`));
    runtime.orderBooks(1).subscribe(({ bestBidSize }) => heard.push(`book ${bestBidSize}`));
    runtime.apply(script(level("bid", 0.4, 1), inMarket(1, level("bid", 0.4, 2))));
    expect(heard).toEqual(["signal 1000000", "signal 2000000", "book 2000000"]);
  });
});
