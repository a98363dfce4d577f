import { createSeededRandom } from "@polytraders/core";
import { createVault } from "../../src/accounts/create-vault.ts";
import type { Vault } from "../../src/accounts/vault.ts";
import { type ChainModel, DEFAULT_CHAIN } from "../../src/chain/chain-model.ts";
import type { Chain, ChainActionFinished } from "../../src/chain/chain.ts";
import { createChain } from "../../src/chain/create-chain.ts";
import { Schedule } from "../../src/exchange/schedule.ts";
import type { VenueTrade } from "../../src/exchange/venue-trade.ts";
import { createResolution } from "../../src/resolution/create-resolution.ts";
import { DEFAULT_RESOLUTION, type ResolutionModel } from "../../src/resolution/resolution-model.ts";
import type { Payouts, Resolution } from "../../src/resolution/resolution.ts";
import { DEFAULT_SETTLEMENT, type SettlementModel } from "../../src/settlement/settlement-model.ts";
import {
  createSettlement,
  type Settlement,
  type SettlementFault,
} from "../../src/settlement/settlement.ts";
import { moneyMarket } from "./money-market.ts";

/** Market 0 stands alone; 1, 2 and 3 are the neg-risk set `set`. */
export const MARKETS = [
  moneyMarket(0),
  moneyMarket(1, "set", 0),
  moneyMarket(2, "set", 1),
  moneyMarket(3, "set", 2),
];

export interface MoneyWorld {
  readonly schedule: Schedule;
  readonly vault: Vault;
  readonly settlement: Settlement;
  readonly chain: Chain;
  readonly resolution: Resolution;
  /** Everything that was told, in order. */
  readonly told: string[];
}

export interface MoneyWorldOptions {
  readonly seed?: number;
  readonly settlement?: Partial<SettlementModel>;
  readonly chain?: Partial<ChainModel>;
  readonly resolution?: Partial<ResolutionModel>;
  readonly faultOf?: (trade: VenueTrade) => SettlementFault;
  readonly midpointOf?: (conditionId: string, token: 0 | 1) => number | null;
  readonly settled?: (trade: VenueTrade) => void;
  readonly finished?: (event: ChainActionFinished) => void;
  readonly changed?: (conditionId: string, phase: string, payouts: Payouts | null) => void;
}

/** Everything that moves money, on one schedule, without an order book. */
export function createMoneyWorld(options: MoneyWorldOptions = {}): MoneyWorld {
  const schedule = new Schedule(0);
  const told: string[] = [];
  const tell = (what: unknown): void => {
    told.push(`${schedule.nowMs} ${JSON.stringify(what)}`);
  };
  const vault = createVault({
    onChange: (account, asset, balance, cause) => {
      tell([vault.accountOf(account), asset, balance, cause]);
    },
  });
  const seed = options.seed ?? 1;
  const market = (conditionId: string) =>
    MARKETS.find(({ terms }) => terms.conditionId === conditionId);
  const marketsOfSet = (setId: string) =>
    MARKETS.filter(({ terms }) => terms.negRiskSetId === setId);
  const settlement = createSettlement({
    schedule,
    vault,
    random: createSeededRandom(seed, "settlement"),
    model: { ...DEFAULT_SETTLEMENT, ...options.settlement },
    marketIndexOf: (conditionId) => market(conditionId)?.index ?? -1,
    midpointOf: options.midpointOf ?? (() => null),
    faultOf: options.faultOf ?? (() => null),
    settled: (trade) => {
      tell(trade);
      options.settled?.(trade);
    },
  });
  const resolution = createResolution({
    schedule,
    vault,
    model: { ...DEFAULT_RESOLUTION, ...options.resolution },
    market,
    marketsOfSet,
    changed: (conditionId, phase, payouts) => {
      tell([conditionId, phase, payouts]);
      options.changed?.(conditionId, phase, payouts);
    },
  });
  const chain = createChain({
    schedule,
    vault,
    random: createSeededRandom(seed, "chain"),
    model: { ...DEFAULT_CHAIN, ...options.chain },
    market,
    marketsOfSet,
    redeemableAtMs: (conditionId) => resolution.redeemableAtMs(conditionId),
    finished: (event) => {
      tell(event);
      options.finished?.(event);
    },
  });
  return { schedule, vault, settlement, chain, resolution, told };
}
