import type { EpochMs, MicroUsd } from "@polytraders/core";
import type { ExchangeEvent } from "../exchange/exchange-event.ts";
import type { RewardTerms } from "../market/venue-market.ts";
import type { PaidRow } from "./paid-days.ts";

/** A market's programme as it stands. */
export interface RewardProgramme {
  readonly conditionId: string;
  readonly terms: RewardTerms;
}

/** What makers earn by quoting: liquidity rewards and rebates of taker fees, paid at midnight UTC. */
export interface RewardDesk {
  /** Begins to sample and to pay; needed once, with the first market that pays makers. */
  start(): void;
  /** Hears the exchange: confirmed trades earn rebates. Calls nothing back. */
  hear(event: ExchangeEvent): void;
  /** Changes a market's programme from the next sample on; `null` ends it. */
  reviseProgramme(conditionId: string, terms: RewardTerms | null): void;
  /** Running programmes in the order of listing. */
  programmes(): readonly RewardProgramme[];
  programmeOf(conditionId: string): RewardTerms | null;
  /** True while the order would add to its maker's score if a sample were taken now. */
  isScoring(orderId: string): boolean;
  /** What an account earned of each market's pool on the UTC day that begins then; today's so far. */
  earnings(account: string, dayMs: EpochMs): readonly PaidRow[];
  /** The same over all markets, micro-pUSD. */
  earningsTotal(account: string, dayMs: EpochMs): MicroUsd;
  /** The account's share of each market's last sample today, 0 to 1, by condition id. */
  shares(account: string): ReadonlyMap<string, number>;
  /** Sum of all makers' scores in a market's last sample today. */
  competition(conditionId: string): number;
  /** Rebates of an account by market for a UTC day; today's so far. */
  rebates(account: string, dayMs: EpochMs): readonly PaidRow[];
}
