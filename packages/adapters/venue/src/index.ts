export type {
  BookSide,
  IncomingOrder,
  MarketBook,
  MatchKind,
  SelfTradePrevention,
} from "./matching/market-book.ts";
export type {
  MarketFees,
  MarketPhase,
  RewardTerms,
  TokenIndex,
  VenueMarketState,
  VenueMarketTerms,
} from "./market/venue-market.ts";
export type { Exchange, ListedMarket } from "./exchange/exchange.ts";
export type { ExchangeEvent, ExchangeListener, VenueMode } from "./exchange/exchange-event.ts";
export type {
  CancelAnswer,
  OrderRequest,
  PlacementAnswer,
  VenueOrder,
} from "./exchange/order-request.ts";
export type { VenueTrade } from "./exchange/venue-trade.ts";
