import { createSeededRandom } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { createVault } from "../../src/accounts/create-vault.ts";
import { OUTSIDE_ACCOUNT, TREASURY_ACCOUNT } from "../../src/accounts/house-accounts.ts";
import { CASH } from "../../src/accounts/vault.ts";
import { createRewardDesk } from "../../src/rewards/create-reward-desk.ts";
import type { MakerPayment } from "../../src/rewards/reward-ports.ts";
import { createRewardTreasury } from "../../src/rewards/reward-treasury.ts";
import { createFakeVenue, DAY_MS, MARKET, START_MS } from "./fake-venue.ts";

const payment: MakerPayment = {
  account: "0xa",
  conditionId: MARKET,
  dayMs: START_MS,
  amountMicroUsd: 5_000_000,
  kind: "reward",
};

function openVault() {
  const causes: string[] = [];
  const vault = createVault({
    onChange: (accountIndex, _asset, balance, cause) => {
      causes.push(`${vault.accountOf(accountIndex)} ${cause} ${balance}`);
    },
  });
  const cashOf = (account: string): number => vault.balance(vault.accountIndexOf(account), CASH);
  return { vault, causes, cashOf, pay: createRewardTreasury(vault) };
}

describe("the reward treasury", () => {
  it("brings reward money in from outside and books it on", () => {
    const { vault, causes, cashOf, pay } = openVault();
    expect(pay(payment)).toBe(5_000_000);
    expect(cashOf("0xa")).toBe(5_000_000);
    expect(cashOf(TREASURY_ACCOUNT)).toBe(0);
    expect(causes).toEqual(["0xa reward 5000000"]);
    vault.audit();
  });

  it("pays rebates from what it has collected, and never more", () => {
    const { vault, causes, cashOf, pay } = openVault();
    vault.deposit(vault.accountIndexOf(TREASURY_ACCOUNT), 6_000_000);
    expect(pay({ ...payment, kind: "rebate" })).toBe(5_000_000);
    expect(pay({ ...payment, kind: "rebate" })).toBe(1_000_000);
    expect(pay({ ...payment, kind: "rebate" })).toBe(0);
    expect(cashOf("0xa")).toBe(6_000_000);
    expect(causes).toEqual(["0xa rebate 5000000", "0xa rebate 6000000"]);
    vault.audit();
  });

  it("does not pay the venue's own accounts", () => {
    const { vault, cashOf, pay } = openVault();
    expect(pay({ ...payment, account: OUTSIDE_ACCOUNT })).toBe(0);
    expect(cashOf(OUTSIDE_ACCOUNT)).toBe(0);
    vault.audit();
  });

  it("keeps every dollar accounted for over two weeks of programmes", () => {
    const { vault, cashOf, pay } = openVault();
    const venue = createFakeVenue();
    const random = createSeededRandom(3, "rewards");
    const desk = createRewardDesk({ venue, pay, random: () => random.next() });
    desk.start();
    for (const account of ["0xa", "0xb", "0xc"]) {
      venue.quote({ account, side: "BUY", price: 0.49, size: 100 });
      venue.quote({ account, side: "SELL", price: 0.51, size: 100 });
    }
    venue.clock.advanceTo(START_MS + 14 * DAY_MS);
    const paid = cashOf("0xa") + cashOf("0xb") + cashOf("0xc");
    expect(paid).toBe(14 * 3 * 33_333_333);
    vault.audit();
  });
});
