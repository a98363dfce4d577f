import type { EpochMs } from "../domain/units.ts";
import { RUNTIME_BOT_ID } from "../kernel/runtime-statement.ts";
import type { AgendaTask } from "./agenda.ts";
import type { DeskParts } from "./desk-parts.ts";
import type { OrderTeller } from "./order-teller.ts";
import type { Outbox } from "./outbox.ts";
import type { Placement } from "./working-order.ts";

/** Longest pause between two questions about the same order. */
const PAUSE_MS_MAX = 60_000;

/** A look at a placement, which is moot once nothing is owed, or another look has taken its place. */
class CareTask implements AgendaTask {
  readonly #placement: Placement;
  readonly #atMs: EpochMs;
  readonly #look: (placement: Placement) => void;

  constructor(placement: Placement, atMs: EpochMs, look: (placement: Placement) => void) {
    this.#placement = placement;
    this.#atMs = atMs;
    this.#look = look;
  }

  isMoot(): boolean {
    return this.#placement.careTaskAtMs !== this.#atMs || !this.#placement.isOpenQuestion;
  }
  run(): void {
    this.drop();
    this.#look(this.#placement);
  }
  drop(): void {
    if (this.#placement.careTaskAtMs === this.#atMs) this.#placement.careTaskAtMs = -1;
  }
}

/**
 * Looks after orders about which the venue owes an answer. Silence makes an outcome unknown; what is
 * unknown is asked about, with growing pauses, and never sent again.
 */
export class OrderCarer {
  readonly #parts: DeskParts;
  readonly #outbox: Outbox;
  readonly #teller: OrderTeller;
  readonly #cancelAgain: (placement: Placement) => void;

  constructor(
    parts: DeskParts,
    outbox: Outbox,
    teller: OrderTeller,
    cancelAgain: (placement: Placement) => void,
  ) {
    this.#parts = parts;
    this.#outbox = outbox;
    this.#teller = teller;
    this.#cancelAgain = cancelAgain;
  }

  /** Looks at a placement again after a while, should it be an open question then. */
  watch(placement: Placement, delayMs = this.#parts.answerTimeoutMs): void {
    const { agenda, kernel } = this.#parts;
    const { nowMs } = kernel;
    const atMs = nowMs + Math.max(1, delayMs);
    placement.careDueMs = atMs;
    if (placement.careTaskAtMs > nowMs && placement.careTaskAtMs <= atMs) return;
    placement.careTaskAtMs = atMs;
    agenda.add(new CareTask(placement, atMs, this.#look), atMs, nowMs);
  }

  /**
   * Sees to it that an order is gone after its expiry: the venue knows that of a GTD order and is asked,
   * again and again; any other is taken back.
   */
  watchExpiry(placement: Placement): void {
    const { timeInForce, expiresAtMs } = placement.record;
    if (expiresAtMs === null) return;
    if (timeInForce === "GTD") this.#askAfter(placement, expiresAtMs + this.#parts.answerTimeoutMs);
    else if (timeInForce === "GTC") this.#takeBackAt(placement, expiresAtMs);
  }

  #takeBackAt(placement: Placement, atMs: EpochMs): void {
    const { agenda, kernel, company } = this.#parts;
    const { orderId } = placement.record;
    const run = (): void => {
      company().cancelThroughRisk(RUNTIME_BOT_ID, orderId, "EXEC_ORDER_EXPIRED");
    };
    agenda.add({ isMoot: () => placement.isOver, run }, atMs, kernel.nowMs);
  }

  #askAfter(placement: Placement, atMs: EpochMs): void {
    const { agenda, kernel } = this.#parts;
    const run = (): void => {
      this.ask(placement);
      this.#askAfter(placement, kernel.nowMs + PAUSE_MS_MAX);
    };
    agenda.add({ isMoot: () => placement.isOver, run }, atMs, kernel.nowMs);
  }

  /** Asks the venue about a placement, unless a question is on its way. */
  ask(placement: Placement): void {
    const { kernel, recorder, answerTimeoutMs } = this.#parts;
    const { nowMs } = kernel;
    if (placement.isAsked && nowMs < placement.askedAtMs + answerTimeoutMs) return;
    placement.isAsked = true;
    placement.askedAtMs = nowMs;
    placement.askCount += 1;
    recorder.question(placement);
    this.#outbox.reconcile(placement.record.venueOrderId);
    this.watch(placement, this.#pauseMs(placement.askCount));
  }

  /** For an execution bot. Answers false when there is nothing to ask about. */
  askFor(orderId: string): boolean {
    const order = this.#parts.register.order(orderId);
    const placements = (order?.placements ?? []).filter(
      ({ state, owesTrades }) => state !== "queued" && (state !== "over" || owesTrades),
    );
    for (const placement of placements) this.ask(placement);
    return placements.length > 0;
  }

  /** The order rests although it is to be taken back, and nothing is on its way. */
  insist(placement: Placement): void {
    if (placement.state !== "resting" || !placement.order.isCancelling) return;
    if (placement.pendingCancel !== null) return;
    this.watch(placement, placement.cancelCount <= 1 ? 1 : this.#pauseMs(placement.cancelCount));
  }

  readonly #look = (placement: Placement): void => {
    const { kernel, recorder } = this.#parts;
    if (kernel.nowMs < placement.careDueMs) {
      return this.watch(placement, placement.careDueMs - kernel.nowMs);
    }
    const { order, record } = placement;
    if (placement.state === "sent") {
      placement.state = "unknown";
      const found = `no answer to placement ${record.placementId}`;
      recorder.alarm("EXEC_ORDER_UNKNOWN", order.market, found);
      this.#teller.tell(order, { placement });
    }
    const isFree = placement.pendingCancel === null && !placement.isAsked;
    if (placement.state === "resting" && isFree) return this.#cancelAgain(placement);
    placement.pendingCancel = null;
    placement.isAsked = false;
    this.ask(placement);
  };

  #pauseMs(count: number): number {
    return Math.min(PAUSE_MS_MAX, this.#parts.answerTimeoutMs * 2 ** Math.min(count - 1, 16));
  }
}
