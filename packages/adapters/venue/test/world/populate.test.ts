import { PolytradersError } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { openVenue, type Venue } from "../../src/venue/open-venue.ts";
import { defaultWorld } from "../../src/world/default-world.ts";
import { populate } from "../../src/world/populate.ts";
import { readWorld } from "../../src/world/read-world.ts";
import type { WorldDocument } from "../../src/world/world-document.ts";

const START_MS = Date.UTC(2026, 0, 5);
const HOUR_MS = 3_600_000;

function open(world: WorldDocument, seed = 1): Venue {
  return openVenue({ startMs: START_MS, world, seed });
}

const world = (...lines: readonly string[]): WorldDocument =>
  readWorld(["version: 1", ...lines].join("\n"), "world.yaml");

describe("simulated traders", () => {
  it("keep quoting and trading for days, and every cent stays accounted for", () => {
    const { exchange } = open(
      world(
        "makers: { requoteMs: 60000, takeMs: 120000 }",
        "markets: [{ slug: middle }, { slug: low, probability: 0.02 }, { slug: high, probability: 0.985 }]",
        "events: [{ slug: race, isNegRisk: true, markets: [{ probability: 0.5, tickSize: 0.001 }, { probability: 0.5 }] }]",
      ),
    );
    let tradeCount = 0;
    exchange.subscribe((event) => {
      if (event.kind === "trade_matched") tradeCount += 1;
    });
    for (let hour = 1; hour <= 72; hour += 1) {
      const before = tradeCount;
      exchange.advanceTo(START_MS + hour * HOUR_MS);
      expect(tradeCount).toBeGreaterThan(before);
      for (const { book } of exchange.markets()) {
        const [bid, ask] = [book.bestPrice(0), book.bestPrice(1)];
        // Near an edge one side may be taken whole until the next look.
        expect(bid + ask).toBeGreaterThan(0);
        if (bid > 0 && ask > 0) expect(ask).toBeGreaterThan(bid);
      }
    }
    exchange.audit();
  });

  it("of a race keep its prices near a sum of one", () => {
    const { exchange } = open(defaultWorld());
    for (let hour = 1; hour <= 6; hour += 1) {
      exchange.advanceTo(START_MS + hour * HOUR_MS);
      const race = exchange.markets().filter(({ terms }) => terms.negRiskSetId !== null);
      const sum = race.reduce(
        (total, { book }) => total + (book.bestPrice(0) + book.bestPrice(1)) / 20_000,
        0,
      );
      expect(sum).toBeGreaterThan(0.7);
      expect(sum).toBeLessThan(1.3);
    }
  });

  it("do the same under the same seed, however time is moved", () => {
    const at = (seed: number, stepMs: number): string => {
      const { exchange } = open(defaultWorld(), seed);
      for (let ms = stepMs; ms <= 600_000; ms += stepMs) exchange.advanceTo(START_MS + ms);
      return exchange.stateHash();
    };
    expect(at(1, 600_000)).toBe(at(1, 1_000));
    expect(at(2, 600_000)).not.toBe(at(1, 600_000));
  });

  it("of one market do not depend on which others there are", () => {
    const levelsOf = (document: WorldDocument): unknown => {
      const { exchange } = open(document);
      exchange.advanceTo(START_MS + HOUR_MS);
      const market = exchange.markets().find(({ terms }) => terms.slug === "a");
      return [market?.book.bestPrice(0), market?.book.bestPrice(1), market?.state.volumeMicroUsd];
    };
    const alone = levelsOf(world("markets: [{ slug: a }]"));
    expect(levelsOf(world("markets: [{ slug: b }, { slug: a }]"))).toEqual(alone);
  });

  it("come only where they are wanted", () => {
    const { exchange } = open(
      world("makers: null", "markets: [{ slug: quiet }, { slug: busy, makers: { levels: 1 } }]"),
    );
    const [quiet, busy] = exchange.markets();
    expect(quiet?.book.bestPrice(0)).toBe(0);
    expect(busy?.book.bestPrice(0)).toBeGreaterThan(0);
    expect(exchange.openOrders({})).toHaveLength(2);
  });

  it("pause while their market is halted and end when it is resolved", () => {
    const { exchange } = open(world("markets: [{ slug: a, makers: { takeMs: 1000 } }]"));
    const [market] = exchange.markets();
    const conditionId = market?.terms.conditionId ?? "";
    const countOver = (ms: number): number => {
      const before = exchange.trades({}).length;
      exchange.advanceTo(exchange.nowMs + ms);
      return exchange.trades({}).length - before;
    };
    exchange.setMarketPhase(conditionId, "halted");
    expect(countOver(60_000)).toBe(0);
    exchange.setMarketPhase(conditionId, "open");
    expect(countOver(60_000)).toBeGreaterThan(0);
    exchange.resolve(conditionId, [10_000, 0]);
    expect(countOver(10 * 60_000)).toBe(0);
    expect(exchange.openOrders({})).toEqual([]);
    exchange.audit();
  });

  it("follow a finer tick", () => {
    const { exchange } = open(world("markets: [{ slug: a, makers: { takeMs: 0 } }]"));
    const [market] = exchange.markets();
    if (market === undefined) throw new Error("one market is listed");
    expect(market.book.bestPrice(1) - market.book.bestPrice(0)).toBe(200);
    exchange.setTickSize(market.terms.conditionId, 10);
    exchange.advanceTo(START_MS + 60_000);
    expect(market.book.bestPrice(1) - market.book.bestPrice(0)).toBe(20);
  });
});

describe("markets that are added", () => {
  it("are refused whole when one of them is listed already", () => {
    const { exchange } = open(world("makers: null", "markets: [{ slug: a }]"));
    const before = exchange.stateHash();
    const more = world(
      "accounts: [{ address: '0x1111111111111111111111111111111111111111', pusd: 5 }]",
      "markets: [{ slug: b }, { slug: a }]",
    );
    expect(() => populate(exchange, more, 1)).toThrow(PolytradersError);
    expect(exchange.stateHash()).toBe(before);
    expect(exchange.markets()).toHaveLength(1);
  });

  it("without a name continue the numbers", () => {
    const { exchange } = open(world("makers: null", "markets: [{}]"));
    const [added] = populate(exchange, world("makers: null", "markets: [{}]"), 1);
    expect(added?.slug).toBe("market-2");
  });
});
