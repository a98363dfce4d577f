import {
  PRICE_UNITS_PER_USD,
  type HeldPosition,
  type MicroShares,
  type PriceUnits,
} from "@polytraders/core";
import { stopLoss } from "@polytraders/quant";
import { costBasis, type CostBasis } from "./cost-basis.ts";
import type { Parameters } from "./contract.gen.ts";

/** What is remembered of one token's position: plain JSON. */
export interface TokenMemory {
  readonly firstAsk: PriceUnits;
  /** Since when the loss has been too large. */
  readonly breachedSinceMs: number | null;
  /** Since when the best bid has said little about the price. */
  readonly wideSinceMs: number | null;
  /** True once something was sold. */
  readonly isExiting: boolean;
  readonly reported: string | null;
}

/** Why and how much of a position has to go. */
export interface ExitNeed {
  readonly reasonCode: "RISK_EXIT_STOP_LOSS" | "RISK_EXIT_CONCENTRATION";
  readonly wanted: MicroShares;
  readonly lossShare: number;
  readonly basis: CostBasis;
}

/** What a position is judged by. */
export interface ExitLook {
  /** Best prices of others for the token; 0 for none. */
  readonly bestBid: PriceUnits;
  readonly bestAsk: PriceUnits;
  readonly nowMs: number;
  /** Cost of the positions in both tokens of the market. */
  readonly marketCostMicroUsd: number;
}

const NOTHING: TokenMemory = {
  firstAsk: 0,
  breachedSinceMs: null,
  wideSinceMs: null,
  isExiting: false,
  reported: null,
};

/** The stop-loss of one token. Once something was sold it goes on until the position is gone. */
export class TokenExit {
  memory: TokenMemory = NOTHING;

  /** The position is gone: the next one begins anew. */
  forget(): void {
    this.memory = NOTHING;
  }

  remember(changes: Partial<TokenMemory>): void {
    this.memory = { ...this.memory, ...changes };
  }

  /** What losses are counted from; an offer is remembered for shares of unknown cost. */
  basisOf(position: HeldPosition, bestAsk: PriceUnits, parameters: Parameters): CostBasis | null {
    if (this.memory.firstAsk === 0 && bestAsk > 0) this.remember({ firstAsk: bestAsk });
    return costBasis(position, this.memory.firstAsk, parameters.unknownCostBasis);
  }

  /** What has to go now; `null` for nothing. */
  need(position: HeldPosition, look: ExitLook, parameters: Parameters): ExitNeed | null {
    const basis = this.basisOf(position, look.bestAsk, parameters);
    if (basis === null) return null;
    const { exitLossShare, marketMicroUsdMax } = parameters;
    const { lossFraction, mustExit } = stopLoss(basis.price, look.bestBid, exitLossShare);
    this.#note(mustExit, saysPrice(look, basis, parameters), look.nowMs);
    const dueMs = this.dueMs(parameters);
    if (dueMs !== null && dueMs <= look.nowMs) {
      const reasonCode = "RISK_EXIT_STOP_LOSS";
      return { reasonCode, wanted: position.size, lossShare: lossFraction, basis };
    }
    const excess = excessOf(position, look.marketCostMicroUsd, marketMicroUsdMax);
    if (excess === 0 || this.memory.wideSinceMs !== null) return null;
    const reasonCode = "RISK_EXIT_CONCENTRATION";
    return { reasonCode, wanted: excess, lossShare: lossFraction, basis };
  }

  /** When an exit may act if nothing changes; `null` while there is none. */
  dueMs({ breachMsMin, wideBreachMsMin }: Parameters): number | null {
    const { breachedSinceMs, wideSinceMs, isExiting } = this.memory;
    if (breachedSinceMs === null && !isExiting) return null;
    const lastedMs = breachedSinceMs === null || isExiting ? 0 : breachedSinceMs + breachMsMin;
    return wideSinceMs === null ? lastedMs : Math.max(lastedMs, wideSinceMs + wideBreachMsMin);
  }

  /** A loss counts once it has lasted; a book that blinks is no loss. */
  #note(isBreached: boolean, isPrice: boolean, nowMs: number): void {
    const { breachedSinceMs, wideSinceMs } = this.memory;
    this.remember({
      breachedSinceMs: isBreached ? (breachedSinceMs ?? nowMs) : null,
      wideSinceMs: isPrice ? null : (wideSinceMs ?? nowMs),
    });
  }
}

/**
 * Whether the best bid says what a share is worth. Makers who step back for a moment leave bids
 * behind at which nobody means to trade: unless the spread is ordinary, the offers must have fallen,
 * too.
 */
function saysPrice(
  { bestBid, bestAsk }: ExitLook,
  basis: CostBasis,
  { spreadUsdMax, exitLossShare }: Parameters,
): boolean {
  if (bestAsk === 0) return false;
  const isTight = bestBid > 0 && bestAsk - bestBid <= spreadUsdMax * PRICE_UNITS_PER_USD;
  return isTight || stopLoss(basis.price, bestAsk, exitLossShare).mustExit;
}

/** What of a position is above the market's limit, by cost; 0 without a limit. */
function excessOf(
  { size, costMicroUsd }: HeldPosition,
  marketCostMicroUsd: number,
  limitMicroUsd: number,
): MicroShares {
  if (limitMicroUsd === 0 || costMicroUsd === 0) return 0;
  const excess = Math.min(costMicroUsd, marketCostMicroUsd - limitMicroUsd);
  return excess <= 0 ? 0 : Math.ceil((size * excess) / costMicroUsd);
}
