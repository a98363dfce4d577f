import { after, at, heartbeat, inMarket, level, status, type Step } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { inEach, openFor, quoted, runHalts, steady, story } from "./halt-run.ts";

/** Some seconds at two messages a second, with a heartbeat every ten seconds. */
function alive(seconds: number): Step[] {
  return Array.from({ length: seconds / 10 }, () => [...steady(10), heartbeat()]).flat();
}

/** One test for each entry of the spec's `failureInjections`, named by its id. */
describe("failure injections", () => {
  it("halt: closed for the whole minute, open within ten seconds of its end", () => {
    const run = runHalts({
      frames: [...openFor(60), status("Halted"), ...steady(60), status("Open"), ...steady(15)],
    });
    expect(story(run)).toEqual([
      [61_001, "HALTED", true],
      [121_001, "HALTED", true],
      [123_001, "CLEARED", false],
    ]);
  });

  it("halt of a market that sends nothing meanwhile: its status alone opens it again", () => {
    const run = runHalts({
      frames: [...openFor(60), status("Halted"), after(60_000), status("Open"), ...steady(15)],
    });
    expect(story(run).at(-1)).toEqual([123_001, "CLEARED", false]);
  });

  it("heartbeat_lost: found within its age limit, open within ten seconds of its return", () => {
    const run = runHalts({
      frames: [at(1_000), quoted(0.04), heartbeat(), ...alive(60), ...steady(90), ...alive(20)],
    });
    const lostMs = 61_000;
    const backMs = lostMs + 90_000 + 10_000;
    const codes = story(run);
    expect(codes[0]?.[1]).toBe("FEED_DOWN");
    expect(codes[0]?.[0]).toBeLessThanOrEqual(lostMs + 30_000 + 1_000);
    expect(codes.at(-1)?.[1]).toBe("CLEARED");
    expect(codes.at(-1)?.[0]).toBeLessThanOrEqual(backMs + 10_000);
  });

  it("venue_blowout: half of the markets widen tenfold, all gates close and open again", () => {
    const ticks = (seconds: number) =>
      Array.from({ length: seconds }, (_, second) => [
        after(1_000),
        ...inEach(6, level("bid", 0.01, (second % 2) + 1)),
      ]).flat();
    const run = runHalts({
      marketCount: 6,
      frames: [
        at(1_000),
        ...inEach(6, quoted(0.02)),
        ...ticks(60),
        ...inEach(3, quoted(0.2)),
        ...ticks(30),
        ...inEach(3, quoted(0.02)),
        ...ticks(10),
      ],
    });
    for (const marketId of ["market-0", "market-5"]) {
      const codes = run.halts.filter((each) => each.marketId === marketId);
      expect(codes[0]).toMatchObject({ reasonCode: "RISK_MARKET_HALT_VENUE_BLOWOUT", value: 1 });
      expect(codes[0]?.timeMs).toBeLessThanOrEqual(61_000 + 2_000);
      expect(codes.at(-1)).toMatchObject({ reasonCode: "RISK_MARKET_HALT_CLEARED", value: 0 });
      expect(codes.at(-1)?.timeMs).toBeLessThanOrEqual(91_000 + 10_000);
    }
  });

  it("a halt of one market leaves the others open", () => {
    const frames = [
      at(1_000),
      ...inEach(2, quoted(0.04)),
      after(5_000),
      inMarket(0, status("Halted")),
      after(1_000),
      ...inEach(2, level("bid", 0.01, 1)),
    ];
    const run = runHalts({ marketCount: 2, frames });
    expect(new Set(run.halts.map(({ marketId }) => marketId))).toEqual(new Set(["market-0"]));
  });
});
