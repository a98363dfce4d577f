import type { ApprovedCancelRecord } from "../contracts/approved-cancel.ts";
import type { ApprovedOrderRecord } from "../contracts/approved-order.ts";
import type { ExecutionPlan } from "../contracts/execution-plan.ts";
import type { FillEvent } from "../contracts/fill-event.ts";
import type { OrderUpdate } from "../contracts/order-update.ts";
import type { VenueReport } from "../contracts/venue-report.ts";
import type { OperatorCommand } from "../contracts/operator-command.ts";
import type { MarketStatus } from "../contracts/market-status.ts";
import type { ReportEnvelope } from "../contracts/report-envelope.ts";
import type { RiskDecision } from "../contracts/risk-decision.ts";
import type { RiskVote } from "../contracts/risk-vote.ts";
import type { TradeTick } from "../contracts/trade-tick.ts";
import type { EpochMs } from "../domain/units.ts";
import type { DueTimer } from "./timer-queue.ts";
import type { MarketState } from "./market-state.ts";

interface Sequenced {
  /** Position in the total order, from 1, without gaps. */
  readonly sequence: number;
  readonly timeMs: EpochMs;
}

/** One market's messages of one exchange timestamp, applied as a whole. */
export interface FrameApplied extends Sequenced {
  readonly kind: "frame";
  readonly market: MarketState;
  readonly exchangeTimeMs: EpochMs;
  /** Rows of the frame. */
  readonly rowCount: number;
  readonly hasBookChange: boolean;
  readonly trades: readonly TradeTick[];
  readonly statuses: readonly MarketStatus[];
}

/** The feed said that it is alive. */
export interface HeartbeatReceived extends Sequenced {
  readonly kind: "heartbeat";
}

/** A timer that a bot asked for has come due. */
export interface TimerFired extends Sequenced {
  readonly kind: "timer";
  readonly timer: DueTimer;
}

/** An operator's command has taken effect. */
export interface CommandApplied extends Sequenced {
  readonly kind: "command";
  readonly command: OperatorCommand;
}

/** An operator's command was not acted upon: it has acted before, or it has expired. */
export interface CommandRefused extends Sequenced {
  readonly kind: "command_refused";
  readonly command: OperatorCommand;
  readonly reason: "repeated" | "expired";
}

/** The venue has told something about our account. The desk takes it in; bots see what it came to. */
export interface VenueReported extends Sequenced {
  readonly kind: "venue";
  readonly report: VenueReport;
}

/** Orders of one market have changed. It follows the event that brought it about. */
export interface OrdersChanged extends Sequenced {
  readonly kind: "orders";
  readonly market: MarketState;
  readonly updates: readonly OrderUpdate[];
  readonly fills: readonly FillEvent[];
}

/** The runtime has taken a bot out of service. */
export interface BotSuspended extends Sequenced {
  readonly kind: "bot_suspended";
  readonly botId: string;
  readonly reason: "call_budget" | "failures" | "stream_ended";
}

/** Events about one market, during which bots publish, propose and vote. */
export type DecisionCause = FrameApplied | TimerFired | OrdersChanged;

export type KernelEvent =
  | FrameApplied
  | HeartbeatReceived
  | TimerFired
  | CommandApplied
  | CommandRefused
  | VenueReported
  | OrdersChanged
  | BotSuspended;

/** What came in, and everything that went out because of it. */
export interface AuditRecord {
  readonly event: KernelEvent;
  readonly envelopes: readonly ReportEnvelope[];
  /** Every vote on an intent, also of guards in shadow, in the order of asking. */
  readonly votes: readonly RiskVote[];
  /** What became of each intent. */
  readonly decisions: readonly RiskDecision[];
  /** Orders handed to the execution port. */
  readonly orders: readonly ApprovedOrderRecord[];
  /** Cancellations handed to the execution port. */
  readonly cancels: readonly ApprovedCancelRecord[];
  /** How approved orders are sent. */
  readonly plans: readonly ExecutionPlan[];
  /** Changes of our orders. */
  readonly updates: readonly OrderUpdate[];
  /** Fills, and steps of their settlement. */
  readonly fills: readonly FillEvent[];
  /** Rolling state hash after the event. */
  readonly stateHash: string;
}
