import { PolytradersError } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { openVenue } from "../../src/venue/open-venue.ts";
import { defaultWorld } from "../../src/world/default-world.ts";
import { readWorld } from "../../src/world/read-world.ts";

const START_MS = Date.UTC(2026, 0, 5);

function messageOf(text: string): string {
  try {
    readWorld(text, "world.yaml");
  } catch (error) {
    if (error instanceof PolytradersError) return error.message;
    throw error;
  }
  return "no error";
}

describe("a world file", () => {
  it("needs a version and nothing else", () => {
    const world = readWorld("version: 1\nmarkets: [{}, {}]", "world.yaml");
    const { exchange } = openVenue({ startMs: START_MS, world });
    expect(exchange.markets().map(({ terms }) => terms.slug)).toEqual(["market-1", "market-2"]);
    expect(exchange.markets()[0]?.terms).toMatchObject({
      question: "Market 1?",
      outcomes: ["Yes", "No"],
      minimumOrderSize: 5_000_000,
      fees: { rate: 0.05, exponent: 1, rebateShare: 0.25 },
      rewards: null,
      takerDelayMs: 0,
      endAtMs: START_MS + 30 * 86_400_000,
    });
  });

  it("may be JSON", () => {
    const { markets } = readWorld('{"version":1,"markets":[{"slug":"a"}]}', "world.json");
    expect(markets[0]?.slug).toBe("a");
  });

  it("gives units to what it says", () => {
    const world = readWorld(
      [
        "version: 1",
        "makers: null",
        "markets:",
        "  - question: Will it rain, or snow?",
        "    tickSize: 0.0025",
        "    minimumOrderShares: 0.29",
        "    gameStartAt: 2026-02-01T12:00:00+01:00",
        "    rewards: { dailyPoolUsd: 12.5, spreadMaxCents: 3.5, sizeMinShares: 50 }",
      ].join("\n"),
      "world.yaml",
    );
    const { exchange } = openVenue({ startMs: START_MS, world });
    expect(exchange.markets()[0]).toMatchObject({
      terms: {
        slug: "will-it-rain-or-snow",
        minimumOrderSize: 290_000,
        gameStartAtMs: Date.UTC(2026, 1, 1, 11),
        rewards: { dailyPoolMicroUsd: 12_500_000, spreadMax: 350, sizeMin: 50_000_000 },
      },
      state: { tickSize: 25 },
    });
  });

  it.each([
    ["", "world.yaml version: VENUE_WORLD_INVALID: expected 1, found nothing"],
    ["version: 2", "world.yaml:1:1 version: VENUE_WORLD_INVALID: expected 1, found 2"],
    ["- a", "expected a mapping, found a list"],
    ["version: 1\nmarket: []", 'world.yaml:2:1 market: .*Did you mean "markets"\\?'],
    ["version: 1\nmarkets:\n  - slug: A b", "world.yaml:3:5 markets.0.slug: .*lower-case words"],
    ["version: 1\nmarkets:\n  - tickSize: 0.02", "world.yaml:3:5 markets.0.tickSize: "],
    [
      "version: 1\nmarkets:\n  - fees: { rate: 2 }",
      "world.yaml:3:13 markets.0.fees.rate: .*1 or less, found 2",
    ],
    ["version: 1\nmarkets:\n  - probability: 1", "markets.0.probability: "],
    ["version: 1\nmarkets:\n  - endAt: tomorrow", 'markets.0.endAt: .*found "tomorrow"'],
    ["version: 1\nmarkets:\n  - outcomes: [Yes]", "markets.0.outcomes"],
    [
      "version: 1\nmarkets:\n  - makers: { takeMs: -1 }",
      "markets.0.makers.takeMs: .*0 or more, found -1",
    ],
    [
      "version: 1\naccounts: [{ address: alice, pusd: 1 }]",
      "accounts.0.address: .*40 hexadecimal digits",
    ],
    [
      "version: 1\naccounts: [{ address: '0x1111111111111111111111111111111111111111', pusd: -1 }]",
      "accounts.0.pusd: .*0 or more",
    ],
    ["version: 1\nevents: [{ slug: e, markets: [] }]", "events.0.markets: .*1 or more"],
    [
      "version: 1\nmarkets: [{ slug: a }, { slug: a }]",
      'world.yaml:2:26 markets.1.slug: .*a slug of its own, found "a"',
    ],
    ["version: 1\nversion: 1", "world.yaml:2:1: .*YAML"],
  ])("%j is refused with its place", (text, pattern) => {
    expect(messageOf(text)).toMatch(new RegExp(pattern));
  });

  it("that names a market twice by its ids lists nothing and pays nobody", () => {
    const world = readWorld(
      [
        "version: 1",
        "accounts: [{ address: '0x1111111111111111111111111111111111111111', pusd: 5 }]",
        "markets: [{ question: Same? }, { slug: other }, { question: Same? }]",
      ].join("\n"),
      "world.yaml",
    );
    expect(() => openVenue({ startMs: START_MS, world })).toThrow(/same a second time/);
  });
});

describe("the built-in world", () => {
  it("has a binary market, a fee-free one and a race of three", () => {
    const { exchange } = openVenue({ startMs: START_MS, world: defaultWorld() });
    const markets = exchange.markets();
    expect(markets.filter(({ terms }) => terms.fees.rate === 0)).toHaveLength(1);
    expect(markets.filter(({ terms }) => terms.rewards !== null)).toHaveLength(1);
    const race = markets.filter(({ terms }) => terms.negRiskSetId !== null);
    expect(race.map(({ terms }) => terms.negRiskIndex)).toEqual([0, 1, 2]);
    expect(new Set(race.map(({ terms }) => terms.negRiskSetId)).size).toBe(1);
    for (const { book } of markets) expect(book.bestPrice(0)).toBeLessThan(book.bestPrice(1));
  });
});
