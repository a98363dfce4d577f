import type { HeldPosition, MicroShares, PriceUnits } from "@polytraders/core";
import { stopLoss } from "@polytraders/quant";
import { costBasis, type CostBasis } from "./cost-basis.ts";
import type { Parameters } from "./contract.gen.ts";

/** What is remembered of one token's position: plain JSON. */
export interface TokenMemory {
  readonly firstAsk: PriceUnits;
  readonly breachedSinceMs: number | null;
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
  isExiting: false,
  reported: null,
};

/** The stop-loss of one token. Once it has begun it goes on until the position is gone. */
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
    const { bestBid, bestAsk, nowMs, marketCostMicroUsd } = look;
    const basis = this.basisOf(position, bestAsk, parameters);
    if (basis === null) return null;
    const { exitLossShare } = parameters;
    const { lossFraction: lossShare, mustExit } = stopLoss(basis.price, bestBid, exitLossShare);
    this.#note(mustExit, nowMs, parameters.breachMsMin);
    if (this.memory.isExiting) {
      return { reasonCode: "RISK_EXIT_STOP_LOSS", wanted: position.size, lossShare, basis };
    }
    const excess = excessOf(position, marketCostMicroUsd, parameters.marketMicroUsdMax);
    if (excess === 0) return null;
    return { reasonCode: "RISK_EXIT_CONCENTRATION", wanted: excess, lossShare, basis };
  }

  /** A loss counts once it has lasted; a book that blinks is no loss. */
  #note(isBreached: boolean, nowMs: number, breachMsMin: number): void {
    if (this.memory.isExiting) return;
    if (!isBreached) {
      if (this.memory.breachedSinceMs !== null) this.remember({ breachedSinceMs: null });
      return;
    }
    const breachedSinceMs = this.memory.breachedSinceMs ?? nowMs;
    this.remember({ breachedSinceMs, isExiting: nowMs - breachedSinceMs >= breachMsMin });
  }
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
