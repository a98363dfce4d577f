import type {
  EpochMs,
  MarketFactsPort,
  MicroShares,
  OpenOrder,
  OpenOrders,
  PriceUnits,
} from "@polytraders/core";
import { BenchAccount, BenchOrders } from "./bench-account.ts";
import { BenchMarket, type BenchMarketSetting } from "./bench-market.ts";

/** Markets, orders and account of a bench, which see each other. */
export class BenchWorld {
  readonly markets: readonly BenchMarket[];
  readonly orders: BenchOrders;
  readonly account: BenchAccount;
  readonly facts: MarketFactsPort;

  constructor(settings: readonly BenchMarketSetting[], cashMicroUsd: number, nowMs: () => EpochMs) {
    const markets = settings.map((market, index) => new BenchMarket(market, index, nowMs()));
    this.markets = markets;
    this.orders = new BenchOrders(nowMs, (...at) => this.restingSize(...at));
    this.account = new BenchAccount(this.orders, cashMicroUsd, nowMs());
    const all = markets.map((market) => market.facts(nowMs));
    this.facts = {
      of: (marketId) => all.find((facts) => facts.marketId === marketId),
      ofToken: (tokenId) => all.find(({ tokenIds }) => tokenIds.includes(tokenId)),
      all: () => all,
    };
  }

  marketOf(marketId: string): BenchMarket {
    const market = this.markets.find(({ definition }) => definition.marketId === marketId);
    if (market === undefined) throw new RangeError(`expected a market, found ${marketId}`);
    return market;
  }

  /** Our orders that the market's book shows. */
  shownOrders(market: BenchMarket): readonly OpenOrder[] {
    return this.orders
      .inMarket(market.definition.marketId)
      .filter((order) => order.state === "resting");
  }

  restingSize(...[index, side, price]: Parameters<OpenOrders["restingSize"]>): MicroShares {
    const market = this.markets[index];
    if (market === undefined) return 0;
    return this.shownOrders(market)
      .filter((order) => isAt(market, order, side, price))
      .reduce((sum, order) => sum + order.remainingSize, 0);
  }
}

function isAt(
  market: BenchMarket,
  order: OpenOrder,
  side: "bid" | "ask",
  price: PriceUnits,
): boolean {
  const place = market.placeOf(order);
  return place.side === side && place.price === price;
}
