export {
  EngineEvents,
  EVENT_KINDS,
  type EngineCancelReason,
  type EngineEvent,
  type EngineRefusal,
} from "./matching/engine-events.ts";
export type {
  BookSide,
  IncomingOrder,
  MarketBook,
  MatchKind,
  SelfTradePrevention,
  SubmitOutcome,
} from "./matching/market-book.ts";
export {
  MatchingEngine,
  type EngineOrder,
  type MatchingEngineOptions,
  type PlacementOutcome,
} from "./matching/matching-engine.ts";
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
