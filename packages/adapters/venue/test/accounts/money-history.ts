import assert from "node:assert/strict";
import { PolytradersError } from "@polytraders/core";
import fc from "fast-check";
import { COLLATERAL_INDEX } from "../../src/accounts/house-accounts.ts";
import { CASH, tokenAsset } from "../../src/accounts/vault.ts";
import type { ChainActionAnswer } from "../../src/exchange/exchange.ts";
import type { VenueTrade } from "../../src/exchange/venue-trade.ts";
import { conditionIdOf } from "./money-market.ts";
import { MoneyModel } from "./money-model.ts";
import { matchedTrade } from "./money-trade.ts";
import { createMoneyWorld, MARKETS, type MoneyWorld } from "./money-world.ts";

const ACCOUNTS = ["0xa", "0xb", "0xc", "0xd"];
const COST = 7;

const account = fc.constantFrom(...ACCOUNTS);
const market = fc.constantFrom(0, 1, 2, 3);
const size = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 5_000_000 }));

const RESOLVE = fc.record({
  kind: fc.constant("resolve" as const),
  market,
  yes: fc.constantFrom(0, 5000, 10_000, 3333),
  how: fc.constantFrom("resolve" as const, "propose" as const, "dispute" as const),
});

/** One thing that happens to money. */
export const COMMAND = fc.oneof(
  fc.record({ kind: fc.constant("deposit" as const), account, size }),
  fc.record({ kind: fc.constant("withdraw" as const), account, size }),
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("match" as const),
      market,
      taker: account,
      token: fc.constantFrom<0 | 1>(0, 1),
      side: fc.constantFrom<"BUY" | "SELL">("BUY", "SELL"),
      price: fc.integer({ min: 1, max: 9999 }),
      makers: fc.array(
        fc.record({
          account,
          size,
          isComplement: fc.boolean(),
          roundsUp: fc.boolean(),
          builderFeeMicroUsd: fc.constantFrom(0, 0, 3),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      feeMicroUsd: fc.constantFrom(0, 10, 1750),
      builderFeeMicroUsd: fc.constantFrom(0, 0, 11),
      fault: fc.constantFrom<"confirm" | "retry" | "fail" | null>("confirm", "retry", "fail", null),
    }),
  },
  fc.record({ kind: fc.constant("order" as const), account, market, size, isCash: fc.boolean() }),
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("split" as const), account, market, size }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("merge" as const), account, market, size }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("convert" as const),
      account,
      markets: fc.subarray([1, 2, 3], { minLength: 1 }),
      size,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("redeem" as const), account, market }) },
  RESOLVE,
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("advance" as const),
      ms: fc.integer({ min: 0, max: 8000 }),
    }),
  },
);

type Command = typeof COMMAND extends fc.Arbitrary<infer C> ? C : never;
type CommandOf<K extends Command["kind"]> = Extract<Command, { readonly kind: K }>;

/** Plays a history against the parts and the model side by side. */
export class MoneyHistory {
  readonly world: MoneyWorld;
  readonly model = new MoneyModel();
  readonly #faults = new Map<string, "confirm" | "retry" | "fail" | null>();
  #trades = 0;

  constructor(seed: number) {
    const terms = { delayMs: 1500, costMicroUsd: COST, failureRate: 0.2 };
    this.world = createMoneyWorld({
      seed,
      settlement: { retryRate: 0.3, failureRate: 0.3 },
      chain: { split: { ...terms, costMicroUsd: 0 }, merge: terms, convert: terms, redeem: terms },
      resolution: { disputeWindowMs: 5000, disputedMs: 9000, redemptionDelayMs: 1000 },
      faultOf: ({ tradeId }) => this.#faults.get(tradeId) ?? null,
      settled: (trade) => this.model.settled(trade),
      finished: (event) => this.model.finished(event),
      changed: (conditionId, phase, payouts) => {
        const index = MARKETS.findIndex(({ terms: { conditionId: id } }) => id === conditionId);
        if (phase === "final" && payouts !== null) {
          this.model.payouts.set(index, [BigInt(payouts[0]), BigInt(payouts[1])]);
        }
      },
    });
    for (const name of ACCOUNTS) this.#endow(name);
  }

  run(command: Command): void {
    const { world, model } = this;
    if (command.kind === "deposit") this.#deposit(command.account, command.size);
    if (command.kind === "withdraw") this.#withdraw(command);
    if (command.kind === "match") this.#match(command);
    if (command.kind === "order") this.#order(command);
    if (command.kind === "split") {
      const { account: by, market: of, size: amount } = command;
      const answer = world.chain.split(by, conditionIdOf(of), amount);
      this.#started(answer, by, { cash: amount }, pair(of, amount), 0);
    }
    if (command.kind === "merge") {
      const { account: by, market: of, size: amount } = command;
      const given = pair(of, amount, -1);
      const answer = world.chain.merge(by, conditionIdOf(of), amount);
      this.#started(answer, by, negated(given), given, COST);
    }
    if (command.kind === "convert") this.#convert(command);
    if (command.kind === "redeem") this.#redeem(command);
    if (command.kind === "resolve") this.#resolve(command);
    if (command.kind === "advance") world.schedule.advanceTo(world.schedule.nowMs + command.ms);
    assert.equal(world.vault.balance(COLLATERAL_INDEX, CASH), Number(model.backing()));
  }

  /** Both sides agree about everybody, nothing is made or lost, and every ending can be paid. */
  check(): void {
    const { vault } = this.world;
    vault.audit();
    for (const name of ACCOUNTS) {
      const index = vault.accountIndexOf(name);
      this.#checkAsset(name, index, "cash", CASH);
      for (const of of [0, 1, 2, 3]) {
        for (const token of [0, 1] as const) {
          this.#checkAsset(name, index, `${of}:${token}`, tokenAsset(of, token));
        }
      }
    }
    const backing = this.model.backing() * 10_000n;
    for (const ending of this.model.endings()) {
      const owed = this.model.owed(ending);
      if (this.model.payouts.size === 0) assert.equal(owed, backing);
      else assert.ok(owed <= backing);
    }
  }

  #checkAsset(name: string, index: number, asset: string, assetIndex: number): void {
    const { vault } = this.world;
    assert.equal(
      BigInt(vault.balance(index, assetIndex)),
      this.model.balance(name, asset),
      `${name} ${asset}`,
    );
    assert.equal(
      BigInt(vault.spendable(index, assetIndex)),
      this.model.spendable(name, asset),
      `${name} ${asset}`,
    );
  }

  /** Money, and pairs of every market. */
  #endow(name: string): void {
    const { vault } = this.world;
    this.#deposit(name, 60_000_000);
    for (const { index } of MARKETS) {
      vault.bookPairs(vault.accountIndexOf(name), index, 10_000_000, "split");
      this.model.give(name, {
        cash: -10_000_000,
        [`${index}:0`]: 10_000_000,
        [`${index}:1`]: 10_000_000,
      });
    }
  }

  #deposit(name: string, amount: number): void {
    this.world.vault.deposit(this.world.vault.accountIndexOf(name), amount);
    this.model.pay(name, BigInt(amount));
  }

  #withdraw(command: CommandOf<"withdraw">): void {
    const { vault } = this.world;
    const isPossible = this.model.spendable(command.account, "cash") >= BigInt(command.size);
    assert.equal(vault.withdraw(vault.accountIndexOf(command.account), command.size), isPossible);
    if (isPossible) this.model.pay(command.account, -BigInt(command.size));
  }

  #match(command: CommandOf<"match">): void {
    const makers = command.makers.filter((maker) => maker.account !== command.taker);
    if (makers.length === 0) return;
    this.#trades += 1;
    const tradeId = `trade-${this.#trades}`;
    const trade: VenueTrade = matchedTrade({ ...command, makers, tradeId });
    if (!this.model.canEnter(trade)) return;
    this.#faults.set(tradeId, command.fault);
    this.model.enter(trade);
    this.world.settlement.enter(trade);
  }

  #order(command: CommandOf<"order">): void {
    const { vault } = this.world;
    const index = vault.accountIndexOf(command.account);
    const [asset, assetIndex] = command.isCash
      ? ["cash", CASH]
      : [`${command.market}:0`, tokenAsset(command.market, 0)];
    const amount = Math.min(command.size, Number(this.model.spendable(command.account, asset)));
    vault.reserve(index, assetIndex, amount);
    assert.equal(
      BigInt(vault.spendable(index, assetIndex)),
      this.model.spendable(command.account, asset) - BigInt(amount),
    );
    // Half of it stays promised for the rest of the history.
    const released = Math.floor(amount / 2);
    vault.release(index, assetIndex, released);
    this.model.hold(command.account, asset, BigInt(amount - released));
  }

  #convert(command: CommandOf<"convert">): void {
    const { account: by, markets, size: amount } = command;
    const answer = this.world.chain.convert(by, "set", markets.map(conditionIdOf), amount);
    const given: Record<string, number> = {};
    const effect: Record<string, number> = { cash: (markets.length - 1) * amount };
    for (const of of [1, 2, 3]) {
      if (markets.includes(of)) given[`${of}:1`] = amount;
      effect[markets.includes(of) ? `${of}:1` : `${of}:0`] = markets.includes(of)
        ? -amount
        : amount;
    }
    if ([1, 2, 3].some((of) => this.model.payouts.has(of))) {
      assert.equal(answer.isAccepted, false);
      return;
    }
    this.#started(answer, by, given, effect, COST);
  }

  #redeem(command: CommandOf<"redeem">): void {
    const { account: by, market: of } = command;
    const payouts = this.model.payouts.get(of);
    const yes = this.model.spendable(by, `${of}:0`);
    const no = this.model.spendable(by, `${of}:1`);
    const answer = this.world.chain.redeem(by, conditionIdOf(of));
    const atMs = this.world.resolution.redeemableAtMs(conditionIdOf(of));
    const isDue = atMs !== null && atMs <= this.world.schedule.nowMs;
    if (payouts === undefined || !isDue || yes + no === 0n) {
      assert.equal(answer.isAccepted, false);
      return;
    }
    const paid = (yes * payouts[0]) / 10_000n + (no * payouts[1]) / 10_000n;
    const given = { [`${of}:0`]: Number(yes), [`${of}:1`]: Number(no) };
    this.#started(answer, by, given, { ...negated(given), cash: Number(paid) }, COST);
  }

  #resolve({ market: of, yes, how }: CommandOf<"resolve">): void {
    const { resolution } = this.world;
    const id = conditionIdOf(of);
    try {
      if (how === "resolve") resolution.resolve(id, [yes, 10_000 - yes]);
      if (how === "propose") resolution.propose(id, [yes, 10_000 - yes]);
      if (how === "dispute") resolution.dispute(id);
    } catch (error) {
      assert.equal(error instanceof PolytradersError && error.code, "VENUE_COMMAND_INVALID");
    }
  }

  #started(
    answer: ChainActionAnswer,
    by: string,
    given: Record<string, number>,
    effect: Record<string, number>,
    cost: number,
  ): void {
    const all: Record<string, number> = { ...given, cash: (given["cash"] ?? 0) + cost };
    const action = { account: by, given: amounts(all), effect: amounts(withSpent(effect, given)) };
    assert.equal(answer.isAccepted, this.model.canStart(action));
    if (answer.isAccepted) this.model.start(answer.actionId, action);
  }
}

/** A split's dollars are spent when it is confirmed. */
function withSpent(
  effect: Record<string, number>,
  given: Record<string, number>,
): Record<string, number> {
  if (given["cash"] === undefined) return effect;
  return { ...effect, cash: (effect["cash"] ?? 0) - given["cash"] };
}

function pair(of: number, amount: number, sign = 1): Record<string, number> {
  const signed = sign * amount;
  const tokens = { [`${of}:0`]: signed, [`${of}:1`]: signed };
  return sign < 0 ? { ...tokens, cash: amount } : tokens;
}

function negated(amounts_: Record<string, number>): Record<string, number> {
  const tokens = Object.entries(amounts_).filter(([asset]) => asset !== "cash");
  return Object.fromEntries(tokens.map(([asset, amount]) => [asset, -amount]));
}

function amounts(record: Record<string, number>): Map<string, bigint> {
  return new Map(Object.entries(record).map(([asset, amount]) => [asset, BigInt(amount)]));
}
