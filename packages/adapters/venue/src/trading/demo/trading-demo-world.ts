import { createSeededRandom } from "@polytraders/core";
import type { Exchange } from "../../exchange/exchange.ts";
import { worldDocumentSchema, type WorldDocument } from "../../world/world-document.ts";
import { DemoMaker, type DemoMakerStyle } from "./demo-maker.ts";
import { BurstTaker, InformedTaker } from "./demo-takers.ts";
import { MarketMood, MOOD_STEP_MS } from "./market-mood.ts";

/** Markets and the traders that bring them to life. */
export interface TradingWorld {
  readonly world: WorldDocument;
  /** Sets traders going in the listed markets. */
  readonly traders: (exchange: Exchange) => void;
}

const MAKERS: readonly DemoMakerStyle[] = [
  {
    levels: 3,
    sizeShares: 90,
    spreadTicks: 2,
    lookMs: 5_000,
    alertness: 0.12,
    restlessness: 0.7,
  },
  {
    levels: 4,
    sizeShares: 260,
    spreadTicks: 3,
    lookMs: 8_000,
    alertness: 0.15,
    restlessness: 0.5,
  },
  {
    levels: 4,
    sizeShares: 500,
    spreadTicks: 5,
    lookMs: 15_000,
    alertness: 0.3,
    restlessness: 0.2,
  },
];

/** Characters that markets take in turn. */
const MARKETS = [
  { slug: "demo-bill-passes-this-year", question: "Will the demo bill pass?", probability: 0.47 },
  { slug: "demo-treaty-is-signed", question: "Will the demo treaty be signed?", probability: 0.34 },
  { slug: "demo-record-is-broken", question: "Will the demo record be broken?", probability: 0.61 },
] as const;

/**
 * A made-up world to trade a day in: binary markets with fees and a rewards programme, makers that
 * follow the fair value late and lose their appetite now and then, bursts of uninformed trades, and
 * traders that know better. It is no model of any real market.
 *
 * @param options.markets - 1 to 3; 1 by default
 */
export function tradingDemoWorld(
  seed: number,
  { markets: count = 1 }: { readonly markets?: number } = {},
): TradingWorld {
  const markets = MARKETS.slice(0, Math.max(1, count));
  const world = worldDocumentSchema.parse({
    version: 1,
    makers: null,
    markets: markets.map((market) => ({
      ...market,
      fees: { rate: 0.04, exponent: 1, rebateShare: 0.2 },
      rewards: { dailyPoolUsd: 60, spreadMaxCents: 3.5, sizeMinShares: 20 },
    })),
  });
  return {
    world,
    traders: (exchange) => {
      for (const { terms } of exchange.markets()) {
        const market = markets.find(({ slug }) => slug === terms.slug);
        if (market !== undefined) enliven(exchange, terms.conditionId, { ...market, seed });
      }
    },
  };
}

function enliven(
  exchange: Exchange,
  conditionId: string,
  market: { readonly slug: string; readonly probability: number; readonly seed: number },
): void {
  const { slug, probability, seed } = market;
  const trader = (
    kind: string,
  ): { name: string; random: ReturnType<typeof createSeededRandom> } => ({
    name: `${kind}:${slug}`,
    random: createSeededRandom(seed, `${kind}:${slug}`),
  });
  const mood = new MarketMood(probability, trader("mood").random);
  const stepLater = (): void => {
    exchange.schedule(exchange.nowMs + MOOD_STEP_MS, () => {
      mood.step();
      stepLater();
    });
  };
  stepLater();
  const common = { exchange, conditionId, mood };
  for (const [index, style] of MAKERS.entries()) {
    new DemoMaker({ ...common, ...trader(`maker ${index}`), style }).open();
  }
  new BurstTaker({ ...common, ...trader("burst"), meanWaitMs: 120_000 }).start();
  new InformedTaker({ ...common, ...trader("informed"), meanWaitMs: 10_000 }).start();
}
