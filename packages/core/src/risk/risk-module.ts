import type { VoteDecision } from "../bot/decision.ts";
import type { Severity } from "../bot/vocabulary.ts";
import { correlationIdOf } from "../contracts/correlation-id.ts";
import type { OrderIntent } from "../contracts/order-intent.ts";
import type { RiskDecision } from "../contracts/risk-decision.ts";
import type { ErrorCode } from "../errors/error-table.ts";
import { thrownText } from "../errors/thrown-text.ts";
import type { CommandApplied, CommandRefused } from "../kernel/kernel-event.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { ExecutionPort } from "../ports/execution-port.ts";
import type { NoticeSink } from "../runtime/runtime-notice.ts";
import { approveOrder } from "./approval.ts";
import type { Ballot, VoteSummary } from "./ballot.ts";
import type { Guard, IntentCause } from "./guard.ts";
import {
  INTENTS_PER_EVENT_MAX,
  IntentIntake,
  type Admission,
  type Proposal,
} from "./intent-intake.ts";
import { Poll } from "./poll.ts";
import { refusal } from "./read-terms.ts";
import { RUNTIME_BOT_ID } from "../kernel/runtime-statement.ts";
import { RiskJournal, type VoteSetting } from "./risk-journal.ts";
import type { RiskState } from "./risk-state.ts";
import { RUNTIME_REASONS, type RefusalReason, type RiskRefusal } from "./runtime-reasons.ts";
import type { Holdings } from "./shape-intent.ts";
import { TradingBarrier } from "./trading-barrier.ts";

/** What the risk module is built from. */
export interface RiskModuleOptions {
  readonly kernel: Kernel;
  /** In the order in which they are asked; kill switch guards go first in any case. */
  readonly guards: readonly Guard[];
  /** Ids of guards without which nothing passes. */
  readonly requiredGuards: readonly string[];
  readonly holdings: Holdings;
  /** On the size of every order; 1 for none. */
  readonly sizeMultiplier: number;
  /** `undefined` where nothing can be sent. */
  readonly execution: ExecutionPort | undefined;
  readonly configVersion: string;
  /** Put before every order id, to tell this run's orders from another's. */
  readonly orderIdPrefix: string;
  /** What an earlier run has saved. */
  readonly state: RiskState | undefined;
  readonly onStateChanged: (state: RiskState) => void;
  readonly onNotice: NoticeSink;
}

/**
 * The gate between strategies and the venue, and the only maker of approvals. Every intent ends in
 * one decision, within the event that brought it: refused with a code, recorded because its
 * strategy does not trade, or approved and handed to the execution port.
 */
export class RiskModule {
  /** Halts, quarantines and cancellations. */
  readonly barrier: TradingBarrier;
  readonly #options: RiskModuleOptions;
  readonly #journal: RiskJournal;
  readonly #intake: IntentIntake;
  readonly #poll: Poll;
  readonly #refusalCounts = new Map<string, number>();
  #approvedCount = 0;

  constructor(options: RiskModuleOptions) {
    this.#options = options;
    this.#journal = new RiskJournal(options.kernel, options.configVersion);
    this.#intake = new IntentIntake(options.holdings, options.sizeMultiplier);
    const journal = this.#journal;
    this.barrier = new TradingBarrier({ ...options, journal });
    this.#poll = new Poll(
      {
        barrier: (botId, marketId) => this.barrier.find(botId, marketId),
        onQuarantine: (setting, vote) => this.#quarantine(setting, vote),
        journal,
        holdings: options.holdings,
      },
      options.guards,
      options.requiredGuards,
    );
  }

  /** Guards in the order in which they are asked. */
  get guards(): readonly Guard[] {
    return this.#poll.order;
  }
  get approvedCount(): number {
    return this.#approvedCount;
  }
  /** Refused intents by reason code, those of a flood included. */
  get refusalCounts(): ReadonlyMap<string, number> {
    return this.#refusalCounts;
  }

  /** Asks the guards about an intent that has passed the intake. */
  decide(intent: OrderIntent, cause: IntentCause): Ballot {
    const market = this.#options.kernel.marketById(intent.marketId);
    if (market === undefined) {
      const unknown = refusal("RISK_INTENT_MARKET_UNKNOWN", `market ${intent.marketId}`);
      return { granted: null, refusal: { by: RUNTIME_BOT_ID, refusal: unknown }, votes: [] };
    }
    return this.#poll.decide(intent, market, cause);
  }

  /**
   * Numbers a bot's next intent of an event.
   *
   * @returns the number to hand to {@link consider}, or `null` for an intent of a flood: it is
   *   refused, counted and otherwise passed over
   */
  open(proposal: Proposal): number | null {
    const number = this.#intake.count(proposal);
    if (number <= INTENTS_PER_EVENT_MAX + 1) return number;
    this.#options.kernel.hash.foldNumber(number);
    this.#countRefusal("RISK_INTENT_FLOOD");
    return null;
  }

  /** Brings a strategy's proposal to its end. */
  consider(proposal: Proposal, number: number): RiskDecision {
    const { kernel, execution } = this.#options;
    const admission = this.#intake.admit(proposal, number);
    const { intent } = admission;
    const early = this.#earlyRefusal(proposal, number) ?? admission.refusal;
    if (early !== null || intent === null) {
      return this.#refuse(proposal, admission, early ?? refusal("RISK_INTENT_MALFORMED", ""));
    }
    const ballot = this.#poll.decide(intent, proposal.market, proposal.cause);
    const { granted } = ballot;
    if (granted === null) return this.#refuseByBallot(proposal, admission, ballot);
    if (proposal.mode !== "enforced") {
      return this.#settle(proposal, admission, ballot, "RISK_INTENT_RECORDED");
    }
    if (execution === undefined || !kernel.isTradingEnabled) {
      const none = refusal("RISK_EXECUTION_UNAVAILABLE", "no execution port");
      return this.#refuse(proposal, admission, none, ballot.votes);
    }
    return this.#send(proposal, admission, ballot, granted, execution);
  }

  /** Tells the operator's shell that a command was not acted upon. */
  noteRefusedCommand({ command, reason, sequence, timeMs }: CommandRefused): void {
    this.#options.onNotice({
      code: reason === "repeated" ? "RISK_COMMAND_REPEATED" : "RISK_COMMAND_EXPIRED",
      botId: RUNTIME_BOT_ID,
      marketId: command.scope.marketId,
      eventSequence: sequence,
      timeMs,
      found: `${command.command} ${command.commandId}`,
    });
  }

  /** Tells the operator's shell that a command names a bot or a market that is not there. */
  noteStrayCommand({ command, sequence, timeMs }: CommandApplied, stranger: string): void {
    this.#options.onNotice({
      code: "RISK_COMMAND_SCOPE_UNKNOWN",
      botId: RUNTIME_BOT_ID,
      marketId: null,
      eventSequence: sequence,
      timeMs,
      found: `${command.command} ${command.commandId} for ${stranger}`,
    });
  }

  #earlyRefusal({ mode, market }: Proposal, number: number): RiskRefusal | null {
    if (!this.#options.kernel.isTradingEnabled) {
      return refusal("RISK_TRADING_DISABLED", "an order intent");
    }
    if (number > INTENTS_PER_EVENT_MAX) {
      return refusal("RISK_INTENT_FLOOD", `more than ${INTENTS_PER_EVENT_MAX} in one event`);
    }
    if (mode !== "quarantine") return null;
    return refusal("RISK_QUARANTINED", `the strategy in ${market.definition.marketId}`);
  }

  #refuseByBallot(proposal: Proposal, admission: Admission, ballot: Ballot): RiskDecision {
    const refused = ballot.refusal;
    if (refused !== null && "refusal" in refused) {
      return this.#refuse(proposal, admission, refused.refusal, ballot.votes, refused.by);
    }
    const code = refused?.vote.reasonCode ?? "RISK_INTENT_MALFORMED";
    const severity: Severity = refused?.severity ?? "HARD_REJECT";
    const decision: RiskDecision = {
      ...this.#core(proposal, admission, ballot.votes),
      outcome: "refused",
      reasonCode: code,
      severity,
      decidedBy: refused?.by ?? RUNTIME_BOT_ID,
    };
    this.#close(decision, proposal);
    this.#notify("RISK_INTENT_REFUSED", proposal, `${decision.decidedBy}: ${code}`);
    return decision;
  }

  #refuse(
    proposal: Proposal,
    admission: Admission,
    { reasonCode, found }: RiskRefusal,
    votes: readonly VoteSummary[] = [],
    decidedBy = RUNTIME_BOT_ID,
  ): RiskDecision {
    const decision: RiskDecision = {
      ...this.#core(proposal, admission, votes),
      outcome: "refused",
      reasonCode,
      severity: RUNTIME_REASONS[reasonCode],
      decidedBy,
      found,
    };
    this.#close(decision, proposal);
    const by = decidedBy === RUNTIME_BOT_ID ? "" : `${decidedBy}: `;
    this.#notify(noticeCodeOf(reasonCode), proposal, `${by}${found}`);
    return decision;
  }

  #settle(
    proposal: Proposal,
    admission: Admission,
    { votes, granted }: Ballot,
    reasonCode: "RISK_INTENT_APPROVED" | "RISK_INTENT_RECORDED",
  ): RiskDecision {
    const isApproved = reasonCode === "RISK_INTENT_APPROVED";
    const decision: RiskDecision = {
      ...this.#core(proposal, admission, votes),
      outcome: isApproved ? "approved" : "recorded",
      reasonCode,
      severity: RUNTIME_REASONS[reasonCode],
      decidedBy: RUNTIME_BOT_ID,
      orderId: isApproved ? this.#orderIdOf(admission) : null,
      granted: granted === null ? null : termsOf(granted),
    };
    this.#close(decision, proposal);
    return decision;
  }

  /** Records first, then acts: what a crash in between leaves behind is on record. */
  #send(
    proposal: Proposal,
    admission: Admission,
    ballot: Ballot,
    granted: OrderIntent,
    execution: ExecutionPort,
  ): RiskDecision {
    const { kernel } = this.#options;
    const decision = this.#settle(proposal, admission, ballot, "RISK_INTENT_APPROVED");
    const orderId = this.#orderIdOf(admission);
    const order = approveOrder({
      schemaVersion: 1,
      orderId,
      intentId: granted.intentId,
      origin: "bot",
      originId: granted.botId,
      marketId: granted.marketId,
      ...termsOf(granted),
      ...(granted.slippageBpsMax === undefined ? {} : { slippageBpsMax: granted.slippageBpsMax }),
      votes: ballot.votes,
      configVersion: proposal.configVersion,
      correlationId: granted.correlationId,
      eventSequence: proposal.cause.sequence,
      approvedAtMs: proposal.cause.timeMs,
    });
    this.#approvedCount += 1;
    kernel.recordOrder(order.record);
    try {
      execution.submit(order);
    } catch (error) {
      this.#onExecutionFault(proposal, orderId, error);
    }
    return decision;
  }

  /** Nobody knows whether the order was sent: nothing more may follow it. */
  #onExecutionFault(proposal: Proposal, orderId: string, error: unknown): void {
    const found = `order ${orderId}: ${thrownText(error)}`;
    this.#notify("RISK_EXECUTION_FAULT", proposal, found);
    this.barrier.halt({
      scope: { botId: proposal.botId, marketId: proposal.market.definition.marketId },
      cause: "automatic",
      by: RUNTIME_BOT_ID,
      reasonCode: "RISK_EXECUTION_FAULT",
      reason: found,
      sinceMs: proposal.cause.timeMs,
    });
  }

  #quarantine({ guard, intent, cause }: VoteSetting, vote: VoteDecision): void {
    const { quarantine = "market" } = vote;
    this.barrier.quarantine({
      scope: {
        botId: quarantine === "strategy" ? intent.botId : null,
        marketId: quarantine === "market" ? intent.marketId : null,
      },
      by: guard.botId,
      reasonCode: vote.reasonCode,
      sinceMs: cause.timeMs,
    });
  }

  #core(
    { botId, market, cause }: Proposal,
    { intentId, terms }: Admission,
    votes: readonly VoteSummary[],
  ): Pick<
    RiskDecision,
    | "schemaVersion"
    | "intentId"
    | "botId"
    | "marketId"
    | "found"
    | "orderId"
    | "requested"
    | "granted"
    | "votes"
    | "correlationId"
    | "eventSequence"
    | "timeMs"
  > {
    return {
      schemaVersion: 1,
      intentId,
      botId,
      marketId: market.definition.marketId,
      found: null,
      orderId: null,
      requested: terms,
      granted: null,
      votes,
      correlationId: correlationIdOf(cause.sequence),
      eventSequence: cause.sequence,
      timeMs: cause.timeMs,
    };
  }

  #close(decision: RiskDecision, { market, exchangeTimeMs }: Proposal): void {
    if (decision.outcome === "refused") this.#countRefusal(decision.reasonCode);
    this.#journal.decision(decision, market, exchangeTimeMs);
  }

  #countRefusal(reasonCode: string): void {
    this.#refusalCounts.set(reasonCode, (this.#refusalCounts.get(reasonCode) ?? 0) + 1);
  }

  #orderIdOf({ intentId }: Admission): string {
    return `${this.#options.orderIdPrefix}${intentId}`;
  }

  #notify(code: ErrorCode, { botId, market, cause }: Proposal, found: string): void {
    this.#options.onNotice({
      code,
      botId,
      marketId: market.definition.marketId,
      eventSequence: cause.sequence,
      timeMs: cause.timeMs,
      found,
    });
  }
}

function termsOf(intent: OrderIntent): NonNullable<RiskDecision["granted"]> {
  const { tokenId, side, price, size, timeInForce, isPostOnly, isReduceOnly, expiresAtMs } = intent;
  return { tokenId, side, price, size, timeInForce, isPostOnly, isReduceOnly, expiresAtMs };
}

function noticeCodeOf(reasonCode: RefusalReason): ErrorCode {
  return reasonCode === "RISK_TRADING_DISABLED" ? "TRADING_DISABLED" : reasonCode;
}
