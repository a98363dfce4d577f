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
export { createExchange } from "./exchange/create-exchange.ts";
export type { ExchangeOptions } from "./exchange/exchange-options.ts";
export type {
  ChainActionAnswer,
  Exchange,
  HeartbeatAnswer,
  ListedMarket,
  OrderFilter,
  TradeFilter,
} from "./exchange/exchange.ts";
export type {
  BalanceCause,
  ExchangeEvent,
  ExchangeListener,
  LevelChange,
  VenueMode,
} from "./exchange/exchange-event.ts";
export type {
  CancelAnswer,
  OrderRequest,
  OrderSide,
  OrderState,
  OrderType,
  PlacementAnswer,
  Refusal,
  RefusalCode,
  VenueOrder,
} from "./exchange/order-request.ts";
export type { MakerFill, VenueTrade } from "./exchange/venue-trade.ts";
export { DEFAULT_CHAIN, type ChainModel } from "./chain/chain-model.ts";
export { DEFAULT_RESOLUTION, type ResolutionModel } from "./resolution/resolution-model.ts";
export { DEFAULT_SETTLEMENT, type SettlementModel } from "./settlement/settlement-model.ts";
export { parseFaultPlan, type FaultPlan } from "./faults/fault-plan.ts";
export { reproductionCommand } from "./faults/reproduction-command.ts";
export type { FeedFrame, FeedSubscriber, PriceChange } from "./feed/feed-frame.ts";
export type { Feed } from "./feed/market-feed.ts";
export type { LatencyModel } from "./latency/latency-model.ts";
export { createLatentSubscriber } from "./latency/latent-feed.ts";
export {
  createLatentLink,
  type LatentLink,
  type LatentLinkOptions,
  type LinkLatency,
} from "./latency/latent-link.ts";
export type { VenueTime } from "./latency/venue-time.ts";
export { firstRowTimeMs, scheduleReplay, type ScheduledReplay } from "./replay/scheduled-replay.ts";
export { createReplayFeed, type ReplayFeed, type ReplayFeedOptions } from "./replay/replay-feed.ts";
export { replayedTermsOf } from "./replay/replayed-terms.ts";
export type { ReplayedBookModel } from "./replay/replayed-book-options.ts";
export type { GatewayAnswer, Respond } from "./gateway/gateway.ts";
export type { VenueSession } from "./gateway/sessions.ts";
export type { InProcessOrder, PlaceableOrder, PostedBody } from "./venue/in-process-order.ts";
export { openVenue, type Venue, type VenueOptions } from "./venue/open-venue.ts";
export {
  connectInProcess,
  type ConnectionOptions,
  type ConnectionRequest,
  type ListScope,
  type VenueConnection,
} from "./venue/venue-connection.ts";
export { defaultWorld } from "./world/default-world.ts";
export { readWorld } from "./world/read-world.ts";
export { populate, type PopulatedMarket } from "./world/populate.ts";
export type { EventDocument, MarketDocument, WorldDocument } from "./world/world-document.ts";
export type { DrivenMarket, KernelDriver } from "./trading/kernel-driver.ts";
export { tradingDemoWorld, type TradingWorld } from "./trading/demo/trading-demo-world.ts";
export { openReplaySession, type ReplaySessionOptions } from "./trading/replay-session.ts";
export type { SessionLatency, SessionOptions } from "./trading/session-options.ts";
export { openSimulatedSession, type SimulatedSessionOptions } from "./trading/simulated-session.ts";
export type { TradingSession } from "./trading/trading-session.ts";
export type { GeoblockAnswer } from "./trading/account-watch.ts";
export type { VenueGateway } from "./trading/venue-gateway.ts";
