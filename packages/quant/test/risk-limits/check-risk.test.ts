import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { checkRisk } from "../../src/risk-limits/check-risk.ts";
import { riskCheck } from "../../src/risk-limits/risk-check.ts";
import type {
  RiskedOrder,
  RiskLimits,
  RiskState,
  RiskVerdict,
} from "../../src/risk-limits/risk-limits.ts";
import { FRESH, LIMITS, micro } from "./sample-account.ts";

const usd = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: micro(max) });

const orders: fc.Arbitrary<RiskedOrder> = fc.record({
  side: fc.constantFrom("BUY" as const, "SELL" as const),
  priceMicroUsd: fc.integer({ min: 1, max: 9999 }).map((price) => price * 100),
  sizeMicroShares: fc.integer({ min: 0, max: 2 ** 45 }),
});

const states: fc.Arbitrary<RiskState> = fc.record({
  equityMicroUsd: fc.integer({ min: -micro(100), max: micro(1000) }),
  dailyVolumeMicroUsd: usd(30_000),
  isHalted: fc.boolean(),
  totalMicroUsd: usd(300),
  marketMicroUsd: usd(80),
  reservedMicroUsd: usd(50),
  openPositions: fc.integer({ min: 0, max: 20 }),
  holdsToken: fc.boolean(),
});

const limits: fc.Arbitrary<RiskLimits> = fc.record({
  startingBalanceMicroUsd: usd(1000),
  drawdownMicroUsdMax: usd(500),
  tradeSizeMicroUsdMax: usd(100),
  perMarketMicroUsdMax: usd(100),
  portfolioMicroUsdMax: usd(400),
  openPositionsMax: fc.integer({ min: 0, max: 20 }),
  dailyVolumeMicroUsdMax: usd(30_000),
  orderSizeMicroSharesMin: usd(10),
  mode: fc.constantFrom("standard" as const, "literal" as const),
});

const buy = (price: number, shares: number): RiskedOrder => ({
  side: "BUY",
  priceMicroUsd: micro(price),
  sizeMicroShares: micro(shares),
});

const sell = (price: number, shares: number): RiskedOrder => ({
  ...buy(price, shares),
  side: "SELL",
});

const outcomeOf = ({ reason, sizeMicroShares }: RiskVerdict) => [reason, sizeMicroShares / 1e6];

describe("an approved order", () => {
  it("stays within every limit that concerns it", () => {
    fc.assert(
      fc.property(orders, states, limits, (order, state, limit) => {
        const verdict = checkRisk(order, state, limit);
        if (verdict.decision === "REJECT") return;
        const { valueMicroUsd: value, sizeMicroShares: size } = verdict;
        expect(state.isHalted).toBe(false);
        expect(size).toBeLessThanOrEqual(order.sizeMicroShares);
        expect(size).toBeGreaterThanOrEqual(limit.orderSizeMicroSharesMin);
        expect(size % 10_000).toBe(0);
        expect(value).toBeLessThanOrEqual(limit.tradeSizeMicroUsdMax);
        expect(state.dailyVolumeMicroUsd + state.reservedMicroUsd + value).toBeLessThanOrEqual(
          limit.dailyVolumeMicroUsdMax,
        );
        if (order.side === "SELL") return;
        expect(state.marketMicroUsd + value).toBeLessThanOrEqual(limit.perMarketMicroUsdMax);
        expect(state.totalMicroUsd + value).toBeLessThanOrEqual(limit.portfolioMicroUsdMax);
      }),
      { numRuns: 2000 },
    );
  });

  it("is the largest that the limits and the request leave room for", () => {
    fc.assert(
      fc.property(orders, states, limits, (order, state, limit) => {
        const { decision, reason, sizeMicroShares: size } = checkRisk(order, state, limit);
        if (decision === "REJECT") return;
        const isBuy = order.side === "BUY";
        const room = Math.min(
          limit.tradeSizeMicroUsdMax,
          limit.dailyVolumeMicroUsdMax - state.dailyVolumeMicroUsd - state.reservedMicroUsd,
          isBuy ? limit.perMarketMicroUsdMax - state.marketMicroUsd : Infinity,
          isBuy || limit.mode === "literal"
            ? limit.portfolioMicroUsdMax - state.totalMicroUsd
            : Infinity,
        );
        const larger = BigInt(size + 10_000) * BigInt(order.priceMicroUsd);
        if (reason === "DOWNSIZED") expect(larger > BigInt(room) * 1_000_000n).toBe(true);
        else expect(size + 10_000).toBeGreaterThan(order.sizeMicroShares);
      }),
      { numRuns: 2000 },
    );
  });

  it("never shrinks when more was asked for or a limit was raised", () => {
    fc.assert(
      fc.property(orders, states, limits, usd(100), (order, state, limit, more) => {
        const before = checkRisk(order, state, limit).sizeMicroShares;
        const larger = { ...order, sizeMicroShares: order.sizeMicroShares + more };
        expect(checkRisk(larger, state, limit).sizeMicroShares).toBeGreaterThanOrEqual(before);
        const raised = {
          ...limit,
          tradeSizeMicroUsdMax: limit.tradeSizeMicroUsdMax + more,
          perMarketMicroUsdMax: limit.perMarketMicroUsdMax + more,
          portfolioMicroUsdMax: limit.portfolioMicroUsdMax + more,
        };
        expect(checkRisk(order, state, raised).sizeMicroShares).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 2000 },
    );
  });

  it("is never larger in literal than in standard mode", () => {
    fc.assert(
      fc.property(orders, states, limits, (order, state, limit) => {
        const literal = checkRisk(order, state, { ...limit, mode: "literal" });
        const standard = checkRisk(order, state, { ...limit, mode: "standard" });
        expect(literal.sizeMicroShares).toBeLessThanOrEqual(standard.sizeMicroShares);
      }),
    );
  });
});

describe("the checks", () => {
  it("shrink in a chain, each from what the one before left", () => {
    const state = { ...FRESH, dailyVolumeMicroUsd: micro(24_965), marketMicroUsd: micro(30) };
    const verdict = checkRisk(buy(0.6, 200), { ...state, holdsToken: true }, LIMITS);
    expect(outcomeOf(verdict)).toEqual(["DOWNSIZED", 33.33]);
    expect(verdict.valueMicroUsd).toBe(19_998_000);
  });

  it("take an order of exactly the smallest size, and no smaller one", () => {
    expect(checkRisk(buy(0.5, 5), FRESH, LIMITS).reason).toBe("OK");
    expect(checkRisk(buy(0.5, 4.99), FRESH, LIMITS).reason).toBe("BELOW_MIN_SIZE");
  });

  it("see a third of a micro-dollar above a limit", () => {
    const order = buy(0.333333, 100.01);
    const atLimit = (tradeSizeMicroUsdMax: number): string =>
      checkRisk(order, FRESH, { ...LIMITS, tradeSizeMicroUsdMax }).reason;
    expect(atLimit(33_336_634)).toBe("OK");
    expect(atLimit(33_336_633)).toBe("DOWNSIZED");
  });

  it("halt at exactly the threshold, and stay halted by the latch", () => {
    const at = (equity: number, isHalted = false): RiskVerdict =>
      checkRisk(buy(0.5, 20), { ...FRESH, equityMicroUsd: micro(equity), isHalted }, LIMITS);
    expect(at(250).reason).toBe("DRAWDOWN_HALT");
    expect(at(250.000001).reason).toBe("OK");
    expect(at(480, true).reason).toBe("DRAWDOWN_HALT");
  });

  it("let a sell leave a full account, except in literal mode", () => {
    const full = { ...FRESH, openPositions: 15, holdsToken: true, totalMicroUsd: micro(200) };
    const inMode = (mode: RiskLimits["mode"], state: RiskState): string =>
      checkRisk(sell(0.5, 20), state, { ...LIMITS, mode }).reason;
    expect(inMode("standard", full)).toBe("OK");
    expect(inMode("literal", full)).toBe("MAX_OPEN_POSITIONS");
    expect(inMode("literal", { ...full, openPositions: 14 })).toBe("MAX_PORTFOLIO");
  });

  it("let a buy add to a held token at the position limit, except in literal mode", () => {
    const state = { ...FRESH, openPositions: 15, holdsToken: true };
    expect(checkRisk(buy(0.5, 20), state, LIMITS).reason).toBe("OK");
    const literal = checkRisk(buy(0.5, 20), state, { ...LIMITS, mode: "literal" });
    expect(literal.reason).toBe("MAX_OPEN_POSITIONS");
  });

  it("count resting buys as if they had filled", () => {
    const account = { equityUsd: 412, dailyVolumeUsd: 0, isHalted: false, positions: [] };
    const limit = {
      startingBalanceUsd: 500,
      drawdownUsdMax: 250,
      tradeSizeUsdMax: 50,
      perMarketUsdMax: 50,
      portfolioUsdMax: 200,
      openPositionsMax: 15,
      dailyVolumeUsdMax: 25_000,
      orderSizeSharesMin: 5,
      mode: "standard" as const,
    };
    const signal = {
      side: "BUY" as const,
      tokenId: "t1",
      conditionId: "c1",
      price: 0.5,
      shares: 100,
    };
    const withResting = (conditionId: string, notionalUsd: number) =>
      riskCheck(signal, { ...account, restingBuys: [{ conditionId, notionalUsd }] }, limit)
        .valueUsd;
    expect(withResting("c1", 20)).toBe(30);
    expect(withResting("c2", 20)).toBe(50);
    expect(withResting("c2", 190)).toBe(10);
  });

  it("reject what is no number instead of letting it pass", () => {
    const reasonOf = (order: Partial<RiskedOrder>, state: Partial<RiskState> = {}): string =>
      checkRisk({ ...buy(0.5, 20), ...order }, { ...FRESH, ...state }, LIMITS).reason;
    expect(reasonOf({ sizeMicroShares: Number.NaN })).toBe("INVALID_INPUT");
    expect(reasonOf({ sizeMicroShares: -1 })).toBe("INVALID_INPUT");
    expect(reasonOf({ sizeMicroShares: Infinity })).toBe("INVALID_INPUT");
    expect(reasonOf({ sizeMicroShares: Number.MAX_SAFE_INTEGER, priceMicroUsd: 2e6 })).toBe(
      "INVALID_INPUT",
    );
    expect(reasonOf({ priceMicroUsd: 0 })).toBe("INVALID_INPUT");
    expect(reasonOf({}, { equityMicroUsd: Number.NaN })).toBe("INVALID_INPUT");
    expect(reasonOf({}, { totalMicroUsd: Number.NaN })).toBe("INVALID_INPUT");
    expect(reasonOf({ sizeMicroShares: 0 })).toBe("BELOW_MIN_SIZE");
  });
});
