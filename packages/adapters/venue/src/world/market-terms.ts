import {
  MICRO,
  parseMicroShares,
  parsePriceUnits,
  type EpochMs,
  type PriceUnits,
} from "@polytraders/core";
import type { VenueMarketTerms } from "../market/venue-market.ts";
import { marketIdentityOf } from "./market-identity.ts";
import type { EventDocument, MarketDocument } from "./world-document.ts";

/** A market ready to be listed. */
export interface PlannedMarket {
  readonly terms: VenueMarketTerms;
  readonly tickSize: PriceUnits;
  /** Where its simulated makers begin to quote, 0 to 1. */
  readonly probability: number;
  readonly makers: MarketDocument["makers"];
}

const DAY_MS = 86_400_000;

/** What the document leaves open. */
export interface TermDefaults {
  /** Name of a market that has neither slug nor question. */
  readonly slug: string;
  /** Time that a market without an end is counted from. */
  readonly nowMs: EpochMs;
}

/** A market of its own, or one of an event, as the exchange lists it. */
export function plannedMarketOf(
  document: MarketDocument,
  defaults: TermDefaults,
  event?: { readonly document: EventDocument; readonly index: number },
): PlannedMarket {
  const slug = document.slug ?? slugOf(document.question) ?? defaults.slug;
  const identity = marketIdentityOf(slug, document.protocol);
  const isNegRisk = event?.document.isNegRisk === true;
  const terms: VenueMarketTerms = {
    conditionId: document.conditionId ?? identity.conditionId,
    questionId: identity.questionId,
    slug,
    question: document.question ?? titleOf(slug),
    description: document.description,
    outcomes: document.outcomes,
    tokenIds: document.tokenIds ?? identity.tokenIds,
    protocol: document.protocol,
    minimumOrderSize: sharesOf(document.minimumOrderShares),
    negRiskSetId: isNegRisk && event !== undefined ? negRiskSetIdOf(event.document.slug) : null,
    negRiskIndex: isNegRisk ? (event?.index ?? 0) : 0,
    fees: document.fees,
    rewards: rewardTermsOf(document.rewards),
    takerDelayMs: document.takerDelayMs,
    secondsDelay: document.secondsDelay,
    gameStartAtMs: document.gameStartAt === null ? null : instantMs(document.gameStartAt),
    clearsBookOnStart: document.clearsBookOnStart,
    endAtMs:
      document.endAt === undefined ? defaults.nowMs + 30 * DAY_MS : instantMs(document.endAt),
    eventSlug: event?.document.slug ?? slug,
  };
  return {
    terms,
    tickSize: parsePriceUnits(document.tickSize),
    probability: document.probability,
    makers: document.makers,
  };
}

/** The id of a neg-risk set, derived from its event's slug. */
export function negRiskSetIdOf(eventSlug: string): string {
  return marketIdentityOf(`neg-risk:${eventSlug}`, "v1").conditionId;
}

function rewardTermsOf(rewards: MarketDocument["rewards"]): VenueMarketTerms["rewards"] {
  if (rewards === null) return null;
  return {
    dailyPoolMicroUsd: Math.round(rewards.dailyPoolUsd * MICRO),
    spreadMax: Math.round(rewards.spreadMaxCents * 100),
    sizeMin: sharesOf(rewards.sizeMinShares),
    orderAgeMsMin: rewards.orderAgeMsMin,
    multiplier: rewards.multiplier,
  };
}

/** Shares of a document as micro-shares, through their text so that 0.29 stays 0.29. */
function sharesOf(shares: number): number {
  const exact = parseMicroShares(String(shares));
  return Number.isNaN(exact) ? Math.round(shares * MICRO) : exact;
}

function instantMs(instant: string | number): EpochMs {
  return typeof instant === "number" ? instant : Date.parse(instant);
}

function slugOf(question: string | undefined): string | undefined {
  const slug = question
    ?.toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 100);
  return slug === "" ? undefined : slug;
}

function titleOf(slug: string): string {
  const words = slug.replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}?`;
}
