import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ask } from "./limits-run.ts";

const money = fc.integer({ min: 0, max: 60_000_000 });
const account = fc.record({
  dailyVolumeMicroUsd: fc.integer({ min: 24_900_000_000, max: 25_100_000_000 }),
  reservedByMarket: fc.record({ "market-0": money, "market-9": money }),
  held: fc
    .record({ here: money, there: fc.integer({ min: 0, max: 420_000_000 }) })
    .map(({ here, there }) => [
      { marketId: "market-0", tokenId: "market-0-yes", size: 100_000_000, costMicroUsd: here },
      { marketId: "market-9", tokenId: "market-9-yes", size: 100_000_000, costMicroUsd: there },
    ]),
});
const order = fc.record({
  side: fc.constantFrom("BUY" as const, "SELL" as const),
  price: fc.integer({ min: 1, max: 99 }).map((cents) => cents * 100),
  size: fc.integer({ min: 1, max: 20_000 }).map((steps) => steps * 10_000),
});
const limits = fc.record({
  tradeSizeMicroUsdMax: money,
  perMarketMicroUsdMax: money,
  riskMode: fc.constantFrom("standard", "literal"),
});

describe("for every order and account", () => {
  it("what passes is never above a cap", () => {
    let passedCount = 0;
    fc.assert(
      fc.property(account, order, limits, (ledger, intent, caps) => {
        const { sizeMicroShares } = ask({ ledger }, intent, caps);
        if (sizeMicroShares === 0) return;
        passedCount += 1;
        const usd = (intent.price * sizeMicroShares) / 10_000;
        const reserved = ledger.reservedByMarket;
        const held = ledger.held.map(({ costMicroUsd }) => costMicroUsd);
        const inAll = reserved["market-0"] + reserved["market-9"];
        expect(sizeMicroShares).toBeGreaterThanOrEqual(5_000_000);
        expect(sizeMicroShares).toBeLessThanOrEqual(intent.size);
        expect(usd).toBeLessThanOrEqual(caps.tradeSizeMicroUsdMax);
        expect(usd + ledger.dailyVolumeMicroUsd + inAll).toBeLessThanOrEqual(25_000_000_000);
        if (intent.side === "SELL") return;
        const here = (held[0] ?? 0) + reserved["market-0"];
        expect(usd + here).toBeLessThanOrEqual(caps.perMarketMicroUsdMax);
        expect(usd + (held[0] ?? 0) + (held[1] ?? 0) + inAll).toBeLessThanOrEqual(400_000_000);
      }),
      { numRuns: 2_000 },
    );
    expect(passedCount).toBeGreaterThan(100);
  });

  it("no limit on exposure stops a sale in standard mode", () => {
    fc.assert(
      fc.property(account, order, (ledger, { price }) => {
        const world = { ledger: { ...ledger, dailyVolumeMicroUsd: 0 } };
        const sale = { side: "SELL" as const, price, size: 5_000_000 };
        expect(ask(world, sale, { perMarketMicroUsdMax: 0, openPositionsMax: 0 })).toMatchObject({
          sizeMicroShares: 5_000_000,
        });
      }),
      { numRuns: 1_000 },
    );
  });
});
