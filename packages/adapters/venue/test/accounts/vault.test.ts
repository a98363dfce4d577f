import { describe, expect, it } from "vitest";
import { createVault } from "../../src/accounts/create-vault.ts";
import { COLLATERAL_INDEX, TREASURY_INDEX } from "../../src/accounts/house-accounts.ts";
import { CASH, tokenAsset } from "../../src/accounts/vault.ts";

const YES = tokenAsset(4, 0);
const NO = tokenAsset(4, 1);
const BROKEN = expect.objectContaining({ code: "VENUE_INVARIANT_BROKEN" });

function funded() {
  const heard: unknown[] = [];
  const vault = createVault({ onChange: (...change) => heard.push(change) });
  const alice = vault.accountIndexOf("0xalice");
  const bob = vault.accountIndexOf("0xbob");
  vault.deposit(alice, 1000);
  vault.bookPairs(alice, 4, 400, "split");
  heard.length = 0;
  return { vault, alice, bob, heard };
}

describe("a vault", () => {
  it("keeps a dollar for every pair", () => {
    const { vault, alice } = funded();
    expect([CASH, YES, NO].map((asset) => vault.balance(alice, asset))).toEqual([600, 400, 400]);
    expect(vault.balance(COLLATERAL_INDEX, CASH)).toBe(400);
    vault.bookPairs(alice, 4, -150, "merge");
    expect([CASH, YES, NO].map((asset) => vault.balance(alice, asset))).toEqual([750, 250, 250]);
    expect(vault.collateralOf(4)).toBe(250);
    expect(vault.supply(NO)).toBe(250);
    vault.audit();
  });

  it("spends only what is not reserved, unsettled or locked", () => {
    const { vault, alice } = funded();
    vault.reserve(alice, CASH, 100);
    vault.commit(alice, CASH, 200);
    expect(vault.spendable(alice, CASH)).toBe(300);
    expect(vault.withdraw(alice, 301)).toBe(false);
    vault.setPhantomLock(alice, CASH, 350);
    expect(vault.spendable(alice, CASH)).toBe(-50);
    expect(vault.withdraw(alice, 1)).toBe(false);
    vault.setPhantomLock(alice, CASH, 0);
    vault.release(alice, CASH, 100);
    vault.uncommit(alice, CASH, 200);
    expect(vault.withdraw(alice, 600)).toBe(true);
    expect(vault.balance(alice, CASH)).toBe(0);
    vault.audit();
  });

  it.each([
    [
      "makes money",
      (v: Funded) => v.vault.book([{ accountIndex: v.bob, asset: CASH, amount: 1 }], "reward"),
    ],
    [
      "takes more than there is",
      (v: Funded) =>
        v.vault.book(
          [
            { accountIndex: v.alice, asset: CASH, amount: -601 },
            { accountIndex: v.bob, asset: CASH, amount: 601 },
          ],
          "reward",
        ),
    ],
    [
      "takes what is reserved",
      (v: Funded) => {
        v.vault.reserve(v.alice, YES, 300);
        v.vault.book(
          [
            { accountIndex: v.bob, asset: YES, amount: 101 },
            { accountIndex: v.alice, asset: YES, amount: -101 },
          ],
          "settlement",
        );
      },
    ],
    ["destroys pairs that another holds", (v: Funded) => v.vault.bookPairs(v.bob, 4, -1, "merge")],
    ["makes pairs of nothing", (v: Funded) => v.vault.bookPairs(v.bob, 4, 1, "split")],
    [
      "makes one token of a pair",
      (v: Funded) =>
        v.vault.bookWithPairs(
          [
            { accountIndex: v.alice, asset: CASH, amount: -5 },
            { accountIndex: v.alice, asset: YES, amount: 5 },
          ],
          4,
          5,
          "split",
        ),
    ],
    ["moves part of a unit", (v: Funded) => v.vault.bookPairs(v.alice, 4, 0.5, "split")],
    ["moves what is no number", (v: Funded) => v.vault.bookPairs(v.alice, 4, Number.NaN, "split")],
    ["reserves more than there is", (v: Funded) => v.vault.reserve(v.alice, CASH, 601)],
    [
      "reserves what is unsettled",
      (v: Funded) => {
        v.vault.commit(v.alice, CASH, 300);
        v.vault.reserve(v.alice, CASH, 301);
      },
    ],
    [
      "commits what is reserved",
      (v: Funded) => {
        v.vault.reserve(v.alice, CASH, 300);
        v.vault.commit(v.alice, CASH, 301);
      },
    ],
    [
      "takes what is unsettled",
      (v: Funded) => {
        v.vault.commit(v.alice, CASH, 300);
        v.vault.bookPairs(v.alice, 4, 301, "split");
      },
    ],
    ["reserves less than nothing", (v: Funded) => v.vault.reserve(v.alice, CASH, -1)],
    ["commits more than there is", (v: Funded) => v.vault.commit(v.bob, YES, 1)],
    ["releases what is not reserved", (v: Funded) => v.vault.release(v.alice, CASH, 1)],
    ["gives back what is not committed", (v: Funded) => v.vault.uncommit(v.alice, CASH, 1)],
    ["redeems before it is final", (v: Funded) => v.vault.bookRedemption(v.alice, 4, [1, 1])],
    ["pays out more than a dollar", (v: Funded) => v.vault.setPayouts(4, [10_000, 1])],
    ["deposits less than nothing", (v: Funded) => v.vault.deposit(v.alice, -1)],
    ["names an account that nobody opened", (v: Funded) => v.vault.deposit(99, 1)],
  ])("refuses what %s, and stays as it was", (_name, run) => {
    const world = funded();
    expect(() => run(world)).toThrow(BROKEN);
    world.vault.audit();
    const { vault, alice, bob } = world;
    expect([CASH, YES, NO].map((asset) => vault.balance(alice, asset))).toEqual([600, 400, 400]);
    expect([CASH, YES, NO].map((asset) => vault.balance(bob, asset))).toEqual([0, 0, 0]);
  });

  it("pays a redemption rounded down per token and keeps the dust", () => {
    const { vault, alice } = funded();
    vault.setPayouts(4, [3333, 6667]);
    expect(vault.bookRedemption(alice, 4, [7, 3])).toBe(2 + 2);
    vault.audit();
    expect(vault.bookRedemption(alice, 4, [393, 397])).toBe(130 + 264);
    expect(vault.collateralOf(4)).toBe(2);
    expect(vault.supply(YES) + vault.supply(NO)).toBe(0);
    vault.audit();
    expect(() => vault.setPayouts(4, [5000, 5000])).toThrow(BROKEN);
  });

  it("can pay whoever wins when a market joins a set after a conversion", () => {
    for (const winner of [0, 1, 2, 3]) {
      const vault = createVault();
      const alice = vault.accountIndexOf("0xalice");
      vault.deposit(alice, 1000);
      for (const market of [0, 1, 2, 3]) vault.bookPairs(alice, market, 100, "split");
      const conversion = { accountIndex: alice, negRiskSetId: "s", size: 60, feeBps: 0 };
      vault.bookConversion({ ...conversion, marketIndexes: [0, 1, 2], convertedIndexes: [0, 1] });
      vault.audit();
      vault.bookConversion({
        ...conversion,
        size: 30,
        marketIndexes: [0, 1, 2, 3],
        convertedIndexes: [3],
      });
      vault.audit();
      for (const market of [0, 1, 2, 3]) {
        vault.setPayouts(market, market === winner ? [10_000, 0] : [0, 10_000]);
        vault.audit();
        const held = (token: 0 | 1): number => vault.balance(alice, tokenAsset(market, token));
        vault.bookRedemption(alice, market, [held(0), held(1)]);
        vault.audit();
      }
      // Betting on the first three against the newcomer is lost with it, and stays in the collateral.
      const left = winner === 3 ? 60 : 0;
      expect(vault.balance(alice, CASH)).toBe(1000 - left);
      expect(vault.balance(COLLATERAL_INDEX, CASH)).toBe(left);
    }
  });

  it("tells each changed balance once a booking, not those of the venue", () => {
    const { vault, alice, bob, heard } = funded();
    vault.book(
      [
        { accountIndex: alice, asset: CASH, amount: -30 },
        { accountIndex: alice, asset: CASH, amount: -10 },
        { accountIndex: bob, asset: CASH, amount: 35 },
        { accountIndex: TREASURY_INDEX, asset: CASH, amount: 5 },
      ],
      "settlement",
    );
    expect(heard).toEqual([
      [alice, CASH, 560, "settlement"],
      [bob, CASH, 35, "settlement"],
    ]);
    expect(vault.balance(TREASURY_INDEX, CASH)).toBe(5);
    expect(vault.isHouse(TREASURY_INDEX)).toBe(true);
    expect(vault.isHouse(alice)).toBe(false);
  });
});

type Funded = ReturnType<typeof funded>;
