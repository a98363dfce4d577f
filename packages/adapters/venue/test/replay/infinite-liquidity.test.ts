import { driftGuard, naiveSimulation } from "@polytraders/quant";
import { describe, expect, it } from "vitest";
import { createExchange } from "../../src/exchange/create-exchange.ts";
import type { PlacementAnswer } from "../../src/exchange/order-request.ts";
import { replayedTermsOf } from "../../src/replay/replayed-terms.ts";
import { micro } from "./frames.ts";
import { goldenCases } from "./golden.ts";
import { buy, BUYER, buyPairs, DEFINITION, recordedAsks, type Ladder } from "./pair-buyer.ts";

/*
 * The incident: a backtest bought pairs at 0.40 + 0.40 for twelve minutes from a book that never
 * shrank and turned 21 dollars into 66,388. Here the same books and rules run through the venue with
 * real orders, settlement and merges. `crossedRecord: "allow"` is needed because pairs below one dollar
 * are a crossed book: a record like that is refused by default, which is the first line of defence.
 */

interface StatefulInput {
  readonly start: number;
  readonly f: number;
  readonly cycles: number;
  readonly cycle_s: number;
  readonly yes: Ladder;
  readonly no: Ladder;
  readonly rate?: number;
  readonly guard?: number;
  readonly rho?: number;
  readonly permanent?: number;
}
interface StatefulExpected {
  readonly final_cash: number;
  readonly total_pairs: number;
  readonly cycles_traded: number;
  readonly equity_checkpoints: Readonly<Record<string, number>>;
  readonly extractable_bound: { readonly profit_usd: number };
}

const cases = goldenCases<StatefulInput, StatefulExpected>(
  "18-backtest-acceptance",
  "statefulSimulation",
);
const strict = cases.filter(({ input }) => input.rho === undefined);

function runCase(input: StatefulInput, fraction = input.f): ReturnType<typeof buyPairs> {
  const { yes, no, rate = 0, guard } = input;
  const { exchange } = recordedAsks({ yes, no }, { rate, model: { crossedRecord: "allow" } });
  return buyPairs(exchange, {
    startUsd: input.start,
    cashFraction: fraction,
    cycleCount: input.cycles,
    cycleMs: input.cycle_s * 1_000,
    rate,
    ...(guard !== undefined && {
      isBlocked: (yesAsk: number, noAsk: number) =>
        driftGuard([yesAsk, noAsk], [yesAsk / (yesAsk + noAsk), noAsk / (yesAsk + noAsk)], {
          relativeMax: guard,
          absoluteMin: 0,
        }).mustBlock,
    }),
  });
}

describe.skipIf(strict.length === 0)("the incident's books, traded on the venue", () => {
  it.each(strict)("$id ends with what the book held, to the cent", ({ input, expected }) => {
    const run = runCase(input);

    expect(run.pairs).toBeCloseTo(expected.total_pairs, 6);
    // The vectors do not round fees; the venue rounds each match to 0.00001, by half of that at most.
    const matches = 2 * (run.tradedCycles + input.yes.length);
    const roundingUsd = input.rate === undefined ? 0 : matches * 0.000_005;
    expect(Math.abs(run.finalCashUsd - expected.final_cash)).toBeLessThanOrEqual(
      roundingUsd + 1e-6,
    );
    expect(Math.round(run.finalCashUsd * 100)).toBe(Math.round(expected.final_cash * 100));
    // Shares have two decimals here, so a cycle may buy a hundredth of a share less.
    expect(Math.abs(run.tradedCycles - expected.cycles_traded)).toBeLessThanOrEqual(1);
    for (const [cycle, usd] of Object.entries(expected.equity_checkpoints)) {
      expect(run.equityUsd[Number(cycle) - 1]).toBeCloseTo(usd, cycle === "1" ? 2 : 1);
    }
  });

  it.each(strict)("$id gives no more to whoever spends all at once", ({ input, expected }) => {
    for (const fraction of [0.2, 0.5, 1]) {
      const { finalCashUsd } = runCase({ ...input, cycles: 60 }, fraction);
      const boundUsd = input.start + expected.extractable_bound.profit_usd;
      expect(finalCashUsd).toBeLessThanOrEqual(boundUsd + 0.001);
      expect(finalCashUsd).toBeLessThan(naiveCashUsd(input) / 50);
    }
  });

  it("is the same twice", () => {
    const [first] = strict;
    if (first === undefined) throw new Error("no case");
    expect(runCase(first.input)).toEqual(runCase(first.input));
  });
});

describe("a book in which a pair costs less than a dollar", () => {
  const theta = { yes: [[0.4, 1_000]], no: [[0.4, 1_000]] } as const;

  it("is refused as a record: the market takes no orders", () => {
    const { exchange, replayed } = recordedAsks(theta);
    exchange.deposit(BUYER, micro(20));
    expect(replayed.markets[0]?.book.isReady).toBe(false);

    const answer = buy(exchange, "1001", 4_000, micro(5));

    expect(answer).toMatchObject({
      isAccepted: false,
      refusal: { code: "market_not_ready", httpStatus: 400 },
    });
    expect(exchange.balance(BUYER, null)).toBe(micro(20));
  });

  it("cannot come about from live orders: the two sellers merge with each other", () => {
    const exchange = createExchange({ startMs: 0 });
    const terms = replayedTermsOf(DEFINITION);
    exchange.listMarket(terms, 100);
    const sellers = [`0x${"c".repeat(40)}`, `0x${"d".repeat(40)}`] as const;
    for (const [token, account] of sellers.entries()) {
      exchange.deposit(account, micro(1_000));
      exchange.split(account, terms.conditionId, micro(1_000));
      exchange.advanceTo(exchange.nowMs + 60_000);
      const answers: PlacementAnswer[] = [];
      exchange.place(
        {
          orderId: `sell-${token}`,
          account,
          session: account,
          tokenId: DEFINITION.tokenIds[token] ?? "",
          side: "SELL",
          makerAmount: micro(1_000),
          takerAmount: micro(400),
          orderType: "GTC",
          isPostOnly: false,
          expiresAtMs: null,
          defersExecution: false,
          builderCode: null,
        },
        (answer) => answers.push(answer),
      );
      expect(answers[0]).toMatchObject({ status: token === 0 ? "live" : "matched" });
    }
    const { book } = exchange.markets()[0] ?? {};
    expect([book?.levels(0), book?.levels(1)]).toEqual([[], []]);
    exchange.audit();
  });
});

/** What the incident's kind of simulation claims for a case. */
function naiveCashUsd(input: StatefulInput): number {
  return naiveSimulation({
    unsafeInfiniteLiquidity: true,
    mode: "pair",
    startUsd: input.start,
    cashFraction: input.f,
    cycleCount: input.cycles,
    prices: [0.4, 0.4],
    sharesMax: null,
  }).finalCashUsd;
}
