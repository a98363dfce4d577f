import type { EpochMs } from "@polytraders/core";
import type { ExchangeEvent } from "../exchange/exchange-event.ts";
import type { VenueTrade } from "../exchange/venue-trade.ts";
import type { FeedFrame } from "../feed/feed-frame.ts";
import type { GatewayAnswer, GatewayRequest } from "../gateway/gateway.ts";

/** What goes wrong with one request. */
export type RequestFault =
  /** Answered without reaching the exchange. */
  | { readonly kind: "refuse"; readonly answer: GatewayAnswer; readonly afterMs: number }
  /** No answer, and the exchange never saw it. */
  | { readonly kind: "lose_request" }
  /** The exchange acts; the client gets this instead of the answer. */
  | { readonly kind: "replace_answer"; readonly change: (answer: GatewayAnswer) => GatewayAnswer }
  /** The exchange acts; the client gets nothing. */
  | { readonly kind: "lose_answer" }
  /** Some orders of a batch are refused before they reach the exchange: text by position. */
  | { readonly kind: "refuse_legs"; readonly legs: ReadonlyMap<number, string> }
  /** Reaches the exchange, or is answered, this much later. */
  | { readonly kind: "delay"; readonly beforeMs: number; readonly afterMs: number };

/**
 * What is to go wrong, asked at the places where it can. Draws from its own seeded generator, in the
 * order of the questions, so that a run can be repeated.
 */
export interface FaultInjector {
  /** False while no plan is in force: nothing is changed then, and nothing drawn. */
  readonly isArmed: boolean;
  /** `null` when the request goes through. */
  requestFault(request: GatewayRequest): RequestFault | null;
  /** Passes a frame of the market channel on: changed, late, twice, out of order or never. */
  passFrame(frame: FeedFrame, deliver: (frame: FeedFrame) => void): void;
  /** Books of a market, first token first, as somebody who asks for them is shown them. */
  showBooks(conditionId: string, books: readonly FeedFrame[]): readonly FeedFrame[];
  /** True while a channel is silent though its PONGs go on. */
  isFrozen(channel: "market" | "user", conditionId: string | null): boolean;
  /** True when this event is never told to this session. */
  losesUserEvent(session: string, event: ExchangeEvent): boolean;
  /** What becomes of a trade's settlement; `null` leaves it to the settlement model. */
  settlementOf(trade: VenueTrade): "confirm" | "retry" | "fail" | null;
  /** Added to every clock the client sees. */
  clockSkewMs(): number;
  /** When a mode that a fault has set ends; `null` when the mode is not a fault's. */
  modeEndsAtMs(): EpochMs | null;
}
