import {
  notionalMicroUsd,
  type KillSwitch,
  type LedgerPort,
  type OrderIntent,
} from "@polytraders/core";
import { checkRisk, type RiskLimits, type RiskState, type RiskVerdict } from "@polytraders/quant";
import type { Parameters } from "./contract.gen.ts";

/** Micro-pUSD in one price unit. */
const MICRO_USD_PER_PRICE_UNIT = 100;
const MICRO = 1_000_000;

/** What an intent is checked against. */
export interface PortfolioSetting {
  readonly ledger: LedgerPort;
  readonly killSwitch: KillSwitch;
  readonly parameters: Parameters;
  /** Smallest order the market takes, micro-shares; 0 when it states none. */
  readonly minimumOrderSize: number;
}

/** What the six checks made of an intent. */
export interface PortfolioVerdict extends RiskVerdict {
  /** Most that the order may be worth at its limit, fees apart, micro-pUSD; 0 when refused. */
  readonly notionalMicroUsdMax: number;
  /** True when a halt was in force already, rather than found now. */
  readonly isHalted: boolean;
}

/** Runs the six checks on an intent with the account as the ledger has it now. */
export function checkPortfolio(intent: OrderIntent, setting: PortfolioSetting): PortfolioVerdict {
  const { killSwitch, parameters } = setting;
  const isHalted = killSwitch.haltOf(intent.botId, intent.marketId) !== null;
  const verdict = checkRisk(
    {
      side: intent.side,
      priceMicroUsd: countedPerShare(intent, parameters),
      sizeMicroShares: intent.size,
    },
    stateOf(intent, setting.ledger, isHalted),
    limitsOf(setting),
  );
  const size = verdict.sizeMicroShares;
  return { ...verdict, isHalted, notionalMicroUsdMax: notionalMicroUsd(intent.price, size, "up") };
}

/**
 * What a share counts against the limits: its price and, where the limits include fees, the taker
 * fee, rounded up. An order that only rests pays none.
 */
function countedPerShare({ price, isPostOnly }: OrderIntent, parameters: Parameters): number {
  const priceMicroUsd = price * MICRO_USD_PER_PRICE_UNIT;
  if (!parameters.hasFeesInLimits || isPostOnly) return priceMicroUsd;
  const share = priceMicroUsd / MICRO;
  return priceMicroUsd + Math.ceil(parameters.takerFeeRate * share * (1 - share) * MICRO);
}

function stateOf(
  { marketId, tokenId }: OrderIntent,
  ledger: LedgerPort,
  isHalted: boolean,
): RiskState {
  const { reservedMicroUsd } = ledger;
  return {
    equityMicroUsd: ledger.effectiveEquityMicroUsd,
    dailyVolumeMicroUsd: ledger.dailyVolumeMicroUsd,
    isHalted,
    reservedMicroUsd,
    totalMicroUsd: ledger.exposureMicroUsd + reservedMicroUsd,
    marketMicroUsd:
      ledger.marketExposureMicroUsd(marketId) + ledger.marketReservedMicroUsd(marketId),
    openPositions: ledger.openPositionCount,
    holdsToken: (ledger.position(tokenId)?.size ?? 0) > 0,
  };
}

function limitsOf({ parameters, minimumOrderSize }: PortfolioSetting): RiskLimits {
  return {
    startingBalanceMicroUsd: parameters.startingBalanceMicroUsd,
    drawdownMicroUsdMax: parameters.drawdownMicroUsdMax,
    tradeSizeMicroUsdMax: parameters.tradeSizeMicroUsdMax,
    perMarketMicroUsdMax: parameters.perMarketMicroUsdMax,
    portfolioMicroUsdMax: parameters.portfolioMicroUsdMax,
    openPositionsMax: parameters.openPositionsMax,
    dailyVolumeMicroUsdMax: parameters.dailyVolumeMicroUsdMax,
    orderSizeMicroSharesMin:
      minimumOrderSize > 0 ? minimumOrderSize : parameters.orderSizeMicroSharesMin,
    mode: parameters.riskMode,
  };
}
