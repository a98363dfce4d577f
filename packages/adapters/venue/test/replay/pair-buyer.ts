import { MICRO, notionalMicroUsd, RowFlag, type MarketDefinition } from "@polytraders/core";
import { feePerShareUsd } from "@polytraders/quant";
import { createExchange } from "../../src/exchange/create-exchange.ts";
import type { Exchange } from "../../src/exchange/exchange.ts";
import type { OrderRequest, PlacementAnswer } from "../../src/exchange/order-request.ts";
import type { ReplayedBookModel } from "../../src/replay/replayed-book-options.ts";
import { createReplayedMarkets, type ReplayedMarkets } from "../../src/replay/replay-feed.ts";
import { replayedTermsOf } from "../../src/replay/replayed-terms.ts";
import { batchOf, book, level, micro } from "./frames.ts";

export type Ladder = readonly (readonly [price: number, shares: number])[];

/** The wallet of every test here. */
export const BUYER = `0x${"b".repeat(40)}`;
const START_MS = 1_750_000_000_000;

/** One recorded market. */
export const DEFINITION: MarketDefinition = {
  marketId: `0x${"1".repeat(64)}`,
  slug: "incident",
  tokenIds: ["1001", "1002"],
  outcomes: ["Yes", "No"],
  tickSize: 100,
  minimumOrderSize: micro(0.01),
  isNegRisk: false,
};

/** An exchange with one recorded market that shows the asks of both tokens and nothing else. */
export function recordedAsks(
  asks: { readonly yes: Ladder; readonly no: Ladder },
  options: { readonly rate?: number; readonly model?: Partial<ReplayedBookModel> } = {},
): { exchange: Exchange; replayed: ReplayedMarkets } {
  const exchange = createExchange({
    startMs: START_MS,
    settlement: { minedDelayMs: 100, confirmedDelayMs: 100, delayJitter: 0 },
    chain: { merge: { delayMs: 100, costMicroUsd: 0, failureRate: 0 } },
  });
  const replayed = createReplayedMarkets({
    exchange,
    definitions: [DEFINITION],
    makeTerms: (definition) =>
      replayedTermsOf(definition, {
        fees: { rate: options.rate ?? 0, exponent: 1, rebateShare: 0 },
      }),
    ...(options.model && { model: options.model }),
  });
  const rows = [
    ...book({ asks: asks.yes }),
    ...asks.no.map(([price, shares]) => level(1, price, shares, true)),
  ];
  const batch = batchOf([{ timeMs: START_MS, rows }]);
  batch.flags[batch.length - 1] = (batch.flags[batch.length - 1] ?? 0) | RowFlag.FrameEnd;
  replayed.apply({ batch, from: 0, to: batch.length }, START_MS);
  return { exchange, replayed };
}

let orderCount = 0;

/** Buys at a limit what is there; 2 decimals of shares. */
export function buy(
  exchange: Exchange,
  tokenId: string,
  price: number,
  size: number,
): PlacementAnswer {
  orderCount += 1;
  const request: OrderRequest = {
    orderId: `order-${orderCount}`,
    account: BUYER,
    session: "buyer",
    tokenId,
    side: "BUY",
    makerAmount: notionalMicroUsd(price, size),
    takerAmount: size,
    orderType: "GTC",
    isPostOnly: false,
    expiresAtMs: null,
    defersExecution: false,
    builderCode: null,
  };
  const answers: PlacementAnswer[] = [];
  exchange.place(request, (answer) => answers.push(answer));
  const [answer] = answers;
  if (answer === undefined) throw new Error("an order without an answer");
  return answer;
}

/** Pairs that a cycle buys: how many, and the worst price of each leg. */
export interface PairPlan {
  readonly size: number;
  readonly yesPrice: number;
  readonly noPrice: number;
}

/** Shares that would be too few for an order of their own are not left over. */
const SHARES_LEFT_MIN = 5;

/** What the displayed book and a budget allow while a pair costs less than a dollar, fees included. */
export function planPairs(exchange: Exchange, budgetUsd: number, rate: number): PairPlan | null {
  const shown = exchange.markets()[0]?.book;
  if (shown === undefined) return null;
  const ladders = [
    shown.levels(1).map(({ price, size }) => ({ price, left: size / MICRO })),
    shown.levels(0).map(({ price, size }) => ({ price: 10_000 - price, left: size / MICRO })),
  ] as const;
  let profitable = 0;
  let size = 0;
  let spentUsd = 0;
  let plan: PairPlan | null = null;
  for (;;) {
    const [yes, no] = ladders.map((ladder) => ladder.find(({ left }) => left > 1e-9));
    if (yes === undefined || no === undefined) break;
    const unit = [yes, no].reduce(
      (sum, { price }) => sum + price / 1e4 + feePerShareUsd(price / 1e4, { rate, exponent: 1 }),
      0,
    );
    if (unit >= 1 - 1e-12) break;
    const depth = Math.min(yes.left, no.left);
    const bought = Math.min(depth, Math.max(0, (budgetUsd - spentUsd) / unit));
    yes.left -= depth;
    no.left -= depth;
    profitable += depth;
    size += bought;
    spentUsd += bought * unit;
    if (bought > 1e-9) plan = { size, yesPrice: yes.price, noPrice: no.price };
  }
  if (plan === null) return null;
  const left = profitable - size;
  const wanted = left > 1e-9 && left < SHARES_LEFT_MIN ? profitable - SHARES_LEFT_MIN : size;
  const hundredths = Math.floor(wanted * 100 + 1e-6);
  return hundredths < 1 ? null : { ...plan, size: hundredths * (MICRO / 100) };
}

/** What the cycles came to. Amounts in USD. */
export interface BuyerRun {
  readonly finalCashUsd: number;
  readonly pairs: number;
  readonly tradedCycles: number;
  readonly equityUsd: readonly number[];
  readonly stateHash: string;
}

/** Buys pairs with a share of cash each cycle, by real orders on both tokens, and merges them. */
export function buyPairs(
  exchange: Exchange,
  run: {
    readonly startUsd: number;
    readonly cashFraction: number;
    readonly cycleCount: number;
    readonly cycleMs: number;
    readonly rate: number;
    readonly isBlocked?: (yesAsk: number, noAsk: number) => boolean;
  },
): BuyerRun {
  const [market] = exchange.markets();
  if (market === undefined) throw new Error("an exchange without a market");
  const { tokenIds, conditionId } = market.terms;
  exchange.deposit(BUYER, micro(run.startUsd));
  const beginMs = exchange.nowMs;
  const equityUsd: number[] = [];
  let pairs = 0;
  let tradedCycles = 0;
  for (let cycle = 0; cycle < run.cycleCount; cycle += 1) {
    exchange.advanceTo(beginMs + cycle * run.cycleMs);
    const cash = exchange.balance(BUYER, null) / MICRO;
    const isBlocked = run.isBlocked?.(
      market.book.bestPrice(1) / 1e4,
      1 - market.book.bestPrice(0) / 1e4,
    );
    const plan = isBlocked === true ? null : planPairs(exchange, run.cashFraction * cash, run.rate);
    if (plan !== null) {
      for (const [leg, price] of [plan.yesPrice, plan.noPrice].entries()) {
        const answer = buy(exchange, tokenIds[leg] ?? "", price, plan.size);
        if (!answer.isAccepted || answer.status !== "matched") {
          throw new Error(`leg ${leg} of cycle ${cycle}: ${JSON.stringify(answer)}`);
        }
      }
      exchange.advanceTo(exchange.nowMs + 1_000);
      exchange.merge(BUYER, conditionId, plan.size);
      exchange.advanceTo(exchange.nowMs + 1_000);
      pairs += plan.size / MICRO;
      tradedCycles += 1;
    }
    equityUsd.push(exchange.balance(BUYER, null) / MICRO);
  }
  exchange.audit();
  return {
    finalCashUsd: equityUsd.at(-1) ?? run.startUsd,
    pairs,
    tradedCycles,
    equityUsd,
    stateHash: exchange.stateHash(),
  };
}
