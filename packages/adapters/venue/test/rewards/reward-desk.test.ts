import { createSeededRandom, PolytradersError } from "@polytraders/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBuilderRegistry } from "../../src/rewards/builder-registry.ts";
import { RECORDED_MAKERS, sampleMarket } from "../../src/rewards/market-sample.ts";
import { createRewardDesk } from "../../src/rewards/create-reward-desk.ts";
import type { RewardDesk } from "../../src/rewards/reward-desk.ts";
import type { MakerPayment } from "../../src/rewards/reward-ports.ts";
import {
  createFakeVenue,
  DAY_MS,
  type FakeVenue,
  MARKET,
  orderOf,
  START_MS,
  TERMS,
  tradeOf,
} from "./fake-venue.ts";

const HOUR_MS = 3_600_000;

function openDesk(venue: FakeVenue, seed = 1): { desk: RewardDesk; payments: MakerPayment[] } {
  const payments: MakerPayment[] = [];
  const random = createSeededRandom(seed, "rewards");
  const desk = createRewardDesk({
    venue,
    pay: (payment) => {
      payments.push(payment);
      return payment.amountMicroUsd;
    },
    random: () => random.next(),
  });
  desk.start();
  return { desk, payments };
}

function quoteBothSides(venue: FakeVenue, account: string, size: number): void {
  venue.quote({ account, side: "BUY", price: 0.49, size });
  venue.quote({ account, side: "SELL", price: 0.51, size });
}

describe("liquidity rewards", () => {
  it("pay a lone maker the whole pool at midnight UTC, and not before", () => {
    const venue = createFakeVenue();
    const { desk, payments } = openDesk(venue);
    quoteBothSides(venue, "a", 100);
    venue.clock.advanceTo(START_MS + DAY_MS - 1);
    expect(payments).toEqual([]);
    expect(desk.earningsTotal("a", START_MS)).toBe(100_000_000);
    venue.clock.advanceTo(START_MS + DAY_MS);
    const amountMicroUsd = 100_000_000;
    expect(payments).toEqual([
      { account: "a", conditionId: MARKET, dayMs: START_MS, amountMicroUsd, kind: "reward" },
    ]);
    expect(desk.earnings("a", START_MS)).toEqual([
      { conditionId: MARKET, earnedMicroUsd: amountMicroUsd, paidMicroUsd: amountMicroUsd },
    ]);
    expect(desk.earnings("a", START_MS + DAY_MS)).toEqual([]);
  });

  it("are shared by score, size for size", () => {
    const venue = createFakeVenue();
    const { desk, payments } = openDesk(venue);
    quoteBothSides(venue, "a", 100);
    quoteBothSides(venue, "b", 300);
    venue.clock.advanceTo(START_MS + DAY_MS / 2);
    expect(desk.shares("a").get(MARKET)).toBeCloseTo(0.25, 12);
    expect(desk.competition(MARKET)).toBeCloseTo(400 * 0.75 ** 2, 9);
    venue.clock.advanceTo(START_MS + DAY_MS);
    expect(payments.map(({ amountMicroUsd }) => amountMicroUsd)).toEqual([25_000_000, 75_000_000]);
  });

  it("give one-sided quotes a third inside 0.10 to 0.90 and nothing outside", () => {
    const venue = createFakeVenue();
    venue.show([[0.44, 1000]], [[0.56, 1000]]);
    const { desk } = openDesk(venue);
    venue.quote({ account: "a", side: "BUY", price: 0.48, size: 100 });
    quoteAt(venue, 0.5);
    venue.clock.advanceTo(START_MS + HOUR_MS);
    expect(desk.shares("a").get(MARKET)).toBeCloseTo(1 / 4, 12);
    venue.withdrawQuotes();
    venue.show([[0.9, 1000]], [[0.98, 1000]]);
    const bid = venue.quote({ account: "a", side: "BUY", price: 0.92, size: 100 });
    quoteAt(venue, 0.94);
    venue.clock.advanceTo(START_MS + 2 * HOUR_MS);
    expect(desk.shares("a").get(MARKET)).toBeUndefined();
    expect(desk.isScoring(bid.request.orderId)).toBe(false);
    // A bid for the other token is the missing side.
    venue.quote({ account: "a", token: 1, side: "BUY", price: 0.04, size: 100 });
    expect(desk.isScoring(bid.request.orderId)).toBe(true);
  });

  it("follow a minimum size that changes during the day", () => {
    const venue = createFakeVenue();
    const { desk } = openDesk(venue);
    quoteBothSides(venue, "small", 60);
    quoteBothSides(venue, "large", 120);
    venue.clock.advanceTo(START_MS + DAY_MS / 2 - 1);
    expect(desk.shares("small").get(MARKET)).toBeCloseTo(1 / 3, 12);
    desk.reviseProgramme(MARKET, { ...TERMS, sizeMin: 100_000_000 });
    expect(desk.isScoring("order-0")).toBe(false);
    expect(desk.isScoring("order-2")).toBe(true);
    venue.clock.advanceTo(START_MS + DAY_MS);
    // A third of the first 720 samples, nothing of the others.
    expect(desk.earningsTotal("small", START_MS)).toBe(16_666_666);
    expect(desk.earningsTotal("large", START_MS)).toBe(83_333_333);
  });

  it("ask for the order's age where the programme does", () => {
    const venue = createFakeVenue({ ...TERMS, orderAgeMsMin: 3_500 });
    const { desk } = openDesk(venue);
    const order = venue.quote({ account: "a", side: "BUY", price: 0.49, size: 100 });
    venue.quote({ account: "a", side: "SELL", price: 0.51, size: 100 });
    venue.clock.advanceTo(START_MS + 3_499);
    expect(desk.isScoring(order.request.orderId)).toBe(false);
    venue.clock.advanceTo(START_MS + 3_500);
    expect(desk.isScoring(order.request.orderId)).toBe(true);
  });

  it("are not paid below a dollar, but reported", () => {
    const venue = createFakeVenue({ ...TERMS, dailyPoolMicroUsd: 3_000_000 });
    const { desk, payments } = openDesk(venue);
    quoteBothSides(venue, "a", 100);
    quoteBothSides(venue, "b", 300);
    venue.clock.advanceTo(START_MS + DAY_MS);
    expect(payments.map(({ account }) => account)).toEqual(["b"]);
    expect(desk.earnings("a", START_MS)).toEqual([
      { conditionId: MARKET, earnedMicroUsd: 750_000, paidMicroUsd: 0 },
    ]);
  });

  it("begin with a programme that is added later", () => {
    const venue = createFakeVenue(null);
    const payments: MakerPayment[] = [];
    const pay = (payment: MakerPayment): number => payments.push(payment);
    const desk = createRewardDesk({ venue, pay, random: () => 0.5 });
    quoteBothSides(venue, "a", 100);
    venue.clock.advanceTo(START_MS + 2 * DAY_MS + HOUR_MS);
    expect(venue.clock.nextDueMs).toBeNull();
    desk.reviseProgramme(MARKET, TERMS);
    venue.clock.advanceTo(START_MS + 3 * DAY_MS);
    expect(payments.map(({ account, dayMs }) => [account, dayMs])).toEqual([
      ["a", START_MS + 2 * DAY_MS],
    ]);
  });

  it("stop with the programme and with the market", () => {
    const venue = createFakeVenue();
    const { desk } = openDesk(venue);
    quoteBothSides(venue, "a", 100);
    venue.clock.advanceTo(START_MS + HOUR_MS);
    expect(desk.programmes()).toEqual([{ conditionId: MARKET, terms: TERMS }]);
    venue.setPhase("closed");
    expect(desk.isScoring("order-0")).toBe(false);
    venue.setPhase("open");
    desk.reviseProgramme(MARKET, null);
    expect(desk.programmes()).toEqual([]);
    expect(desk.isScoring("order-0")).toBe(false);
  });

  it("take one sample in every minute, at a moment that the seed decides", () => {
    const momentsOf = (seed: number): number[] => {
      const venue = createFakeVenue();
      const moments: number[] = [];
      const counting: FakeVenue = {
        ...venue,
        get nowMs() {
          return venue.nowMs;
        },
        openOrders: (filter) => {
          moments.push(venue.nowMs);
          return venue.openOrders(filter);
        },
      };
      openDesk(counting, seed);
      venue.clock.advanceTo(START_MS + DAY_MS - 1);
      return moments;
    };
    const moments = momentsOf(1);
    expect(moments).toHaveLength(1440);
    const minutes = moments.map((timeMs) => Math.floor((timeMs - START_MS) / 60_000));
    expect(minutes).toEqual(Array.from({ length: 1440 }, (_, minute) => minute));
    expect(new Set(moments.map((timeMs) => timeMs % 60_000)).size).toBeGreaterThan(1000);
    expect(momentsOf(1)).toEqual(moments);
    expect(momentsOf(2)).not.toEqual(moments);
  });
});

/** A two-sided maker of 100 shares, one tick from a midpoint. */
function quoteAt(venue: FakeVenue, mid: number): void {
  venue.quote({ account: "b", side: "BUY", price: mid - 0.02, size: 100 });
  venue.quote({ account: "b", side: "SELL", price: mid + 0.02, size: 100 });
}

describe("recorded liquidity as competition", () => {
  const sampled = (venue: FakeVenue) =>
    sampleMarket({
      terms: TERMS,
      book: { levels: (side) => venue.market(MARKET)?.book.levels(side) ?? [] },
      orders: venue.orders,
      nowMs: venue.nowMs,
    });

  it("counts what is displayed beside our orders, once", () => {
    const venue = createFakeVenue();
    venue.show([[0.48, 200]], [[0.52, 200]]);
    const alone = sampled(venue);
    expect(alone.scores.get(RECORDED_MAKERS)).toBeCloseTo(50, 9);
    venue.quote({ account: "a", side: "BUY", price: 0.48, size: 100 });
    venue.quote({ account: "a", side: "SELL", price: 0.52, size: 100 });
    const shared = sampled(venue);
    expect(shared.scores.get(RECORDED_MAKERS)).toBeCloseTo(50, 9);
    expect(shared.scores.get("a")).toBeCloseTo(25, 9);
  });

  it("is never weaker than any way of dealing its levels to makers", () => {
    const level = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 50, max: 500 }));
    const side = fc.uniqueArray(level, { selector: ([cents]) => cents, minLength: 1 });
    const owners = fc.array(fc.constantFrom("x", "y", "z"), { minLength: 8, maxLength: 8 });
    const mids = fc.constantFrom(0.08, 0.5, 0.95);
    fc.assert(
      fc.property(side, side, owners, mids, (bids, asks, dealt, mid) => {
        const venue = createFakeVenue();
        const bidAt = (cents: number): number => mid - cents / 100;
        const askAt = (cents: number): number => mid + cents / 100;
        // The same nearest distance on both sides keeps the midpoint.
        const allBids: [number, number][] = [[bidAt(0.5), 50]];
        const allAsks: [number, number][] = [[askAt(0.5), 50]];
        for (const [cents, size] of bids) allBids.push([bidAt(cents), size]);
        for (const [cents, size] of asks) allAsks.push([askAt(cents), size]);
        venue.show(allBids, allAsks);
        const recorded = sampled(venue).scores.get(RECORDED_MAKERS) ?? 0;
        const quotes = [
          ...allBids.map(([price, size]) => ({ side: "BUY" as const, price, size })),
          ...allAsks.map(([price, size]) => ({ side: "SELL" as const, price, size })),
        ];
        const dealtOrders = quotes.map((quote, index) =>
          orderOf({ ...quote, account: dealt[index % 8] ?? "x" }, index, START_MS),
        );
        const known = sampleMarket({
          terms: TERMS,
          book: { levels: (of) => venue.market(MARKET)?.book.levels(of) ?? [] },
          orders: dealtOrders,
          nowMs: START_MS,
        });
        expect(known.scores.has(RECORDED_MAKERS)).toBe(false);
        const total = [...known.scores.values()].reduce((sum, score) => sum + score, 0);
        expect(recorded).toBeGreaterThanOrEqual(total - 1e-9);
      }),
    );
  });
});

describe("maker rebates", () => {
  const confirm = (desk: RewardDesk, trade: ReturnType<typeof tradeOf>): void =>
    desk.hear({ kind: "trade_settled", timeMs: START_MS, trade });

  it("pay a share of the day's taker fees by what makers' volume would have cost", () => {
    const venue = createFakeVenue(null);
    const { desk, payments } = openDesk(venue);
    confirm(desk, tradeOf(12.5, [{ account: "a", size: 1000, price: 0.5 }]));
    confirm(
      desk,
      tradeOf(25, [
        { account: "a", size: 1000, price: 0.5 },
        { account: "b", size: 1000, price: 0.5 },
      ]),
    );
    venue.clock.advanceTo(START_MS + HOUR_MS);
    expect(desk.rebates("a", START_MS)).toEqual([
      { conditionId: MARKET, earnedMicroUsd: 6_250_000, paidMicroUsd: 0 },
    ]);
    venue.clock.advanceTo(START_MS + DAY_MS);
    expect(
      payments.map(({ account, amountMicroUsd, kind }) => [account, amountMicroUsd, kind]),
    ).toEqual([
      ["a", 6_250_000, "rebate"],
      ["b", 3_125_000, "rebate"],
    ]);
    expect(desk.rebates("b", START_MS)[0]?.paidMicroUsd).toBe(3_125_000);
  });

  it("count confirmed trades only, and pay nothing below a dollar", () => {
    const venue = createFakeVenue(null);
    const { desk, payments } = openDesk(venue);
    for (const settlement of ["MATCHED", "MINED", "RETRYING", "FAILED"] as const) {
      const trade = tradeOf(100, [{ account: "a", size: 5000, price: 0.5 }]);
      confirm(desk, { ...trade, settlement });
    }
    confirm(desk, tradeOf(3.99, [{ account: "a", size: 100, price: 0.5 }]));
    venue.clock.advanceTo(START_MS + DAY_MS);
    expect(payments).toEqual([]);
    expect(desk.rebates("a", START_MS)[0]?.earnedMicroUsd).toBe(997_500);
  });

  it("never pay out more than was collected", () => {
    const maker = fc.record({
      account: fc.constantFrom("a", "b", "c", "d"),
      size: fc.integer({ min: 1, max: 5000 }),
      price: fc.integer({ min: 1, max: 99 }).map((cents) => cents / 100),
    });
    const makers = fc.array(maker, { minLength: 1, maxLength: 5 });
    const trades = fc.array(fc.tuple(fc.integer({ min: 0, max: 100_000 }), makers));
    fc.assert(
      fc.property(trades, (day) => {
        const fees = { rate: 0.05, exponent: 1, rebateShare: 1 };
        const venue = createFakeVenue(null, fees);
        const { desk, payments } = openDesk(venue);
        let collected = 0;
        for (const [feeCents, filled] of day) {
          collected += feeCents * 10_000;
          confirm(desk, tradeOf(feeCents / 100, filled));
        }
        venue.clock.advanceTo(START_MS + DAY_MS);
        const paid = payments.reduce((sum, payment) => sum + payment.amountMicroUsd, 0);
        expect(paid).toBeLessThanOrEqual(collected);
      }),
      { numRuns: 30 },
    );
  });
});

describe("builders", () => {
  const code = `0x${"ab".repeat(32)}`;

  it("charge up to the venue's caps", () => {
    const builders = createBuilderRegistry();
    expect(builders.feesOf(code, START_MS)).toBeUndefined();
    builders.set(code, { takerBps: 100, makerBps: 50 });
    expect(builders.feesOf(code.toUpperCase(), START_MS)).toEqual({ takerBps: 100, makerBps: 50 });
    for (const fees of [
      { takerBps: 101, makerBps: 0 },
      { takerBps: 0, makerBps: 51 },
      { takerBps: 0.5, makerBps: 0 },
      { takerBps: -1, makerBps: 0 },
    ]) {
      expect(() => builders.set(code, fees)).toThrow(PolytradersError);
    }
  });

  it("change their fees after three days' notice, once in seven days", () => {
    const builders = createBuilderRegistry();
    builders.set(code, { takerBps: 10, makerBps: 0 });
    const raised = { takerBps: 50, makerBps: 5 };
    expect(builders.announce(code, raised, START_MS)).toBe(START_MS + 3 * DAY_MS);
    expect(builders.feesOf(code, START_MS + 3 * DAY_MS - 1)?.takerBps).toBe(10);
    expect(builders.feesOf(code, START_MS + 3 * DAY_MS)).toEqual(raised);
    expect(builders.announce(code, raised, START_MS + 7 * DAY_MS - 1)).toBeNull();
    expect(builders.announce(code, raised, START_MS + 7 * DAY_MS)).not.toBeNull();
  });
});
