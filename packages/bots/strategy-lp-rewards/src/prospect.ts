import {
  MICRO,
  type BotMarket,
  type EpochMs,
  type Grants,
  type MarketRewardTerms,
} from "@polytraders/core";
import type { Types } from "./contract.gen.ts";
import type { FillEvidence } from "./fill-evidence.ts";
import type { MarketScore } from "./market-board.ts";
import { refusalBeforeBook, refusalByBook, refusalByLoss } from "./market-filters.ts";
import { planQuotes, type QuotePlan } from "./plan-quotes.ts";
import type { QuoteDesk } from "./quote-desk.ts";
import { refusal, type Refusal } from "./refusal.ts";
import { rewardOutlook, type RewardOutlook } from "./reward-outlook.ts";
import { readBook, type SeenBook, type TokenIndex } from "./seen-book.ts";
import { shown } from "./settings.ts";

/** What a market is judged by. */
export interface ProspectSource {
  readonly market: BotMarket<Types>;
  readonly ports: Pick<Grants<Types>, "ledger" | "openOrders" | "marketFacts">;
  readonly desk: QuoteDesk;
  readonly evidence: FillEvidence;
  readonly preferred: TokenIndex;
  readonly lastFillAtMs: EpochMs | null;
  readonly volume24hUsd: number | null;
  readonly nowMs: EpochMs;
}

/** What is found of a market: how far the look came, and why it ended where it did. */
export interface Prospect {
  /** `null` where every check passes. */
  readonly refusal: Refusal | null;
  readonly rewards: MarketRewardTerms | null;
  readonly seen: SeenBook | null;
  readonly plan: QuotePlan | null;
  readonly outlook: RewardOutlook | null;
  readonly expectedLossUsdPerDay: number | null;
}

/** Takes a market through every check, in the order of seed 002, section 2.3. */
export function assess(source: ProspectSource): Prospect {
  const { market, ports, nowMs } = source;
  const { parameters, terms, tokenIds, marketId, book } = market;
  const facts = ports.marketFacts.of(marketId);
  const rewards = terms?.rewards ?? null;
  const early = refusalBeforeBook(
    {
      terms,
      phase: facts?.phase ?? "closed",
      tokenIds,
      nowMs,
      lastFillAtMs: source.lastFillAtMs,
    },
    parameters,
  );
  if (early !== null || rewards === null) return ended(early, rewards, null);
  const seen = readBook({ ...market, openOrders: ports.openOrders }, rewards.sizeMin);
  const refused =
    refusalByBook({ seen, view: book, volume24hUsd: source.volume24hUsd }, parameters) ??
    refusalByLoss(
      [
        { position: ports.ledger.position(tokenIds[0]), view: book },
        { position: ports.ledger.position(tokenIds[1]), view: market.complementBook },
      ],
      parameters,
    );
  if (refused !== null || seen === null) return ended(refused, rewards, seen);
  return planned(source, rewards, seen);
}

function planned(
  { market, ports, desk, preferred, evidence }: ProspectSource,
  rewards: MarketRewardTerms,
  seen: SeenBook,
): Prospect {
  const { parameters, tokenIds, minimumOrderSize, book, complementBook } = market;
  const heldOf = (token: TokenIndex): number => ports.ledger.position(tokenIds[token])?.size ?? 0;
  const plan = planQuotes({
    parameters,
    rewards,
    minimumOrderSize,
    seen,
    bestAsks: [book.bestAskPrice, complementBook.bestAskPrice],
    preferred,
    ...desk.budget(),
    held: [heldOf(0), heldOf(1)],
    sellable: [desk.sellable(0), desk.sellable(1)],
  });
  if ("reasonCode" in plan) return ended(plan, rewards, seen);
  const outlook = rewardOutlook(plan.quotes, seen, rewards, parameters);
  const sizeShares = plan.quotes.reduce((sum, { size }) => sum + size, 0) / MICRO;
  const expectedLossUsdPerDay = evidence.lossUsdPerDay(sizeShares, parameters);
  const { rewardToLossMin, isPayoutMinimumCounted } = parameters;
  const pay = isPayoutMinimumCounted ? outlook.paidUsdPerDay : outlook.earnedUsdPerDay;
  const isCovered = pay > 0 && pay >= rewardToLossMin * expectedLossUsdPerDay;
  return {
    refusal: isCovered ? null : belowLoss(pay, expectedLossUsdPerDay),
    rewards,
    seen,
    plan,
    outlook,
    expectedLossUsdPerDay,
  };
}

function belowLoss(payUsd: number, lossUsd: number): Refusal {
  const found = `it should pay ${shown(payUsd)} USD a day and lose ${shown(lossUsd)}`;
  return refusal("STRAT_LP_REWARD_BELOW_LOSS", found);
}

/** How good a market is that passed every check. */
export function scoreOf(
  { rewards, outlook }: Prospect,
  rankBy: "daily_reward" | "reward_per_usd" | (string & {}),
): MarketScore | null {
  if (rewards === null || outlook === null) return null;
  const pool = rewards.dailyPoolMicroUsd;
  // Offers of held shares need no money; the first dollar stands for none.
  const perUsd = outlook.earnedUsdPerDay / Math.max(1, outlook.capitalUsd);
  return rankBy === "reward_per_usd"
    ? { first: perUsd, second: pool }
    : { first: pool, second: perUsd };
}

function ended(
  refused: Refusal | null,
  rewards: MarketRewardTerms | null,
  seen: SeenBook | null,
): Prospect {
  return {
    refusal: refused,
    rewards,
    seen,
    plan: null,
    outlook: null,
    expectedLossUsdPerDay: null,
  };
}
