import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createSeededRandom, fromMicro, MICRO } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { createVault } from "../../src/accounts/create-vault.ts";
import {
  COLLATERAL_INDEX,
  NETWORK_INDEX,
  TREASURY_INDEX,
} from "../../src/accounts/house-accounts.ts";
import { CASH, tokenAsset } from "../../src/accounts/vault.ts";
import { DEFAULT_CHAIN, type ChainModel } from "../../src/chain/chain-model.ts";
import type { ChainActionFinished } from "../../src/chain/chain.ts";
import { createChain } from "../../src/chain/create-chain.ts";
import { Schedule } from "../../src/exchange/schedule.ts";
import { conditionIdOf, moneyMarket } from "../accounts/money-market.ts";

const ALICE = "0xalice";

/** A neg-risk set of so many outcomes, or one market that stands alone. */
function chainOf(
  outcomes: number,
  model: Partial<ChainModel> = {},
  redeemableAtMs: number | null = null,
) {
  const finished: ChainActionFinished[] = [];
  const schedule = new Schedule(0);
  const vault = createVault();
  const markets = Array.from({ length: outcomes }, (_, place) =>
    moneyMarket(place, outcomes > 1 ? "set" : null, place),
  );
  const chain = createChain({
    schedule,
    vault,
    random: createSeededRandom(1, "chain"),
    model: { ...DEFAULT_CHAIN, ...model },
    market: (id) => markets.find(({ terms }) => terms.conditionId === id),
    marketsOfSet: (id) => markets.filter(({ terms }) => terms.negRiskSetId === id),
    redeemableAtMs: () => redeemableAtMs,
    finished: (event) => finished.push(event),
  });
  const alice = vault.accountIndexOf(ALICE);
  vault.deposit(alice, 1000 * MICRO);
  const held = (asset: number): number => vault.balance(alice, asset);
  return { chain, vault, schedule, finished, alice, held };
}

const SLOW_AND_DEAR = { delayMs: 3000, costMicroUsd: 50, failureRate: 0 };

describe("actions on the chain", () => {
  it("splits dollars after a while, and keeps them reserved until then", () => {
    const { chain, vault, schedule, finished, alice, held } = chainOf(1, { split: SLOW_AND_DEAR });
    const answer = chain.split(ALICE, conditionIdOf(0), 400 * MICRO);
    expect(answer).toEqual({ isAccepted: true, actionId: "split-1" });
    expect(vault.spendable(alice, CASH)).toBe(600 * MICRO - 50);
    expect(chain.split(ALICE, conditionIdOf(0), 600 * MICRO)).toMatchObject({
      isAccepted: false,
      refusal: { code: "balance" },
    });
    schedule.advanceTo(2999);
    expect(finished).toEqual([]);
    schedule.advanceTo(3000);
    expect(finished).toMatchObject([
      { actionId: "split-1", isConfirmed: true, size: 400 * MICRO, costMicroUsd: 50, timeMs: 3000 },
    ]);
    expect(finished[0]?.transactionHash).toMatch(/^0x[0-9a-f]{64}$/);
    expect([held(CASH), held(1), held(2)]).toEqual([600 * MICRO - 50, 400 * MICRO, 400 * MICRO]);
    expect(vault.balance(NETWORK_INDEX, CASH)).toBe(50);
    vault.audit();
  });

  it("gives everything back but the cost when it fails", () => {
    const merge = { ...SLOW_AND_DEAR, failureRate: 1 };
    const { chain, vault, schedule, finished, alice, held } = chainOf(1, { merge });
    vault.bookPairs(alice, 0, 100, "split");
    expect(chain.merge(ALICE, conditionIdOf(0), 100).isAccepted).toBe(true);
    expect(vault.spendable(alice, tokenAsset(0, 1))).toBe(0);
    schedule.advanceTo(3000);
    expect(finished).toMatchObject([{ action: "merge", isConfirmed: false, costMicroUsd: 50 }]);
    expect([held(CASH), held(1), held(2)]).toEqual([1000 * MICRO - 150, 100, 100]);
    expect(vault.spendable(alice, tokenAsset(0, 1))).toBe(100);
    vault.audit();
  });

  it("refuses what cannot be, in words", () => {
    const { chain, vault, alice } = chainOf(3);
    vault.bookPairs(alice, 0, 10, "split");
    const [first, second] = [conditionIdOf(0), conditionIdOf(1)];
    const refusals = [
      chain.split(ALICE, "0x0bad", 1),
      chain.split(ALICE, first, 0),
      chain.split(ALICE, first, 1.5),
      chain.merge(ALICE, first, 11),
      chain.convert(ALICE, "no such set", [first], 1),
      chain.convert(ALICE, "set", [], 1),
      chain.convert(ALICE, "set", [first, first], 1),
      chain.convert(ALICE, "set", [first, second], 1),
      chain.redeem(ALICE, first),
    ].map((answer) => (answer.isAccepted ? "accepted" : answer.refusal.text));
    expect(refusals).toEqual([
      "market not found",
      "expected a size of at least one micro-share",
      "expected a size of at least one micro-share",
      "not enough balance: 0.00001 shares to spend, 0.000011 needed",
      "neg-risk set not found",
      "expected one or more different markets of the neg-risk set",
      "expected one or more different markets of the neg-risk set",
      "not enough balance: 0 shares to spend, 0.000001 needed",
      "the market cannot be redeemed yet",
    ]);
  });

  it("redeems everything spendable of both tokens, also for nothing", () => {
    const { chain, vault, schedule, finished, alice, held } = chainOf(1, {}, 5000);
    vault.bookPairs(alice, 0, 101, "split");
    vault.reserve(alice, tokenAsset(0, 1), 1);
    vault.setPayouts(0, [5000, 5000]);
    expect(chain.redeem(ALICE, conditionIdOf(0)).isAccepted).toBe(false);
    schedule.advanceTo(5000);
    expect(chain.redeem(ALICE, conditionIdOf(0)).isAccepted).toBe(true);
    expect(chain.redeem(ALICE, conditionIdOf(0))).toMatchObject({ refusal: { code: "balance" } });
    schedule.advanceTo(20_000);
    expect(finished).toMatchObject([{ action: "redeem", isConfirmed: true, size: 201 }]);
    expect([held(CASH), held(1), held(2)]).toEqual([1000 * MICRO - 101 + 100, 0, 1]);
    vault.audit();
  });

  it("does not convert once a market of the set is resolved", () => {
    const { chain, vault, schedule, finished, alice, held } = chainOf(3);
    vault.bookPairs(alice, 0, 10, "split");
    expect(chain.convert(ALICE, "set", [conditionIdOf(0)], 10).isAccepted).toBe(true);
    vault.setPayouts(2, [0, 10_000]);
    schedule.advanceTo(60_000);
    expect(finished).toMatchObject([{ action: "convert", isConfirmed: false }]);
    expect([held(tokenAsset(0, 1)), held(tokenAsset(1, 0))]).toEqual([10, 0]);
    expect(chain.convert(ALICE, "set", [conditionIdOf(0)], 10).isAccepted).toBe(false);
    vault.audit();
  });

  it("can pay every winner after conversions, to the last micro-pUSD", () => {
    for (const winner of [0, 1, 2, 3]) {
      const { chain, vault, schedule, alice, held } = chainOf(4, {}, 0);
      for (const market of [0, 1, 2, 3]) vault.bookPairs(alice, market, 100, "split");
      chain.convert(ALICE, "set", [conditionIdOf(0), conditionIdOf(2)], 60);
      chain.convert(ALICE, "set", [0, 1, 2, 3].map(conditionIdOf), 40);
      schedule.advanceTo(10_000);
      expect(held(CASH)).toBe(1000 * MICRO - 400 + 60 + 120);
      for (const market of [0, 1, 2, 3]) {
        vault.setPayouts(market, market === winner ? [10_000, 0] : [0, 10_000]);
        vault.audit();
        chain.redeem(ALICE, conditionIdOf(market));
        schedule.advanceTo(schedule.nowMs + 10_000);
        vault.audit();
      }
      expect(held(CASH)).toBe(1000 * MICRO);
      expect(vault.balance(COLLATERAL_INDEX, CASH)).toBe(0);
    }
  });
});

const VECTORS = join(
  process.env["POLYTRADERS_GOLDEN_DIR"] ??
    join(import.meta.dirname, "../../../../../../shared/golden"),
  "05-complement-negrisk.json",
);

interface ConversionCase {
  readonly id: string;
  readonly fn: string;
  readonly input: { outcomes: number; no_held: number[]; amount: number; fee_bps: number };
  readonly expected: { collateral_out: number; yes_out: Record<string, number> };
}

/** Without the files the one row that is left says why it is skipped. */
function conversions(): readonly ConversionCase[] {
  if (!existsSync(VECTORS)) return [];
  const { cases }: { cases: ConversionCase[] } = JSON.parse(readFileSync(VECTORS, "utf8"));
  return cases.filter(({ fn }) => fn === "negRiskConvert");
}

describe("golden conversions through the chain", () => {
  it.skipIf(conversions().length > 0)("are skipped: no golden files", () => {
    expect(conversions()).toEqual([]);
  });

  it.for(conversions())("$id", ({ input, expected }) => {
    const { chain, vault, schedule, alice, held } = chainOf(input.outcomes, {
      conversionFeeBps: input.fee_bps,
    });
    const size = Math.round(input.amount * MICRO);
    for (const place of input.no_held) vault.bookPairs(alice, place, size, "split");
    const cashBefore = held(CASH);
    const yesBefore = Array.from({ length: input.outcomes }, (_, place) =>
      held(tokenAsset(place, 0)),
    );
    expect(chain.convert(ALICE, "set", input.no_held.map(conditionIdOf), size).isAccepted).toBe(
      true,
    );
    schedule.advanceTo(60_000);
    expect(fromMicro(held(CASH) - cashBefore)).toBeCloseTo(expected.collateral_out, 6);
    for (const [place, before] of yesBefore.entries()) {
      const gained = fromMicro(held(tokenAsset(place, 0)) - before);
      expect(gained).toBeCloseTo(expected.yes_out[String(place)] ?? 0, 6);
    }
    for (const place of input.no_held) expect(held(tokenAsset(place, 1))).toBe(0);
    vault.audit();
  });

  it("takes a fee on what comes out, in kind, for the treasury", () => {
    const { chain, vault, schedule, alice, held } = chainOf(3, { conversionFeeBps: 100 });
    for (const place of [0, 1]) vault.bookPairs(alice, place, 1001, "split");
    chain.convert(ALICE, "set", [0, 1].map(conditionIdOf), 1001);
    schedule.advanceTo(60_000);
    expect(held(CASH)).toBe(1000 * MICRO - 2002 + 990);
    expect(held(tokenAsset(2, 0))).toBe(990);
    expect(vault.balance(TREASURY_INDEX, CASH)).toBe(11);
    expect(vault.balance(TREASURY_INDEX, tokenAsset(2, 0))).toBe(11);
    vault.audit();
  });
});
