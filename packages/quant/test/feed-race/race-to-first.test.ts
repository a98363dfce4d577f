import { describe, expect, it } from "vitest";

import { createFeedRace, type RacePacket } from "../../src/feed-race/race-to-first.ts";

const packetOf = (overrides: Partial<RacePacket>): RacePacket => ({
  source: "a",
  key: "k1",
  asset: "x",
  sequence: 1,
  timeMs: 0,
  ...overrides,
});

describe("the race", () => {
  it("takes the first packet of each event, drops copies and never goes back", () => {
    const race = createFeedRace(["a", "b"], 1000);
    const arrivals: [Partial<RacePacket>, string][] = [
      [{ source: "a", key: "k2", sequence: 2, timeMs: 0 }, "accepted"],
      [{ source: "b", key: "k2", sequence: 2, timeMs: 4 }, "duplicate"],
      [{ source: "b", key: "k1", sequence: 1, timeMs: 5 }, "stale"],
      // Another asset counts for itself.
      [{ source: "b", key: "y1", asset: "y", sequence: 1, timeMs: 6 }, "accepted"],
    ];
    for (const [packet, outcome] of arrivals) expect(race.arrive(packetOf(packet))).toBe(outcome);
    expect(race.tally("a")).toEqual({ wins: 1, duplicates: 0, stale: 0 });
    expect(race.tally("b")).toEqual({ wins: 1, duplicates: 1, stale: 1 });
    expect(race.meanLeadMs()).toBe(4);
  });

  it("forgets a key after its time to live, and still refuses the old sequence", () => {
    const race = createFeedRace(["a"], 1000);
    expect(race.arrive(packetOf({ timeMs: 0 }))).toBe("accepted");
    expect(race.arrive(packetOf({ timeMs: 1000 }))).toBe("duplicate");
    expect(race.arrive(packetOf({ timeMs: 1001 }))).toBe("stale");
    expect(race.meanLeadMs()).toBeNull();
  });

  it("names a source it does not know", () => {
    expect(() => createFeedRace(["a"], 1).arrive(packetOf({ source: "c" }))).toThrow('"c"');
  });
});
