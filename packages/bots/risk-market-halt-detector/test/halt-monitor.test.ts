import {
  after,
  at,
  book,
  heartbeat,
  inMarket,
  level,
  status,
  trade,
  type Step,
} from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { contract } from "../src/index.ts";
import { inEach, openFor, quoted, runHalts, steady, story } from "./halt-run.ts";

const halted = [...openFor(30), status("Halted")];

describe("a cold start", () => {
  it("is quiet: an open market is what everybody assumes", () => {
    expect(story(runHalts({ frames: openFor(30) }))).toEqual([]);
  });

  it("says at once that a market is halted", () => {
    const run = runHalts({ frames: [at(1_000), quoted(0.04), status("Halted"), ...steady(5)] });
    expect(story(run)).toEqual([[1_001, "HALTED", true]]);
  });

  it("judges neither spread nor depth before the first sample", () => {
    const run = runHalts({ frames: [at(1_000), quoted(0.9, 1), ...steady(30)] });
    expect(story(run)).toEqual([]);
  });
});

describe("HALTED", () => {
  it.each(["Halted", "Closed", "ResolvedFirst", "ResolvedSecond", "ResolvedVoid"] as const)(
    "follows the status %s",
    (name) => {
      const run = runHalts({ frames: [...openFor(30), status(name)] });
      // The check is due one millisecond on; another frame lets it happen.
      expect(story(runHalts({ frames: [...openFor(30), status(name), ...steady(1)] }))).toEqual([
        [31_001, "HALTED", true],
      ]);
      expect(run.notices).toEqual([]);
    },
  );

  it("says so once, however long it lasts", () => {
    expect(story(runHalts({ frames: [...halted, ...steady(120)] }))).toHaveLength(1);
  });

  it("starts to count again when a check in between is not OPEN", () => {
    const run = runHalts({
      frames: [
        ...halted,
        after(5_000),
        status("Open"),
        after(1_500),
        status("Halted"),
        after(1_000),
        status("Open"),
        ...steady(10),
      ],
    });
    expect(story(run)).toEqual([
      [31_001, "HALTED", true],
      [36_001, "HALTED", true],
      [37_501, "HALTED", true],
      [38_501, "HALTED", true],
      [40_501, "CLEARED", false],
    ]);
  });

  it("does not open at once because the venue says three times that it is open", () => {
    const said = [after(10), status("Open"), after(10), status("Open"), after(10), status("Open")];
    const run = runHalts({ frames: [...halted, after(5_000), ...said, ...steady(10)] });
    expect(story(run).at(-1)).toEqual([38_011, "CLEARED", false]);
  });

  it("names the status that closed the gate until it opens", () => {
    const run = runHalts({ frames: [...halted, after(5_000), status("Open"), ...steady(10)] });
    expect(run.halts.map(({ payload, value }) => [payload.status, value])).toEqual([
      ["HALTED", 1],
      ["OPEN", 1],
      ["OPEN", 0],
    ]);
  });
});

describe("SUSPECT", () => {
  it("finds silence when it becomes improbable, without a message to wake it", () => {
    const run = runHalts({ frames: [...openFor(60, 0.5), after(120_000), quoted(0.04)] });
    const allowedMs = (Math.log(10_000) / 0.5) * 1_000;
    const [suspect] = run.halts;
    expect(suspect?.reasonCode).toBe("RISK_MARKET_HALT_SUSPECT");
    expect((suspect?.timeMs ?? 0) - 61_000).toBeGreaterThan(allowedMs);
    expect((suspect?.timeMs ?? 0) - 61_000).toBeLessThan(allowedMs + 1_000);
  });

  it("takes trades for messages", () => {
    const trades = Array.from({ length: 60 }, () => [after(1_000), trade("buys", 0.52, 1)]).flat();
    expect(story(runHalts({ frames: [...openFor(30), ...trades] }))).toEqual([]);
  });

  it("finds a wide spread on a thin book", () => {
    const run = runHalts({
      frames: [
        ...openFor(30),
        after(500),
        quoted(0.4, 5),
        ...steady(2),
        after(10),
        quoted(0.04),
        ...steady(10),
      ],
    });
    expect(story(run).map(([, code, isGateClosed]) => [code, isGateClosed])).toEqual([
      ["SUSPECT", true],
      ["SUSPECT", true],
      ["CLEARED", false],
    ]);
    expect(run.halts[0]?.payload).toMatchObject({
      spreadUsd: 0.4,
      medianSpreadUsd: 0.04,
      depthUsd: 5,
      medianDepthUsd: 100,
    });
  });

  it.each([
    ["a narrow spread on a thin book", quoted(0.04, 5)],
    ["a wide spread that is no blow-out", quoted(0.16, 5)],
    ["a wide spread on a book not thin enough", quoted(0.4, 10)],
  ])("does not mind %s", (_, step) => {
    expect(story(runHalts({ frames: [...openFor(30), after(500), step, ...steady(10)] }))).toEqual(
      [],
    );
  });

  it.each([
    ["no bid", book({ asks: [[0.52, 100]] })],
    ["no ask", book({ bids: [[0.48, 100]] })],
    ["nothing", book({})],
    ["a locked book", book({ bids: [[0.5, 100]], asks: [[0.5, 100]] })],
    ["a crossed book", book({ bids: [[0.52, 100]], asks: [[0.48, 100]] })],
  ])("takes %s for blown out and thin", (_, step) => {
    const broken = (seconds: number): Step[] =>
      Array.from({ length: seconds }, () => [after(1_000), step]).flat();
    const run = runHalts({ frames: [...openFor(30), ...broken(5)] });
    expect(story(run).map(([, code]) => code)).toEqual(["SUSPECT"]);
  });

  it("does not let a book that stands still become its own normal", () => {
    const trades = Array.from({ length: 40 }, () => [after(1_000), trade("buys", 0.7, 1)]).flat();
    const run = runHalts({
      parameters: { medianSamples: 20 },
      frames: [...openFor(30), after(500), quoted(0.4, 5), ...trades, quoted(0.04), ...steady(3)],
    });
    expect(run.halts.map(({ payload }) => [payload.status, payload.medianSpreadUsd])).toEqual([
      ["SUSPECT", 0.04],
      ["OPEN", 0.04],
      ["OPEN", 0.04],
    ]);
  });
});

describe("FEED_DOWN", () => {
  it("is found when a heartbeat is late, although messages still come", () => {
    const run = runHalts({ frames: [at(1_000), quoted(0.04), heartbeat(), ...steady(35)] });
    expect(story(run)).toEqual([[32_000, "FEED_DOWN", true]]);
  });

  it("opens after three checks with a fresh heartbeat", () => {
    const frames = [at(1_000), quoted(0.04), heartbeat(), ...steady(35), heartbeat(), ...steady(9)];
    expect(story(runHalts({ frames }))).toEqual([
      [32_000, "FEED_DOWN", true],
      [37_000, "FEED_DOWN", true],
      [39_000, "CLEARED", false],
    ]);
  });

  it("never comes without a first heartbeat", () => {
    expect(story(runHalts({ frames: openFor(120) }))).toEqual([]);
  });
});

describe("VENUE_BLOWOUT", () => {
  const calm = [at(1_000), ...inEach(6, quoted(0.04)), ...everySecond(30, 6)];
  const wide = (count: number) => [after(500), ...inEach(count, quoted(0.4)), ...everySecond(5, 6)];

  it("closes every market once three in ten are blown out", () => {
    const run = runHalts({ marketCount: 6, frames: [...calm, ...wide(2)] });
    expect(new Set(run.halts.map(({ marketId }) => marketId)).size).toBe(6);
    expect(new Set(run.halts.map(({ reasonCode }) => reasonCode))).toEqual(
      new Set(["RISK_MARKET_HALT_VENUE_BLOWOUT"]),
    );
    expect(run.halts.at(-1)?.payload.venueBlowoutFraction).toBeCloseTo(2 / 6, 12);
  });

  it("leaves the venue alone for one market in six", () => {
    expect(story(runHalts({ marketCount: 6, frames: [...calm, ...wide(1)] }))).toEqual([]);
  });

  it("does not judge a venue of which fewer than five markets are watched", () => {
    const few = [at(1_000), ...inEach(4, quoted(0.04)), ...everySecond(30, 4)];
    const frames = [...few, after(500), ...inEach(4, quoted(0.4)), ...everySecond(5, 4)];
    expect(story(runHalts({ marketCount: 4, frames }))).toEqual([]);
  });

  it("opens a quiet market again when the others have calmed down", () => {
    const busy = (seconds: number) =>
      Array.from({ length: seconds }, (_, second) => [
        after(1_000),
        ...inEach(5, level("bid", 0.01, (second % 2) + 1)),
      ]).flat();
    const frames = [
      ...calm,
      after(500),
      ...inEach(2, quoted(0.4)),
      inMarket(5, level("bid", 0.01, 7)),
      ...busy(3),
      ...inEach(2, quoted(0.04)),
      ...busy(6),
    ];
    const quiet = runHalts({ marketCount: 6, frames }).halts.filter(
      ({ marketId }) => marketId === "market-5",
    );
    expect(quiet.map(({ reasonCode }) => reasonCode)).toEqual([
      "RISK_MARKET_HALT_VENUE_BLOWOUT",
      "RISK_MARKET_HALT_VENUE_BLOWOUT",
      "RISK_MARKET_HALT_CLEARED",
    ]);
  });
});

describe("reason codes", () => {
  it("are all published in these tests but the operator's override, and the one that only a vote gives", () => {
    const said = [
      runHalts({ frames: [...halted, after(5_000), status("Open"), ...steady(10)] }),
      runHalts({ frames: [...openFor(60), after(60_000), quoted(0.04)] }),
      runHalts({ frames: [at(1_000), quoted(0.04), heartbeat(), ...steady(35)] }),
      runHalts({
        marketCount: 5,
        frames: [
          at(1_000),
          ...inEach(5, quoted(0.04)),
          ...everySecond(30, 5),
          ...inEach(5, quoted(0.4)),
          ...everySecond(3, 5),
        ],
      }),
    ].flatMap(({ halts }) => halts.map(({ reasonCode }) => reasonCode));
    const unreached = Object.keys(contract.manifest.reasonCodes).filter(
      (code) => !said.includes(code),
    );
    expect(unreached).toEqual(["RISK_MARKET_HALT_UNPROVEN", "RISK_MARKET_HALT_OVERRIDE"]);
  });
});

/** A message of each market once a second. */
function everySecond(seconds: number, marketCount: number): Step[] {
  return Array.from({ length: seconds }, (_, second) => [
    after(1_000),
    ...inEach(marketCount, level("bid", 0.01, (second % 2) + 1)),
  ]).flat();
}
