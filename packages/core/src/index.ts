export {
  type AnyReceivedSignal,
  type BotBehaviour,
  type BotDefinition,
  type BotMarket,
  type BotStreams,
  type DecideBehaviour,
  type DecisionContext,
  defineBot,
  type MarketHandlers,
  type PerMarketBehaviour,
  type PlanBehaviour,
  type ReceivedSignal,
  type StreamBehaviour,
  type StreamOutput,
  type VoteBehaviour,
} from "./bot/behaviour.ts";
export { type BotContract, type BotTypes, defineContract } from "./bot/contract.ts";
export {
  abandon,
  approve,
  type Decision,
  hold,
  type IntentDecision,
  type IntentDecisionOf,
  type IntentTerms,
  type PlanChange,
  type PlanDecision,
  type PlanDecisionOf,
  proceed,
  propose,
  publish,
  quarantine,
  type QuarantineScope,
  reject,
  reshape,
  type SignalDecision,
  type SignalDecisionOf,
  suppress,
  type VoteConstraints,
  type VoteDecision,
  type VoteDecisionOf,
  warn,
} from "./bot/decision.ts";
export type {
  BotLog,
  Clock,
  Grants,
  Intents,
  OrderCare,
  OwnOrders,
  Ports,
  Random,
  Timers,
} from "./bot/grants.ts";
export type {
  BotManifest,
  ConsumedInput,
  EmittedOutput,
  MetricRule,
  ParameterDirection,
  ParameterRule,
  ReasonCodeRule,
} from "./bot/manifest.ts";
export {
  AUTHORITIES,
  type Authority,
  AUTHORITY_ORDER,
  BOT_ID_PATTERN,
  GRANTS,
  type Layer,
  LAYER_PREFIX,
  LAYERS,
  MARKET_TOPICS,
  type MarketTopic,
  type Mode,
  MODES,
  ORDER_TOPICS,
  type OrderTopic,
  PORT_NAMES,
  type PortName,
  READINESS,
  type Readiness,
  REASON_CODE_PATTERN,
  SEVERITIES,
  type Severity,
  type Vote,
  VOTES,
} from "./bot/vocabulary.ts";
export { type ApprovedCancelRecord, approvedCancelSchema } from "./contracts/approved-cancel.ts";
export { type ApprovedOrderRecord, approvedOrderSchema } from "./contracts/approved-order.ts";
export { type BookDelta, bookDeltaSchema } from "./contracts/book-delta.ts";
export { type BotHealth, botHealthSchema } from "./contracts/bot-health.ts";
export {
  type ContractName,
  type ContractOf,
  CONTRACTS,
  VALIDATORS,
} from "./contracts/contracts.ts";
export {
  type ExecutionPlan,
  executionPlanSchema,
  type ExecutionStep,
  executionStepSchema,
} from "./contracts/execution-plan.ts";
export {
  type FillEvent,
  fillEventSchema,
  SETTLEMENT_STATES,
  type SettlementState,
} from "./contracts/fill-event.ts";
export type { Immutable } from "./contracts/immutable.ts";
export { contractJsonSchema } from "./contracts/json-schema.ts";
export { type MarketSnapshot, marketSnapshotSchema } from "./contracts/market-snapshot.ts";
export { type MarketStatus, marketStatusSchema } from "./contracts/market-status.ts";
export { type OperatorCommand, operatorCommandSchema } from "./contracts/operator-command.ts";
export {
  type OrderBookSnapshot,
  orderBookSnapshotSchema,
} from "./contracts/order-book-snapshot.ts";
export { type OrderIntent, orderIntentSchema } from "./contracts/order-intent.ts";
export {
  type CancelRequest,
  cancelRequestSchema,
  type OrderPlacement,
  orderPlacementSchema,
} from "./contracts/order-placement.ts";
export { type OrderUpdate, orderUpdateSchema } from "./contracts/order-update.ts";
export { type PositionUpdate, positionUpdateSchema } from "./contracts/position-update.ts";
export {
  envelopeIdOf,
  type ReportEnvelope,
  reportEnvelopeSchema,
} from "./contracts/report-envelope.ts";
export {
  type OrderTerms,
  type RiskDecision,
  riskDecisionSchema,
} from "./contracts/risk-decision.ts";
export { type RiskVote, riskVoteSchema, voteConstraintsSchema } from "./contracts/risk-vote.ts";
export {
  type SignalEnvelope,
  signalEnvelopeSchema,
  signalEnvelopeSchemaOf,
} from "./contracts/signal-envelope.ts";
export { fromSnakeCase, toSnakeCase } from "./contracts/snake-case.ts";
export { type TradeTick, tradeTickSchema } from "./contracts/trade-tick.ts";
export {
  type VenueReport,
  type VenueReportOf,
  venueReportSchema,
} from "./contracts/venue-report.ts";
export {
  compileValidator,
  type ValidationIssue,
  type ValidationResult,
  type Validator,
} from "./contracts/validator.ts";
export {
  formatDecimal,
  formatPrice,
  formatShares,
  fromMicro,
  parseDecimal,
  parseMicroShares,
  parsePriceUnits,
  priceUsd,
} from "./domain/decimal.ts";
export { notionalMicroUsd } from "./domain/notional.ts";
export type { BookLevel, BookState, OrderBookView } from "./domain/order-book-view.ts";
export { OrderBook } from "./domain/order-book.ts";
export { commonGrid, inferTickSize, isOnGrid, isTickSize, TICK_SIZES } from "./domain/tick-size.ts";
export { TokenBookView } from "./domain/token-book-view.ts";
export {
  complementPrice,
  type EpochMs,
  MICRO,
  type MicroShares,
  type MicroUsd,
  PRICE_UNITS_PER_USD,
  type PriceUnits,
  type Rounding,
} from "./domain/units.ts";
export { type VenueBook, venueBookHash, type VenueBookLevel } from "./domain/venue-book-hash.ts";
export { type ErrorRow, fault, refusedInput } from "./errors/error-row.ts";
export { type ErrorCode, ERRORS } from "./errors/error-table.ts";
export type { LedgerErrorCode } from "./errors/ledger-errors.ts";
export {
  describeError,
  type ErrorDetail,
  type ErrorPlace,
  formatPlace,
  PolytradersError,
} from "./errors/polytraders-error.ts";
export { isSecretField, redact, REDACTED } from "./errors/redact.ts";
export { RETIRED_ERROR_CODES } from "./errors/retired-codes.ts";
export { FRAME_ROWS_MAX, FRAMES_PER_MARKET_MAX, IngressQueue } from "./kernel/ingress-queue.ts";
export type {
  AuditRecord,
  BotSuspended,
  CommandApplied,
  CommandRefused,
  FrameApplied,
  HeartbeatReceived,
  KernelEvent,
  TimerFired,
} from "./kernel/kernel-event.ts";
export {
  Kernel,
  type KernelBot,
  type KernelObserver,
  type KernelOptions,
} from "./kernel/kernel.ts";
export { MarketState } from "./kernel/market-state.ts";
export { RollingHash } from "./kernel/rolling-hash.ts";
export { type DueTimer, TimerQueue } from "./kernel/timer-queue.ts";
export { AMOUNT_MAX } from "./ledger/amounts/amount-range.ts";
export type { TokensSeen } from "./ledger/commands/check-commands.ts";
export type {
  NegRiskConversionOrder,
  PairConversion,
} from "./ledger/commands/conversion-commands.ts";
export type { LedgerFill } from "./ledger/commands/fill-commands.ts";
export type { IncomeAccrual, IncomePayout } from "./ledger/commands/income-commands.ts";
export type { Redemption } from "./ledger/commands/market-commands.ts";
export type { LedgerOrderUpdate, OrderReservation } from "./ledger/commands/order-commands.ts";
export type { TokenTransfer } from "./ledger/commands/transfer-commands.ts";
export type { EntrySink } from "./ledger/entry-log.ts";
export type { Drawdown, DrawdownLevel } from "./ledger/equity/drawdown.ts";
export type { AccrualKey, Income } from "./ledger/income/accruals.ts";
export type {
  LedgerAnswer,
  LedgerBooked,
  LedgerRefused,
  LedgerUnchanged,
} from "./ledger/ledger-answer.ts";
export type {
  DivergenceLevel,
  LedgerCause,
  LedgerEntry,
  OperatorOrder,
} from "./ledger/ledger-entry.ts";
export { LEDGER_DEFAULTS, type LedgerOptions } from "./ledger/ledger-options.ts";
export type { DivergenceRules } from "./ledger/equity/divergence.ts";
export { Ledger } from "./ledger/ledger.ts";
export type { MarketListing } from "./ledger/positions/market-registry.ts";
export type { OutcomeExposure } from "./ledger/positions/worst-case.ts";
export type {
  LedgerCash,
  LedgerEquity,
  LedgerFillState,
  LedgerOrder,
  LedgerPnl,
  LedgerPosition,
} from "./ledger/view/ledger-figures.ts";
export type { LedgerView } from "./ledger/view/ledger-view.ts";
export {
  BATCH_ROWS,
  createBatch,
  type MarketDataBatch,
  MarketStatusCode,
  RowFlag,
  RowKind,
  RowSide,
} from "./market-data/market-data-batch.ts";
export type { MarketDataSource } from "./market-data/market-data-source.ts";
export type { DataOrigin, MarketDefinition } from "./market-data/market-definition.ts";
export type { MarketFeeTerms, MarketRewardTerms, MarketTerms } from "./market-data/market-terms.ts";
export { checkManifest, LAYER_AUTHORITIES } from "./plugin/check-manifest.ts";
export { acceptBot, loadBot, type LoadedBot } from "./plugin/load-bot.ts";
export { manifestSchema } from "./plugin/manifest-schema.ts";
export { orderBots } from "./plugin/order-bots.ts";
export type { ExecutionPort } from "./ports/execution-port.ts";
export type { KernelJournal } from "./ports/kernel-journal.ts";
export type { Halt, KillSwitch, RiskScope } from "./ports/kill-switch.ts";
export type { HeldPosition, LedgerPort, PeakMode } from "./ports/ledger-port.ts";
export type { MarketFacts, MarketFactsPort } from "./ports/market-facts.ts";
export type { OpenOrder, OpenOrders } from "./ports/open-orders.ts";
export type { OrderGateway } from "./ports/order-gateway.ts";
export type { VenueHealth } from "./ports/venue-health.ts";
export {
  createMemoryStateMirror,
  type EncodedState,
  encodeMirroredState,
} from "./ports/memory-state-mirror.ts";
export {
  BOT_METRICS,
  botMetricName,
  type HistogramSnapshot,
  LATENCY_BOUNDS_SECONDS,
  METRIC_LABELS,
  type MetricDeclaration,
  type MetricLabel,
  type MetricLabels,
  type MetricSnapshot,
  type ScalarSnapshot,
} from "./ports/metrics.ts";
export { encodePlainJson } from "./ports/plain-json.ts";
export type { ExpiringStateMirror, MirroredState, StateMirror } from "./ports/state-mirror.ts";
export type { ApprovedCancel, ApprovedOrder } from "./risk/approval.ts";
export type { Guard, GuardAnswer, GuardVote, IntentCause } from "./risk/guard.ts";
export { INTENTS_PER_EVENT_MAX } from "./risk/intent-intake.ts";
export { isApprovedCancel, isApprovedOrder } from "./risk/is-approved.ts";
export { RUNTIME_BOT_ID } from "./kernel/runtime-statement.ts";
export type { RiskModule } from "./risk/risk-module.ts";
export { type Quarantine, readRiskState, type RiskState } from "./risk/risk-state.ts";
export { RUNTIME_REASONS, type RuntimeReason } from "./risk/runtime-reasons.ts";
export { BotCounters, type MetricTally, type ReasonTally } from "./runtime/bot-counters.ts";
export { botHealthOf } from "./runtime/bot-health-of.ts";
export { BotHost } from "./runtime/bot-host.ts";
export type { BotWords } from "./runtime/bot-words.ts";
export {
  type BotConfiguration,
  type EffectiveSettings,
  SettingsForMarket,
} from "./runtime/bot-settings.ts";
export { CallBudget, type Stopwatch } from "./runtime/call-budget.ts";
export { Deduplicator } from "./runtime/deduplicator.ts";
export type { HostServices } from "./runtime/host-services.ts";
export { metricSnapshots } from "./runtime/metric-snapshots.ts";
export {
  type ParameterLayer,
  type ResolvedParameters,
  resolveParameters,
} from "./runtime/parameter-resolution.ts";
export type { RiskOptions } from "./runtime/risk-options.ts";
export type { NoticeSink, RuntimeNotice } from "./runtime/runtime-notice.ts";
export { type ConfiguredBot, Runtime, type RuntimeOptions } from "./runtime/runtime.ts";
export { createSeededRandom } from "./runtime/seeded-random.ts";
export {
  type RoutedSignal,
  type SignalCause,
  SignalRouter,
  type SignalSubscriber,
} from "./runtime/signal-router.ts";
export type { PlanDraft, PlanSlice } from "./bot/plan-draft.ts";
export {
  EXECUTION_REASONS,
  type ExecutionReason,
  type GivenUp,
} from "./trading/execution-reasons.ts";
export type { PlacementState } from "./trading/placement.ts";
export type { ResumeReport } from "./trading/recovery.ts";
export type { PlacementView } from "./trading/placement-view.ts";
export type { TradingDesk } from "./trading/trading-desk.ts";
export type { ResumeOptions } from "./trading/trading-desk-options.ts";
export { TRADING_DEFAULTS, type TradingOptions } from "./trading/trading-options.ts";
export { CORE_VERSION } from "./version.ts";
/** The host's zod, so that generated contracts validate with the same copy. */
export { z } from "zod";
