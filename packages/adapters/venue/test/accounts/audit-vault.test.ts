import { describe, expect, it } from "vitest";
import { AccountCells } from "../../src/accounts/account-cells.ts";
import { auditVault } from "../../src/accounts/audit-vault.ts";
import { Collateral } from "../../src/accounts/collateral.ts";
import { COLLATERAL_INDEX } from "../../src/accounts/house-accounts.ts";
import { CASH, tokenAsset } from "../../src/accounts/vault.ts";

const [MARKET, SIBLING] = [2, 3];

/** Books of 100 pairs of two markets and 50 converted: 1,000 dollars paid in, all as it should be. */
function sound() {
  const cells = new AccountCells();
  const collateral = new Collateral();
  const alice = cells.indexOf("0xalice");
  const set = cells.houseIndexOf("neg-risk set s");
  const put = (account: number, asset: number, amount: number): void => {
    cells.at(account, asset).balance += amount;
  };
  for (const market of [MARKET, SIBLING]) {
    collateral.addPairs(market, 100);
    put(alice, tokenAsset(market, 0), 100);
    put(alice, tokenAsset(market, 1), 100);
  }
  put(alice, CASH, 850);
  put(COLLATERAL_INDEX, CASH, 150);
  collateral.openSet("s", set, [MARKET, SIBLING]).debtMicroUsd = 50;
  for (const market of [MARKET, SIBLING]) {
    put(alice, tokenAsset(market, 1), -50);
    put(set, tokenAsset(market, 1), 50);
  }
  return { cells, collateral, alice, set, put };
}

describe("an audit", () => {
  it("is silent about sound books, before and after the end", () => {
    const { cells, collateral } = sound();
    const check = (): void => {
      expect(() => auditVault(cells, collateral, 1000)).not.toThrow();
    };
    check();
    collateral.setPayouts(MARKET, [0, 10_000]);
    check();
    collateral.setPayouts(SIBLING, [10_000, 0]);
    check();
  });

  it.each<[string, (books: ReturnType<typeof sound>) => void, RegExp]>([
    [
      "money out of nothing",
      ({ put, alice }) => put(alice, CASH, 1),
      /1001 micro-pUSD in all accounts/,
    ],
    [
      "dollars taken from the collateral",
      ({ put, alice }) => {
        put(alice, CASH, 1);
        put(COLLATERAL_INDEX, CASH, -1);
      },
      /149 micro-pUSD of collateral at hand, 150/,
    ],
    [
      "a token of nobody's",
      ({ put, alice }) => put(alice, tokenAsset(MARKET, 0), -1),
      /99 of token 0 of market 2/,
    ],
    [
      "an overspent balance",
      ({ cells, alice }) => {
        cells.at(alice, CASH).reserved = 851;
      },
      /reserved 851/,
    ],
    [
      "a negative promise",
      ({ cells, alice }) => {
        cells.at(alice, CASH).unsettled = -1;
      },
      /unsettled -1/,
    ],
    [
      "half a pair",
      ({ put, alice, collateral }) => {
        collateral.redeem(MARKET, [1, 0], 0);
        put(alice, tokenAsset(MARKET, 0), -1);
      },
      /99 and 100 tokens against 100/,
    ],
    [
      "a payout too much",
      ({ put, alice, collateral }) => {
        collateral.setPayouts(MARKET, [10_000, 0]);
        collateral.redeem(MARKET, [10, 0], 11);
        put(alice, tokenAsset(MARKET, 0), -10);
        put(alice, CASH, 11);
        put(COLLATERAL_INDEX, CASH, -11);
      },
      /market 2: 89 micro-pUSD for payouts of 900000/,
    ],
    [
      "a set that owes more than its tokens pay",
      ({ put, alice, collateral }) => {
        for (const set of collateral.sets()) set.debtMicroUsd += 1;
        put(alice, CASH, 1);
        put(COLLATERAL_INDEX, CASH, -1);
      },
      /neg-risk set s: 1490000 ten-thousandths of micro-pUSD for up to 1500000/,
    ],
  ])("finds %s", (_name, spoil, found) => {
    const books = sound();
    spoil(books);
    expect(() => auditVault(books.cells, books.collateral, 1000)).toThrow(found);
  });
});
