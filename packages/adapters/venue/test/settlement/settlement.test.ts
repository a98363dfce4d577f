import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  builderAccountOf,
  OUTSIDE_ACCOUNT,
  TREASURY_INDEX,
} from "../../src/accounts/house-accounts.ts";
import { CASH, tokenAsset } from "../../src/accounts/vault.ts";
import type { VenueTrade } from "../../src/exchange/venue-trade.ts";
import type { SettlementFault } from "../../src/settlement/settlement.ts";
import type { SettlementModel } from "../../src/settlement/settlement-model.ts";
import {
  MAKER_BUILDER,
  matchedTrade,
  type TradeDraft,
  TAKER_BUILDER,
} from "../accounts/money-trade.ts";
import { createMoneyWorld } from "../accounts/money-world.ts";

const YES = tokenAsset(0, 0);
const NO = tokenAsset(0, 1);
const NO_JITTER = { delayJitter: 0 };

function traders(
  settlement: Partial<SettlementModel> = NO_JITTER,
  fault: SettlementFault = null,
  midpoint: number | null = null,
  seed = 1,
) {
  const settled: VenueTrade[] = [];
  const world = createMoneyWorld({
    seed,
    settlement,
    faultOf: () => fault,
    midpointOf: () => midpoint,
    settled: (trade) => settled.push(trade),
  });
  const { vault } = world;
  for (const name of ["0xtaker", "0xmaker", "0xother"]) {
    vault.deposit(vault.accountIndexOf(name), 20_000);
    vault.bookPairs(vault.accountIndexOf(name), 0, 10_000, "split");
  }
  const holdings = (name: string): number[] =>
    [CASH, YES, NO].map((asset) => vault.balance(vault.accountIndexOf(name), asset));
  const spendable = (name: string): number[] =>
    [CASH, YES, NO].map((asset) => vault.spendable(vault.accountIndexOf(name), asset));
  return { ...world, settled, holdings, spendable };
}

const BUY: TradeDraft = {
  tradeId: "t1",
  taker: "0xtaker",
  price: 6000,
  makers: [
    { account: "0xmaker", size: 1000, isComplement: false },
    { account: "0xother", size: 2000, isComplement: true, builderFeeMicroUsd: 4 },
  ],
  feeMicroUsd: 30,
  builderFeeMicroUsd: 9,
};

describe("settlement of a trade", () => {
  it("moves every leg when it is mined, a swap and a mint in one", () => {
    const { settlement, schedule, vault, settled, holdings, spendable } = traders();
    settlement.enter(matchedTrade(BUY));
    expect(holdings("0xtaker")).toEqual([10_000, 10_000, 10_000]);
    expect(spendable("0xtaker")).toEqual([10_000 - 1800 - 39, 10_000, 10_000]);
    expect(spendable("0xmaker")).toEqual([10_000, 9000, 10_000]);
    expect(spendable("0xother")).toEqual([10_000 - 804, 10_000, 10_000]);
    schedule.advanceTo(1999);
    expect(settled).toEqual([]);
    schedule.advanceTo(2000);
    expect(holdings("0xtaker")).toEqual([10_000 - 1800 - 39, 13_000, 10_000]);
    expect(holdings("0xmaker")).toEqual([10_600, 9000, 10_000]);
    expect(holdings("0xother")).toEqual([9196, 10_000, 12_000]);
    expect(spendable("0xother")).toEqual(holdings("0xother"));
    expect(vault.balance(TREASURY_INDEX, CASH)).toBe(30);
    expect(holdings(builderAccountOf(TAKER_BUILDER))[0]).toBe(9);
    expect(holdings(builderAccountOf(MAKER_BUILDER))[0]).toBe(4);
    expect(vault.collateralOf(0)).toBe(32_000);
    vault.audit();
    schedule.advanceTo(60_000);
    expect(settled.map(({ settlement: state, settledAtMs }) => [state, settledAtMs])).toEqual([
      ["MINED", 2000],
      ["CONFIRMED", 5000],
    ]);
    expect(settled[0]?.transactionHash).toMatch(/^0x[0-9a-f]{64}$/);
    expect(settled[1]?.transactionHash).toBe(settled[0]?.transactionHash);
  });

  it("gives a dollar back for a merged pair, fees of a sale out of its proceeds", () => {
    const { settlement, schedule, vault, holdings } = traders();
    const sale: TradeDraft = {
      ...BUY,
      side: "SELL",
      makers: [{ account: "0xmaker", size: 3000, isComplement: true }],
    };
    settlement.enter(matchedTrade(sale));
    schedule.advanceTo(2000);
    expect(holdings("0xtaker")).toEqual([10_000 + 1800 - 39, 7000, 10_000]);
    expect(holdings("0xmaker")).toEqual([11_200, 10_000, 7000]);
    expect(vault.collateralOf(0)).toBe(27_000);
    vault.audit();
  });

  it("retries before it is mined, and says so without a hash", () => {
    const confirmed = traders(NO_JITTER, "confirm");
    const { settlement, schedule, settled } = traders(NO_JITTER, "retry");
    settlement.enter(matchedTrade(BUY));
    confirmed.settlement.enter(matchedTrade(BUY));
    for (const clock of [schedule, confirmed.schedule]) clock.advanceTo(60_000);
    expect(settled.map((trade) => [trade.settlement, trade.settledAtMs])).toEqual([
      ["RETRYING", 2000],
      ["MINED", 6000],
      ["CONFIRMED", 9000],
    ]);
    expect(settled[0]?.transactionHash).toBe("");
    expect(settled[1]?.transactionHash).not.toBe(confirmed.settled[0]?.transactionHash);
  });

  it("leaves every balance as if the match had not been when it fails", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<"BUY" | "SELL">("BUY", "SELL"),
        fc.integer({ min: 100, max: 9900 }),
        fc.array(
          fc.record({
            account: fc.constantFrom("0xmaker", "0xother", OUTSIDE_ACCOUNT),
            size: fc.integer({ min: 100, max: 2000 }),
            isComplement: fc.boolean(),
            roundsUp: fc.boolean(),
          }),
          { minLength: 1, maxLength: 4 },
        ),
        (side, price, makers) => {
          const { settlement, schedule, settled, vault } = traders({}, "fail");
          const accounts = Array.from({ length: vault.accountCount }, (_, index) => index);
          const picture = () =>
            accounts.map((index) =>
              [CASH, YES, NO].map((asset) => [
                vault.balance(index, asset),
                vault.reserved(index, asset),
                vault.unsettled(index, asset),
              ]),
            );
          const before = picture();
          settlement.enter(
            matchedTrade({ ...BUY, side, price, makers, feeMicroUsd: 0, builderFeeMicroUsd: 0 }),
          );
          expect(picture()).not.toEqual(before);
          schedule.advanceTo(60_000);
          expect(settled.map(({ settlement: state }) => state)).toEqual(["RETRYING", "FAILED"]);
          expect(picture()).toEqual(before);
          expect(settlement.pendingCount).toBe(0);
          vault.audit();
        },
      ),
      { numRuns: 200 },
    );
  });

  it("lets recorded traders bring what they give", () => {
    const { settlement, schedule, vault, holdings } = traders();
    const makers = [
      { account: OUTSIDE_ACCOUNT, size: 500, isComplement: false },
      { account: OUTSIDE_ACCOUNT, size: 700, isComplement: true },
    ];
    settlement.enter(matchedTrade({ ...BUY, makers, feeMicroUsd: 0, builderFeeMicroUsd: 0 }));
    schedule.advanceTo(2000);
    expect(holdings("0xtaker")).toEqual([10_000 - 720, 11_200, 10_000]);
    vault.audit();
  });

  it("works with no delays, still on the schedule", () => {
    const { settlement, schedule, settled } = traders({ minedDelayMs: 0, confirmedDelayMs: 0 });
    settlement.enter(matchedTrade(BUY));
    expect(settled).toEqual([]);
    schedule.advanceTo(0);
    expect(settled.map(({ settlement: state }) => state)).toEqual(["MINED", "CONFIRMED"]);
  });

  it.each([
    ["size", { size: 2999 }],
    ["money", { notionalMicroUsd: 1801 }],
    ["price", { price: 6001 }],
    ["side", { side: "SELL" as const }],
  ])("refuses makers that do not add up to the taker's %s", (_name, change) => {
    const { settlement, vault, spendable } = traders();
    expect(() => settlement.enter({ ...matchedTrade(BUY), ...change })).toThrow(
      expect.objectContaining({ code: "VENUE_INVARIANT_BROKEN" }),
    );
    expect(spendable("0xtaker")).toEqual([10_000, 10_000, 10_000]);
    vault.audit();
  });
});

describe("the fate of a trade", () => {
  const failures = (
    model: Partial<SettlementModel>,
    midpoint: number | null,
    size = 1,
    side: "BUY" | "SELL" = "BUY",
  ): number => {
    const { settlement, schedule, settled } = traders(model, null, midpoint, 7);
    const makers = [{ account: "0xmaker", size, isComplement: false }];
    for (let trade = 0; trade < 1000; trade += 1) {
      settlement.enter(
        matchedTrade({ tradeId: `t${trade}`, taker: "0xtaker", side, price: 5000, makers }),
      );
    }
    schedule.advanceTo(60_000);
    expect(settled.filter((trade) => trade.settlement !== "RETRYING")).toSatisfy(
      (final: readonly VenueTrade[]) => final.length >= 1000,
    );
    return settled.filter((trade) => trade.settlement === "FAILED").length;
  };

  it("fails at the model's rate", () => {
    expect(failures({ failureRate: 0 }, null)).toBe(0);
    expect(failures({ failureRate: 1 }, null)).toBe(1000);
    const some = failures({ failureRate: 0.3 }, null);
    expect(some).toBeGreaterThan(250);
    expect(some).toBeLessThan(350);
  });

  it("retries at a rate of its own", () => {
    const { settlement, schedule, settled } = traders({ failureRate: 0.3, retryRate: 0.3 });
    const makers = [{ account: "0xmaker", size: 1, isComplement: false }];
    for (let trade = 0; trade < 1000; trade += 1) {
      settlement.enter(matchedTrade({ tradeId: `t${trade}`, taker: "0xtaker", makers }));
    }
    schedule.advanceTo(60_000);
    const count = (state: string): number =>
      settled.filter((trade) => trade.settlement === state).length;
    expect(count("RETRYING") - count("FAILED")).toBeGreaterThan(160);
    expect(count("RETRYING") - count("FAILED")).toBeLessThan(260);
    expect(count("CONFIRMED") + count("FAILED")).toBe(1000);
  });

  it("fails by notional, the greatest step reached", () => {
    const steps = [
      { notionalUsdMin: 0.000_004, rate: 0 },
      { notionalUsdMin: 0.000_002, rate: 1 },
    ];
    expect(failures({ failureRateByNotional: steps }, null, 2)).toBe(0);
    expect(failures({ failureRateByNotional: steps }, null, 4)).toBe(1000);
    expect(failures({ failureRateByNotional: steps }, null, 8)).toBe(0);
  });

  it("fails more for the side that would win", () => {
    const model = { failureRateWhenTakerWins: 1, failureRate: 0, winningMoveMin: 100 };
    expect(failures(model, 5100)).toBe(1000);
    expect(failures(model, 5099)).toBe(0);
    expect(failures(model, 4000)).toBe(0);
    expect(failures({ ...model, failureRateWhenMakerWins: 1 }, 4900)).toBe(1000);
    expect(failures(model, null)).toBe(0);
    expect(failures(model, 4900, 1, "SELL")).toBe(1000);
    expect(failures(model, 5100, 1, "SELL")).toBe(0);
  });

  it("is the same for the same seed, whatever else the model says", () => {
    const fates = (model: Partial<SettlementModel>, seed: number): string[] => {
      const { settlement, schedule, settled } = traders(model, null, null, seed);
      for (let trade = 0; trade < 50; trade += 1) {
        const makers = [{ account: "0xmaker", size: 10, isComplement: trade % 2 === 0 }];
        settlement.enter(matchedTrade({ tradeId: `t${trade}`, taker: "0xtaker", makers }));
      }
      schedule.advanceTo(60_000);
      return settled
        .filter(({ settlement: state }) => state === "FAILED")
        .map((trade) => trade.tradeId)
        .toSorted();
    };
    const model = { failureRate: 0.2 };
    expect(fates(model, 1)).toEqual(fates(model, 1));
    expect(fates({ ...model, retryRate: 0.5, minedDelayMs: 10 }, 1)).toEqual(fates(model, 1));
    expect(fates(model, 2)).not.toEqual(fates(model, 1));
  });
});

describe("a model with an impossible number", () => {
  it.each([
    ["settlement.failureRate", () => createMoneyWorld({ settlement: { failureRate: 30 } })],
    [
      "settlement.failureRateByNotional.0.rate",
      () =>
        createMoneyWorld({
          settlement: { failureRateByNotional: [{ notionalUsdMin: 100, rate: -1 }] },
        }),
    ],
    [
      "chain.split.costMicroUsd",
      () =>
        createMoneyWorld({ chain: { split: { delayMs: 0, costMicroUsd: 0.1, failureRate: 0 } } }),
    ],
    ["resolution.disputeWindowMs", () => createMoneyWorld({ resolution: { disputeWindowMs: -1 } })],
  ])("is refused by its field %s", (field, create) => {
    expect(create).toThrow(expect.objectContaining({ code: "VENUE_COMMAND_INVALID" }));
    expect(create).toThrow(`${field}: `);
  });
});
