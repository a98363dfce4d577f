import { MICRO, type PriceUnits } from "@polytraders/core";
import type { RiskSettings } from "./risk-settings.ts";

type Value = number | boolean | string;
/** What the settings make of one bot's parameters. */
export type ParametersOfSettings = Readonly<Record<string, (settings: RiskSettings) => Value>>;

const MS_PER_SECOND = 1_000;
const PRICE_UNITS_PER_USD = 10_000;
/** Largest amount that bots with amounts in USD take. */
const USD_MAX = 1_000_000;

/** The loss from the starting balance: two guards watch it, and neither relies on the other. */
const LOSS_LIMIT = {
  startingBalanceMicroUsd: (settings) => settings.startingBalanceMicroUsd,
  drawdownMicroUsdMax: (settings) => settings.drawdownMicroUsdMax,
} satisfies ParametersOfSettings;

/**
 * Which parameters of which bots follow from the settings of risk and quoting. What is not named here
 * keeps the default of the bot's spec; the `bots` section of a configuration overrides both.
 */
export const BOT_PARAMETERS: Readonly<Record<string, ParametersOfSettings>> = {
  "risk.killswitch": {
    ...LOSS_LIMIT,
    drawdownWarnShare: (settings) => settings.drawdownWarnShare,
  },
  "risk.drawdownguard": {
    drawdownShareMax: (settings) => settings.drawdownShareMax,
    drawdownWarnShare: (settings) => settings.drawdownWarnShare,
    drawdownPeakMode: (settings) => settings.drawdownPeakMode,
    inFlightValuation: (settings) => settings.inFlightValuation,
  },
  "risk.portfolioguard": {
    ...LOSS_LIMIT,
    tradeSizeMicroUsdMax: (settings) => settings.tradeSizeMicroUsdMax,
    perMarketMicroUsdMax: (settings) => settings.perMarketMicroUsdMax,
    portfolioMicroUsdMax: (settings) => settings.portfolioMicroUsdMax,
    openPositionsMax: (settings) => settings.openPositionsMax,
    dailyVolumeMicroUsdMax: (settings) => settings.dailyVolumeMicroUsdMax,
    orderSizeMicroSharesMin: (settings) => settings.orderSizeMicroSharesMin,
    hasFeesInLimits: (settings) => settings.hasFeesInLimits,
    riskMode: (settings) => settings.riskMode,
  },
  // Its own ceilings would silently undercut the limits that a user has set; at the very limit of the
  // market it would warn of every order.
  "risk.settlementexposureguard": {
    windowUsdMax: (settings) => settlementWindowUsd(settings, true),
    marketUsdMax: ({ perMarketMicroUsdMax }) => usd(2 * perMarketMicroUsdMax),
  },
  "risk.inventoryunwinder": {
    exitLossShare: (settings) => settings.exitLossShare,
    exitPriceShare: (settings) => settings.exitPriceShare,
    exitPriceMin: ({ exitPriceMin }) => within(1, exitPriceMin, PRICE_UNITS_PER_USD - 1),
    exitMicroSharesMin: (settings) => settings.exitMicroSharesMin,
  },
  "exec.smartrouter": {
    sizeJitterShare: ({ sizeJitterShare }) => Math.min(0.5, sizeJitterShare),
    timingJitterShare: (settings) => settings.timingJitterShare,
  },
  "exec.order_amend_cancel_manager": {
    midMoveUsdMax: ({ lpMidMoveMax }) => within(0.0001, usdOfPrice(lpMidMoveMax), 0.2),
    refreshJitterShare: (settings) => settings.timingJitterShare,
  },
  "strat.lp_rewards": {
    isEnabled: (settings) => settings.isLiquidityEnabled,
    orderUsd: ({ lpOrderMicroUsd }) => usd(lpOrderMicroUsd),
    perMarketUsdMax: ({ perMarketMicroUsdMax }) => usd(perMarketMicroUsdMax),
    marketsMax: (settings) => settings.lpMarketsMax,
    refreshIntervalSeconds: ({ lpRefreshIntervalMs }) => lpRefreshIntervalMs / MS_PER_SECOND,
    timingJitterShare: (settings) => settings.timingJitterShare,
    sizeJitterShare: (settings) => settings.sizeJitterShare,
    dailyRewardUsdMin: ({ lpDailyRewardMicroUsdMin }) => usd(lpDailyRewardMicroUsdMin),
    daysToResolveMin: (settings) => settings.lpDaysToResolveMin,
    daysToResolveMax: (settings) => settings.lpDaysToResolveMax,
    midpointUsdMin: ({ lpMidpointMin }) => usdOfPrice(lpMidpointMin),
    midpointUsdMax: ({ lpMidpointMax }) => usdOfPrice(lpMidpointMax),
    bestBidUsdMin: ({ lpBestBidMin }) => usdOfPrice(lpBestBidMin),
    spreadUsdMax: ({ lpSpreadMax }) => usdOfPrice(lpSpreadMax),
    liquidityUsdMin: ({ lpLiquidityMicroUsdMin }) => lpLiquidityMicroUsdMin / MICRO,
    volume24hUsdMin: ({ lpVolume24hMicroUsdMin }) => lpVolume24hMicroUsdMin / MICRO,
    midMoveUsdMax: ({ lpMidMoveMax }) => within(0.0001, usdOfPrice(lpMidMoveMax), 1),
    placementLevel: (settings) => settings.lpPlacementLevel,
    sides: (settings) => settings.lpSides,
    fillCooldownSeconds: ({ fillCooldownMs }) => fillCooldownMs / MS_PER_SECOND,
    exitLossShare: (settings) => settings.exitLossShare,
  },
  // Both sides of a quote must fit into the market's limit, else the second one is always cut.
  "strat.maker_tight": {
    orderMicroUsd: ({ lpOrderMicroUsd, tradeSizeMicroUsdMax, perMarketMicroUsdMax }) =>
      Math.max(1, Math.min(lpOrderMicroUsd, tradeSizeMicroUsdMax, half(perMarketMicroUsdMax))),
    inventoryMicroUsdMax: (settings) => Math.max(1, half(settings.perMarketMicroUsdMax)),
  },
};

/** The parameters that the settings give a bot; none for a bot that they do not concern. */
export function parametersFor(
  botId: string,
  settings: RiskSettings,
): Readonly<Record<string, Value>> {
  const makers = Object.entries(BOT_PARAMETERS[botId] ?? {});
  return Object.fromEntries(makers.map(([name, make]) => [name, make(settings)]));
}

/** What may settle together: half of the portfolio, as the guard's own defaults have it. */
export function settlementWindowUsd(
  { portfolioMicroUsdMax }: RiskSettings,
  isEndKnown: boolean,
): number {
  return usd(isEndKnown ? half(portfolioMicroUsdMax) : portfolioMicroUsdMax);
}

function usd(microUsd: number): number {
  return Math.min(USD_MAX, microUsd / MICRO);
}

function usdOfPrice(price: PriceUnits): number {
  return price / PRICE_UNITS_PER_USD;
}

function within(least: number, value: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

function half(microUsd: number): number {
  return Math.floor(microUsd / 2);
}
