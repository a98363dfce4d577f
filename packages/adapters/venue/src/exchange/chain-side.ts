import { createSeededRandom } from "@polytraders/core";
import { DEFAULT_CHAIN } from "../chain/chain-model.ts";
import { createChain } from "../chain/create-chain.ts";
import { createResolution } from "../resolution/create-resolution.ts";
import { DEFAULT_RESOLUTION } from "../resolution/resolution-model.ts";
import { createRewardDesk } from "../rewards/create-reward-desk.ts";
import type { RewardDesk } from "../rewards/reward-desk.ts";
import type { RewardVenue } from "../rewards/reward-ports.ts";
import { createRewardTreasury } from "../rewards/reward-treasury.ts";
import type { ExchangeOptions } from "./exchange-options.ts";
import type { ChainSide, ExchangeGround } from "./exchange-parts.ts";
import type { MarketBoard } from "./market-board.ts";
import type { MarketControl } from "./market-control.ts";

/** What happens outside of the books: resolution, actions on the chain, rewards. */
export function createChainSide(
  ground: ExchangeGround,
  control: MarketControl,
  options: ExchangeOptions,
): ChainSide {
  const { schedule, vault, board, hub, seed } = ground;
  const shared = {
    schedule,
    vault,
    market: (conditionId: string) => board.find(conditionId),
    marketsOfSet: (setId: string) => board.marketsOfSet(setId),
  };
  const resolution = createResolution({
    ...shared,
    model: { ...DEFAULT_RESOLUTION, ...options.resolution },
    changed: (conditionId, phase, payouts) => control.noteResolution(conditionId, phase, payouts),
  });
  const chain = createChain({
    ...shared,
    random: createSeededRandom(seed, "chain"),
    model: { ...DEFAULT_CHAIN, ...options.chain },
    redeemableAtMs: (conditionId) => resolution.redeemableAtMs(conditionId),
    finished: hub.emit,
  });
  return { resolution, chain, rewards: rewardsOf(ground) };
}

function rewardsOf(ground: ExchangeGround): RewardDesk {
  const { schedule, vault, board, store, hub, seed } = ground;
  const random = createSeededRandom(seed, "rewards");
  const venue: RewardVenue = {
    get nowMs() {
      return schedule.nowMs;
    },
    schedule: (atMs, run) => schedule.at(atMs, run),
    markets: () => board.markets,
    market: (conditionId) => board.find(conditionId),
    order: (orderId) => store.byId(orderId)?.snapshot(),
    openOrders: (filter) => {
      const market = board.find(filter.conditionId ?? "");
      const ofMarket = market === undefined ? null : store.openOfMarket(market.index);
      return store.find(filter, ofMarket).map((order) => order.snapshot());
    },
  };
  const rewards = createRewardDesk({
    venue,
    pay: createRewardTreasury(vault),
    random: () => random.next(),
  });
  hub.subscribe((event) => {
    if (event.kind === "market_listed" && paysMakers(board, event.conditionId)) rewards.start();
    else rewards.hear(event);
  });
  return rewards;
}

function paysMakers(board: MarketBoard, conditionId: string): boolean {
  const { rewards, fees } = board.get(conditionId).terms;
  return rewards !== null || (fees.rate > 0 && fees.rebateShare > 0);
}
