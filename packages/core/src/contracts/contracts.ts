import type { z } from "zod";
import { approvedCancelSchema } from "./approved-cancel.ts";
import { approvedOrderSchema } from "./approved-order.ts";
import { bookDeltaSchema } from "./book-delta.ts";
import { botHealthSchema } from "./bot-health.ts";
import { executionPlanSchema } from "./execution-plan.ts";
import { fillEventSchema } from "./fill-event.ts";
import type { Immutable } from "./immutable.ts";
import { marketSnapshotSchema } from "./market-snapshot.ts";
import { marketStatusSchema } from "./market-status.ts";
import { operatorCommandSchema } from "./operator-command.ts";
import { orderBookSnapshotSchema } from "./order-book-snapshot.ts";
import { orderIntentSchema } from "./order-intent.ts";
import { cancelRequestSchema, orderPlacementSchema } from "./order-placement.ts";
import { orderUpdateSchema } from "./order-update.ts";
import { positionUpdateSchema } from "./position-update.ts";
import { reportEnvelopeSchema } from "./report-envelope.ts";
import { riskDecisionSchema } from "./risk-decision.ts";
import { riskVoteSchema } from "./risk-vote.ts";
import { signalEnvelopeSchema } from "./signal-envelope.ts";
import { tradeTickSchema } from "./trade-tick.ts";
import { compileValidator, type Validator } from "./validator.ts";
import { venueReportSchema } from "./venue-report.ts";

/** Every object that crosses a border, by its contract's name. */
export const CONTRACTS = {
  ApprovedCancel: approvedCancelSchema,
  ApprovedOrder: approvedOrderSchema,
  BookDelta: bookDeltaSchema,
  BotHealth: botHealthSchema,
  CancelRequest: cancelRequestSchema,
  ExecutionPlan: executionPlanSchema,
  FillEvent: fillEventSchema,
  MarketSnapshot: marketSnapshotSchema,
  MarketStatus: marketStatusSchema,
  OperatorCommand: operatorCommandSchema,
  OrderBookSnapshot: orderBookSnapshotSchema,
  OrderIntent: orderIntentSchema,
  OrderPlacement: orderPlacementSchema,
  OrderUpdate: orderUpdateSchema,
  PositionUpdate: positionUpdateSchema,
  ReportEnvelope: reportEnvelopeSchema,
  RiskDecision: riskDecisionSchema,
  RiskVote: riskVoteSchema,
  SignalEnvelope: signalEnvelopeSchema,
  TradeTick: tradeTickSchema,
  VenueReport: venueReportSchema,
} as const satisfies Record<string, z.ZodType>;

export type ContractName = keyof typeof CONTRACTS;

/** The type of a contract by its name. */
export type ContractOf<N extends ContractName> = Immutable<z.infer<(typeof CONTRACTS)[N]>>;

/** The validator of each contract, compiled when it first sees a value. */
export const VALIDATORS: { readonly [N in ContractName]: Validator<ContractOf<N>> } = {
  ApprovedCancel: compileValidator(approvedCancelSchema),
  ApprovedOrder: compileValidator(approvedOrderSchema),
  BookDelta: compileValidator(bookDeltaSchema),
  BotHealth: compileValidator(botHealthSchema),
  CancelRequest: compileValidator(cancelRequestSchema),
  ExecutionPlan: compileValidator(executionPlanSchema),
  FillEvent: compileValidator(fillEventSchema),
  MarketSnapshot: compileValidator(marketSnapshotSchema),
  MarketStatus: compileValidator(marketStatusSchema),
  OperatorCommand: compileValidator(operatorCommandSchema),
  OrderBookSnapshot: compileValidator(orderBookSnapshotSchema),
  OrderIntent: compileValidator(orderIntentSchema),
  OrderPlacement: compileValidator(orderPlacementSchema),
  OrderUpdate: compileValidator(orderUpdateSchema),
  PositionUpdate: compileValidator(positionUpdateSchema),
  ReportEnvelope: compileValidator(reportEnvelopeSchema),
  RiskDecision: compileValidator(riskDecisionSchema),
  RiskVote: compileValidator(riskVoteSchema),
  SignalEnvelope: compileValidator(signalEnvelopeSchema),
  TradeTick: compileValidator(tradeTickSchema),
  VenueReport: compileValidator(venueReportSchema),
};
