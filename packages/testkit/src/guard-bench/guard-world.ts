import {
  OrderBook,
  parseMicroShares,
  parsePriceUnits,
  TokenBookView,
  type EpochMs,
  type HeldPosition,
  type LedgerPort,
  type MarketFacts,
  type MarketFactsPort,
  type MarketTerms,
  type OpenOrder,
  type OpenOrders,
  type PeakMode,
  type VenueHealth,
} from "@polytraders/core";
import { buildMarket } from "../builders/build-market.ts";
import type { HumanLevel } from "../script/step.ts";

/** What a test says about one market; the rest is an open market with an empty, proven book. */
export interface MarketSetting extends Partial<
  Pick<
    MarketFacts,
    | "marketId"
    | "phase"
    | "isNegRisk"
    | "negRiskSetId"
    | "newestExchangeTimeMs"
    | "tickSize"
    | "minimumOrderSize"
  >
> {
  /** Fees, rewards and times of the market's definition. */
  readonly terms?: MarketTerms;
  readonly bids?: readonly HumanLevel[];
  readonly asks?: readonly HumanLevel[];
  /** False stands for a gap in the feed. */
  readonly isProven?: boolean;
}

/** A position as a test states it. */
export type HeldSetting = Pick<HeldPosition, "marketId" | "tokenId" | "size" | "costMicroUsd"> &
  Partial<HeldPosition>;

/** What a test says about the ledger: 500 pUSD, just reconciled, nothing held, unless told otherwise. */
export interface LedgerSetting extends Partial<
  Omit<
    LedgerPort,
    | "peakCashMicroUsd"
    | "marketExposureMicroUsd"
    | "marketReservedMicroUsd"
    | "position"
    | "positions"
  >
> {
  readonly held?: readonly HeldSetting[];
  /** Highest cash by mode; the cash of now where a mode is absent. */
  readonly peakCash?: Partial<Record<PeakMode, number>>;
  /** Held back for open buys by market. */
  readonly reservedByMarket?: Readonly<Record<string, number>>;
}

/** Market facts over real books. */
export function buildMarketFacts(
  settings: readonly MarketSetting[],
  nowMs: () => EpochMs,
): MarketFactsPort {
  const all = settings.map((setting, index) => factsOf(setting, index, nowMs));
  return {
    of: (marketId) => all.find((facts) => facts.marketId === marketId),
    ofToken: (tokenId) => all.find((facts) => facts.tokenIds.includes(tokenId)),
    all: () => all,
  };
}

function factsOf(setting: MarketSetting, index: number, nowMs: () => EpochMs): MarketFacts {
  const { bids = [], asks = [], isProven = true, negRiskSetId = null, ...facts } = setting;
  const market = buildMarket({ marketId: `market-${index}`, ...facts });
  const [first, second] = market.tokenIds;
  const orderBook = new OrderBook(market.tickSize);
  orderBook.clear();
  for (const [side, levels] of [bids, asks].entries()) {
    for (const [price, size] of levels) {
      orderBook.setLevel(side, parsePriceUnits(String(price)), parseMicroShares(String(size)));
    }
  }
  if (!isProven) orderBook.markGap();
  const newestExchangeTimeMs = facts.newestExchangeTimeMs ?? nowMs();
  orderBook.updatedAtMs = newestExchangeTimeMs;
  const book = new TokenBookView(orderBook, index, first, false);
  return {
    marketIndex: index,
    phase: "open",
    ...market,
    ...facts,
    negRiskSetId,
    book,
    complementBook: new TokenBookView(orderBook, index, second, true),
    newestExchangeTimeMs,
    bookState: book.state,
    get bookAgeMs() {
      if (newestExchangeTimeMs === 0) return Number.POSITIVE_INFINITY;
      return Math.max(0, nowMs() - newestExchangeTimeMs);
    },
  };
}

/** A ledger that says what it is told; exposure follows from what is held. */
export function buildLedgerPort(setting: LedgerSetting = {}, nowMs: EpochMs = 0): LedgerPort {
  const { held = [], reservedByMarket = {}, peakCash, ...figures } = setting;
  const positions = held.map(positionOf);
  const cashMicroUsd = figures.cashMicroUsd ?? 500_000_000;
  const redeemableMicroUsd = figures.redeemableMicroUsd ?? 0;
  const inFlightMicroUsd = figures.inFlightMicroUsd ?? 0;
  const costOf = (marketId?: string): number =>
    positions
      .filter((position) => marketId === undefined || position.marketId === marketId)
      .reduce((sum, position) => sum + position.costMicroUsd, 0);
  return {
    cashMicroUsd,
    redeemableMicroUsd,
    inFlightMicroUsd,
    reservedMicroUsd: Object.values(reservedByMarket).reduce((sum, each) => sum + each, 0),
    availableMicroUsd: cashMicroUsd,
    effectiveEquityMicroUsd: cashMicroUsd + redeemableMicroUsd + inFlightMicroUsd,
    startEquityMicroUsd: 500_000_000,
    exposureMicroUsd: costOf(),
    openPositionCount: positions.length,
    dailyVolumeMicroUsd: 0,
    reconciledAtMs: nowMs,
    peakCashMicroUsd: (mode) => peakCash?.[mode] ?? cashMicroUsd,
    marketExposureMicroUsd: costOf,
    marketReservedMicroUsd: (marketId) => reservedByMarket[marketId] ?? 0,
    sellableSize: (tokenId) => positions.find((one) => one.tokenId === tokenId)?.size ?? 0,
    lastFillAtMs: () => null,
    position: (tokenId) => positions.find((position) => position.tokenId === tokenId),
    positions: () => positions,
    ...figures,
  };
}

function positionOf(held: HeldSetting): HeldPosition {
  const { size, costMicroUsd } = held;
  const averagePrice = size === 0 ? 0 : Math.round((10_000 * costMicroUsd) / size);
  return { averagePrice, feesMicroUsd: 0, realizedPnlMicroUsd: 0, ...held };
}

/** Our open orders; what is not said of one is ordinary. */
export function buildOpenOrders(
  given: readonly Partial<OpenOrder>[],
  nowMs: () => EpochMs,
): OpenOrders {
  const orders = given.map((order, index) => openOrder(order, index, nowMs()));
  return {
    count: orders.length,
    sentWithin: (windowMs, botId) =>
      orders.filter(
        (order) =>
          order.sentAtMs > nowMs() - windowMs && (botId === undefined || order.botId === botId),
      ).length,
    find: (orderId) => orders.find((order) => order.orderId === orderId),
    inMarket: (marketId) => orders.filter((order) => order.marketId === marketId),
    restingSize: () => 0,
  };
}

function openOrder(order: Partial<OpenOrder>, index: number, nowMs: EpochMs): OpenOrder {
  const size = order.remainingSize ?? 100_000_000;
  return {
    orderId: `order-${index}`,
    intentId: `intent-${index}`,
    botId: "strat.test",
    marketId: "market-0",
    tokenId: "market-0-yes",
    side: "BUY",
    price: 5_000,
    originalSize: size,
    remainingSize: size,
    isPostOnly: true,
    state: "resting",
    isCancelling: false,
    sentAtMs: nowMs,
    ...order,
  };
}

/** What a test says about the venue. */
export interface VenueSetting extends Partial<Omit<VenueHealth, "requestsLeft">> {
  /** `null` for no limit. */
  readonly placeRequestsLeft?: number | null;
  readonly cancelRequestsLeft?: number | null;
}

/** A venue that is open and was just heard of, unless told otherwise. */
export function buildVenueHealth(setting: VenueSetting, nowMs: EpochMs): VenueHealth {
  const { placeRequestsLeft = null, cancelRequestsLeft = null, ...health } = setting;
  return {
    status: "open",
    statusSinceMs: 0,
    isGeoblocked: false,
    country: "IS",
    heardAtMs: nowMs,
    gasMicroPol: null,
    requestsLeft: (kind) => (kind === "place" ? placeRequestsLeft : cancelRequestsLeft),
    ...health,
  };
}
