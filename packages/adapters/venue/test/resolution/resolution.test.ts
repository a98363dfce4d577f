import { describe, expect, it } from "vitest";
import type { Payouts } from "../../src/resolution/resolution.ts";
import { conditionIdOf } from "../accounts/money-market.ts";
import { createMoneyWorld } from "../accounts/money-world.ts";

const YES: Payouts = [10_000, 0];
const NO: Payouts = [0, 10_000];
const VOID: Payouts = [5000, 5000];
const [ALONE, FIRST, SECOND, THIRD] = [0, 1, 2, 3].map(conditionIdOf) as [
  string,
  string,
  string,
  string,
];

function oracle() {
  const changes: unknown[] = [];
  const world = createMoneyWorld({
    resolution: { disputeWindowMs: 100, disputedMs: 1000, redemptionDelayMs: 50 },
    changed: (conditionId, phase, payouts) => {
      changes.push([world.schedule.nowMs, Number(conditionId), phase, payouts]);
    },
  });
  return { ...world, changes };
}

/** An oracle whose neg-risk set has converted NO tokens. */
function afterConversion() {
  const world = oracle();
  const alice = world.vault.accountIndexOf("0xalice");
  world.vault.deposit(alice, 1000);
  world.vault.bookPairs(alice, 1, 100, "split");
  world.chain.convert("0xalice", "set", [FIRST], 100);
  world.schedule.advanceTo(10_000);
  return world;
}

describe("a resolution", () => {
  it("is final after the window when nobody disputes the proposal", () => {
    const { resolution, schedule, vault, changes } = oracle();
    resolution.propose(ALONE, YES);
    schedule.advanceTo(99);
    expect(vault.payoutsOf(0)).toBeNull();
    expect(resolution.redeemableAtMs(ALONE)).toBeNull();
    schedule.advanceTo(5000);
    expect(changes).toEqual([
      [0, 0, "proposed", YES],
      [100, 0, "final", YES],
    ]);
    expect(vault.payoutsOf(0)).toEqual(YES);
    expect(resolution.redeemableAtMs(ALONE)).toBe(150);
  });

  it("takes the longer clock when it is disputed, and the decision's own payouts", () => {
    const { resolution, schedule, changes } = oracle();
    resolution.propose(ALONE, YES);
    schedule.advanceTo(60);
    resolution.dispute(ALONE, VOID);
    schedule.advanceTo(5000);
    expect(changes).toEqual([
      [0, 0, "proposed", YES],
      [60, 0, "disputed", null],
      [1060, 0, "final", VOID],
    ]);
  });

  it("keeps the proposal after a dispute unless another is made", () => {
    const { resolution, schedule, changes } = oracle();
    resolution.propose(ALONE, YES);
    resolution.dispute(ALONE);
    resolution.propose(FIRST, YES);
    resolution.dispute(FIRST);
    resolution.propose(FIRST, NO);
    schedule.advanceTo(5000);
    expect(changes.slice(-2)).toEqual([
      [1000, 0, "final", YES],
      [1000, 1, "final", NO],
    ]);
  });

  it("is final at once when it is resolved, and stops every clock", () => {
    const { resolution, schedule, changes } = oracle();
    resolution.propose(ALONE, YES);
    resolution.resolve(ALONE, VOID);
    schedule.advanceTo(5000);
    expect(changes.slice(1)).toEqual([[0, 0, "final", VOID]]);
  });

  it("makes the siblings of a neg-risk winner NO, once", () => {
    const { resolution, schedule, changes } = oracle();
    resolution.propose(THIRD, YES);
    resolution.resolve(FIRST, NO);
    resolution.resolve(SECOND, YES);
    schedule.advanceTo(5000);
    expect(changes.slice(1)).toEqual([
      [0, 1, "final", NO],
      [0, 2, "final", YES],
      [0, 3, "final", NO],
    ]);
  });

  it.each([
    ["payouts above a dollar", [10_000, 1]],
    ["payouts below a dollar", [4999, 5000]],
    ["a negative payout", [-1, 10_001]],
    ["a part of a unit", [0.5, 9999.5]],
  ] as const)("refuses %s", (_name, payouts) => {
    const { resolution, changes } = oracle();
    for (const command of ["propose", "resolve"] as const) {
      expect(() => resolution[command](ALONE, payouts)).toThrow(
        expect.objectContaining({ code: "VENUE_COMMAND_INVALID" }),
      );
    }
    expect(changes).toEqual([]);
  });

  it("refuses an unknown market, a dispute of nothing and a second resolution", () => {
    const { resolution } = oracle();
    const invalid = expect.objectContaining({ code: "VENUE_COMMAND_INVALID" });
    expect(() => resolution.resolve("0x0bad", YES)).toThrow(
      expect.objectContaining({ code: "VENUE_MARKET_UNKNOWN" }),
    );
    expect(() => resolution.dispute(ALONE)).toThrow(invalid);
    resolution.resolve(ALONE, YES);
    expect(() => resolution.resolve(ALONE, NO)).toThrow(invalid);
    expect(() => resolution.propose(ALONE, NO)).toThrow(invalid);
  });

  it("voids every market of a set whose tokens were never converted", () => {
    const { resolution, vault } = oracle();
    for (const market of [FIRST, SECOND, THIRD]) resolution.resolve(market, VOID);
    expect([1, 2, 3].map((index) => vault.payoutsOf(index))).toEqual([VOID, VOID, VOID]);
    vault.audit();
  });

  it("refuses more than a dollar of YES payouts in a set with converted tokens", () => {
    const { resolution, vault } = afterConversion();
    resolution.resolve(FIRST, VOID);
    resolution.resolve(SECOND, VOID);
    expect(() => resolution.resolve(THIRD, VOID)).toThrow(
      expect.objectContaining({ code: "VENUE_COMMAND_INVALID" }),
    );
    resolution.resolve(THIRD, NO);
    vault.audit();
  });

  it("takes a proposal that a set cannot pay any more as disputed", () => {
    const { resolution, schedule, vault, changes } = afterConversion();
    for (const market of [FIRST, SECOND, THIRD]) resolution.propose(market, VOID);
    schedule.advanceTo(100_000);
    expect(changes.slice(3)).toEqual([
      [10_100, 1, "final", VOID],
      [10_100, 2, "final", VOID],
      [10_100, 3, "disputed", null],
    ]);
    resolution.resolve(THIRD, NO);
    vault.audit();
  });
});
