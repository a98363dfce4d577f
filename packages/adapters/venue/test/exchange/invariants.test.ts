import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runRandomScript } from "./random-script.ts";
import {
  ALICE,
  BOB,
  CAROL,
  CONDITION,
  NO,
  testWorld,
  YES,
  type TestWorld,
} from "./exchange-world.ts";

const BUILDER = `0x${"bd".repeat(32)}`;

/** What every account has and could have: conserved but for fees. */
function totals({ exchange }: TestWorld): {
  readonly cash: number;
  readonly yes: number;
  readonly no: number;
} {
  let [cash, yes, no] = [0, 0, 0];
  for (const account of [ALICE, BOB, CAROL]) {
    cash += exchange.balance(account, null);
    yes += exchange.balance(account, YES);
    no += exchange.balance(account, NO);
  }
  return { cash, yes, no };
}

function scripted(seed: number, steps: number, isFaulty = true): TestWorld {
  const world = testWorld(
    { takerDelayMs: seed % 3 === 0 ? 250 : 0 },
    {
      seed,
      settlement: isFaulty ? { failureRate: 0.1, retryRate: 0.1 } : {},
      selfTradePrevention: seed % 2 === 0 ? "cancel_resting" : "cancel_incoming",
    },
  );
  runRandomScript(world.exchange, seed, steps);
  return world;
}

describe("an exchange under any script", () => {
  it("breaks no invariant and conserves every micro-unit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const world = scripted(seed, 150);
        world.exchange.audit();
        world.settle();
        world.exchange.audit();
        const { cash, yes, no } = totals(world);
        expect(yes).toBe(no);
        // Every pair has one dollar behind it, and nothing is charged here.
        expect(cash + yes).toBe(30_000_000_000);
      }),
      { numRuns: 150 },
    );
  });

  it("never lets an account promise more than it has, however tight its money", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const world = testWorld(
          {
            fees: { rate: 0.07, exponent: seed % 2 === 0 ? 1 : 2, rebateShare: 0.2 },
            takerDelayMs: seed % 3 === 0 ? 250 : 0,
          },
          { seed, settlement: { failureRate: 0.1 } },
        );
        const { exchange } = world;
        exchange.registerBuilder(BUILDER, { takerBps: 100, makerBps: 50 });
        exchange.withdraw(ALICE, 8_900_000_000);
        exchange.withdraw(BOB, 8_990_000_000);
        exchange.withdraw(CAROL, 9_970_000_000);
        let worst = 0;
        exchange.subscribe(() => {
          for (const account of [ALICE, BOB, CAROL]) {
            for (const asset of [null, YES, NO]) {
              worst = Math.min(worst, exchange.spendable(account, asset));
            }
          }
        });
        runRandomScript(exchange, seed, 150, BUILDER);
        exchange.audit();
        world.settle();
        exchange.audit();
        expect(worst).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  it("gives everything back when all orders are cancelled and all trades are settled", () => {
    const world = scripted(7, 400);
    for (const account of [ALICE, BOB, CAROL]) {
      world.exchange.cancelAll(`session-${account.slice(2, 4)}`);
    }
    world.settle();
    for (const account of [ALICE, BOB, CAROL]) {
      world.exchange.cancelAll(`session-${account.slice(2, 4)}`);
      for (const asset of [null, YES, NO]) {
        expect(world.exchange.spendable(account, asset)).toBe(
          world.exchange.balance(account, asset),
        );
      }
    }
    expect(world.exchange.openOrders({ conditionId: CONDITION })).toEqual([]);
  });

  it("repeats itself: same seed and script, same hash; another seed, another", () => {
    const first = scripted(11, 300).exchange;
    const second = scripted(11, 300).exchange;
    const third = scripted(12, 300).exchange;
    expect(second.stateHash()).toBe(first.stateHash());
    expect(second.eventCount).toBe(first.eventCount);
    expect(third.stateHash()).not.toBe(first.stateHash());
  });
});
