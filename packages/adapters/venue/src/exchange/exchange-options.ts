import type { EpochMs } from "@polytraders/core";
import type { ChainModel } from "../chain/chain-model.ts";
import type { FaultInjector } from "../faults/fault-injector.ts";
import type { SelfTradePrevention } from "../matching/market-book.ts";
import type { ResolutionModel } from "../resolution/resolution-model.ts";
import type { SettlementModel } from "../settlement/settlement-model.ts";

/** What an exchange is made with. Everything but the start has a default. */
export interface ExchangeOptions {
  /** The exchange's clock at the beginning. */
  readonly startMs: EpochMs;
  /** Decides every draw and every id; default 1. */
  readonly seed?: number;
  /** Default `cancel_resting`. */
  readonly selfTradePrevention?: SelfTradePrevention;
  /** How matched trades get on the chain; what is not given is as in `DEFAULT_SETTLEMENT`. */
  readonly settlement?: Partial<SettlementModel>;
  /** How actions on the chain go; what is not given is as in `DEFAULT_CHAIN`. */
  readonly chain?: Partial<ChainModel>;
  /** Clocks of a resolution; what is not given is as in `DEFAULT_RESOLUTION`. */
  readonly resolution?: Partial<ResolutionModel>;
  /** Decides about the settlement of single trades; by default nothing goes wrong but by the model. */
  readonly faults?: Pick<FaultInjector, "settlementOf">;
  /** Closed orders that stay known by id, newest first; default 20,000. */
  readonly closedOrdersKept?: number;
  /** Trades that stay known, newest first; default 20,000. Older ones settle all the same. */
  readonly tradesKept?: number;
}
