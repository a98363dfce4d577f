import type {
  EpochMs,
  ExecutionPlan,
  MicroShares,
  OrderTerms,
  OrderUpdate,
  PriceUnits,
  RiskDecision,
} from "@polytraders/core";
import { notionalMicroUsd } from "@polytraders/core";
import { BoundedMap } from "./bounded-map.ts";
import { ReasonCounts } from "./reason-counts.ts";
import type { FunnelLine, OrderOutcomes, OrdersSummary } from "./summary/execution-summary.ts";

/** An order that risk let through, and what its fills are compared with. */
export interface TrackedOrder {
  readonly orderId: string;
  readonly originId: string;
  readonly marketIndex: number;
  readonly isFirstToken: boolean;
  readonly side: "BUY" | "SELL";
  readonly price: PriceUnits;
  readonly size: MicroShares;
  readonly decidedAtMs: EpochMs;
  /** Doubled mid of the first token when risk approved the order; 0 for none. */
  readonly decisionMid: number;
  /** The same when it reached the venue; `null` until it has. */
  arrivalMid: number | null;
  /** Displayed at its price when it was sent; `null` where that is not known. */
  queueAhead: MicroShares | null;
  status: OrderUpdate["status"] | "planned";
  filledSize: MicroShares;
  isSent: boolean;
  hasRested: boolean;
  fillCount: number;
  /** Levels at which its placements may rest. */
  readonly restingKeys: number[];
  /** Sum of its fills, also of those that failed later. */
  matchedSize: MicroShares;
}

type Outcome = keyof OrderOutcomes;
type FunnelCounts = { -readonly [K in keyof FunnelLine]: FunnelLine[K] };

/** Orders that are over and can still be filled late. */
const ENDED_KEPT = 16_384;
/** Orders that are followed at once; a run with more has lost control of them. */
const OPEN_KEPT = 65_536;

const ENDED: ReadonlySet<TrackedOrder["status"]> = new Set([
  "filled",
  "cancelled",
  "expired",
  "rejected",
]);

/** Follows intents to orders to fills, and counts what became of each. */
export class OrderRegister {
  readonly #open = new Map<string, TrackedOrder>();
  readonly #ended = new BoundedMap<TrackedOrder>(ENDED_KEPT);
  readonly #funnels = new Map<string, FunnelCounts>();
  readonly #outcomes: Record<Outcome, number> = {
    filled: 0,
    partlyFilled: 0,
    cancelled: 0,
    expired: 0,
    rejected: 0,
    notSent: 0,
    unknown: 0,
    open: 0,
  };
  readonly #refusals = new ReasonCounts();
  readonly #reshapes = new ReasonCounts();
  readonly #warnings = new ReasonCounts();
  readonly #quarantines = new ReasonCounts();
  readonly #venueRejects = new ReasonCounts();
  #plans = 0;
  #placements = 0;
  readonly #decided = new BoundedMap<true>(ENDED_KEPT);

  constructor(originIds: readonly string[]) {
    for (const originId of originIds) this.#funnel(originId);
  }

  /** Counts an intent; answers false for a decision that was counted before. */
  countDecision(decision: RiskDecision): boolean {
    if (this.#decided.has(decision.intentId)) return false;
    this.#decided.add(decision.intentId, true);
    const funnel = this.#funnel(decision.botId);
    funnel.intents += 1;
    funnel.lastIntentAtMs = decision.timeMs;
    funnel[decision.outcome] += 1;
    if (decision.outcome === "refused") this.#refusals.add(decision.reasonCode, decision.decidedBy);
    if (isReshaped(decision.requested, decision.granted)) funnel.reshaped += 1;
    for (const { mode, decision: vote, reasonCode, botId } of decision.votes) {
      if (mode !== "enforced" && mode !== "quarantine") continue;
      if (vote === "RESHAPE_REQUIRED") this.#reshapes.add(reasonCode, botId);
      if (vote === "WARNING_ONLY") this.#warnings.add(reasonCode, botId);
      if (vote === "QUARANTINE") this.#quarantines.add(reasonCode, botId);
    }
    return true;
  }

  track(order: TrackedOrder): void {
    this.#open.set(order.orderId, order);
    this.#outcomes[outcomeOf(order)] += 1;
    if (this.#open.size > OPEN_KEPT) dropOldest(this.#open);
  }

  find(orderId: string): TrackedOrder | undefined {
    return this.#open.get(orderId) ?? this.#ended.get(orderId);
  }

  /** Brings an order to the state of an update; answers true when that was its end. */
  update(order: TrackedOrder, update: OrderUpdate): boolean {
    const funnel = this.#funnel(order.originId);
    this.#outcomes[outcomeOf(order)] -= 1;
    const isRejected = update.status === "rejected" && order.status !== "rejected";
    if (isRejected) this.#venueRejects.add(update.venueReason ?? "no reason given", order.originId);
    order.status = update.status;
    order.filledSize = Math.max(order.filledSize, update.filledSize);
    if (!order.isSent && wasSent(update)) {
      order.isSent = true;
      funnel.sent += 1;
      funnel.orderNotionalMicroUsd += notionalMicroUsd(order.price, order.size);
    }
    this.#outcomes[outcomeOf(order)] += 1;
    if (!order.hasRested && (update.status === "resting" || update.status === "partially_filled")) {
      order.hasRested = true;
      funnel.rested += 1;
    }
    if (!ENDED.has(order.status) || !this.#open.delete(order.orderId)) return false;
    this.#ended.add(order.orderId, order);
    return true;
  }

  /** Counts a fill, also one of an order that was never sent. */
  countFill(originId: string, order: TrackedOrder | undefined, size: MicroShares): void {
    const funnel = this.#funnel(originId);
    funnel.fills += 1;
    if (order === undefined) return;
    if (order.fillCount === 0) funnel.filledOrders += 1;
    order.fillCount += 1;
    order.matchedSize += size;
  }

  countPlan(plan: ExecutionPlan): void {
    this.#plans += 1;
    for (const { action } of plan.steps) if (action === "place") this.#placements += 1;
  }

  /** What a strategy or operator command brought about; `undefined` before its first intent. */
  funnelOf(originId: string): FunnelLine | undefined {
    return this.#funnels.get(originId);
  }

  read(): OrdersSummary {
    return {
      plans: this.#plans,
      placements: this.#placements,
      funnel: [...this.#funnels.values()].map((line) => ({ ...line })),
      outcomes: { ...this.#outcomes },
      refusals: this.#refusals.read(),
      reshapes: this.#reshapes.read(),
      warnings: this.#warnings.read(),
      quarantines: this.#quarantines.read(),
      venueRejects: this.#venueRejects.read(),
    };
  }

  #funnel(originId: string): FunnelCounts {
    const present = this.#funnels.get(originId);
    if (present !== undefined) return present;
    const counts: FunnelCounts = {
      originId,
      intents: 0,
      refused: 0,
      recorded: 0,
      approved: 0,
      reshaped: 0,
      sent: 0,
      rested: 0,
      filledOrders: 0,
      fills: 0,
      orderNotionalMicroUsd: 0,
      lastIntentAtMs: null,
    };
    this.#funnels.set(originId, counts);
    return counts;
  }
}

function outcomeOf({ status, filledSize, isSent }: TrackedOrder): Outcome {
  switch (status) {
    case "filled":
    case "rejected":
    case "unknown":
      return status;
    case "cancelled":
    case "expired":
      if (filledSize > 0) return "partlyFilled";
      return isSent ? status : "notSent";
    default:
      return "open";
  }
}

/** An order given up before it was sent has no id at the venue. */
function wasSent({ status, venueOrderId }: OrderUpdate): boolean {
  return venueOrderId !== null || (status !== "cancelled" && status !== "expired");
}

function isReshaped(requested: OrderTerms | null, granted: OrderTerms | null): boolean {
  if (requested === null || granted === null) return false;
  return (
    requested.size !== granted.size ||
    requested.price !== granted.price ||
    requested.isPostOnly !== granted.isPostOnly ||
    requested.isReduceOnly !== granted.isReduceOnly
  );
}

function dropOldest(orders: Map<string, TrackedOrder>): void {
  for (const orderId of orders.keys()) {
    orders.delete(orderId);
    return;
  }
}
