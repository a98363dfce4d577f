import { MICRO } from "@polytraders/core";
import type { FaultPlan } from "../../src/faults/fault-plan.ts";
import { openVenue, type Venue, type VenueOptions } from "../../src/venue/open-venue.ts";
import { worldDocumentSchema, type WorldDocument } from "../../src/world/world-document.ts";
import { Dice } from "./dice.ts";
import { WALLETS } from "./wallets.ts";

/** Four hours before a UTC midnight, at which rewards and rebates are paid. */
export const START_MS = Date.UTC(2026, 10, 2, 20);

export const BUILDER_CODE = `0x${"b1".repeat(32)}`;

/** What each wallet begins with, micro-pUSD. */
export const FIRST_DEPOSIT = 5_000 * MICRO;

const HOUR_MS = 3_600_000;

/** Markets of every kind: fees, delays, ticks, rewards, both protocols and a neg-risk set. */
function worldOf(dice: Dice): WorldDocument {
  const hasTraders = dice.chance(0.2);
  return worldDocumentSchema.parse({
    version: 1,
    makers: null,
    accounts: WALLETS.map(({ address }) => ({ address, pusd: FIRST_DEPOSIT / MICRO })),
    markets: [
      {
        slug: "with-fees-and-rewards",
        fees: { rate: 0.05, exponent: 1, rebateShare: 0.25 },
        rewards: { dailyPoolUsd: 5_000, spreadMaxCents: 4, sizeMinShares: 20 },
        ...(hasTraders ? { makers: { requoteMs: 20_000, takeMs: 60_000 } } : {}),
      },
      {
        slug: "free-with-taker-delay",
        protocol: "v2",
        tickSize: "0.001",
        fees: { rate: 0 },
        takerDelayMs: 250,
      },
      {
        slug: "game-with-seconds-delay",
        fees: { rate: 0.03 },
        secondsDelay: 3,
        gameStartAt: START_MS + dice.between(1, 90) * 60_000,
        clearsBookOnStart: true,
      },
      {
        slug: "fine-ticks",
        tickSize: dice.pick(["0.0025", "0.005", "0.0001"]),
        fees: { rate: 0.07, exponent: 2 },
      },
      { slug: "coarse-ticks", tickSize: "0.1", fees: { rate: 0.02, rebateShare: 1 } },
    ],
    events: [
      {
        slug: "set",
        isNegRisk: true,
        markets: ["ada", "ben", "cleo"].map((name, index) => ({
          slug: `set-${name}`,
          tickSize: index === 2 ? "0.001" : "0.01",
          fees: { rate: 0.04 },
        })),
      },
    ],
  });
}

/** A venue on whose settlement and chain not everything succeeds, decided by the seed. */
function optionsOf(seed: number): VenueOptions {
  const dice = new Dice(seed, "world");
  const chain = { delayMs: 4_000, costMicroUsd: dice.pick([0, 12_345]), failureRate: 0.08 };
  return {
    startMs: START_MS,
    seed,
    world: worldOf(dice),
    selfTradePrevention: dice.pick(["cancel_resting", "cancel_incoming"]),
    settlement: {
      failureRate: dice.pick([0, 0.05]),
      retryRate: dice.pick([0, 0.1]),
      failureRateWhenTakerWins: dice.pick([0, 0.2]),
    },
    chain: { split: chain, merge: chain, convert: chain, redeem: chain },
    resolution: {
      disputeWindowMs: 2 * HOUR_MS,
      disputedMs: 6 * HOUR_MS,
      redemptionDelayMs: dice.pick([0, 60_000]),
    },
  };
}

export function openSimulatedVenue(seed: number, faults?: FaultPlan): Venue {
  const options = optionsOf(seed);
  const venue = openVenue(faults === undefined ? options : { ...options, faults });
  venue.exchange.registerBuilder(BUILDER_CODE, { takerBps: 30, makerBps: 10 });
  return venue;
}
