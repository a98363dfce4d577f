import {
  approve,
  publish,
  reject,
  type BotMarket,
  type Decision,
  type DecisionContext,
  type MarketHandlers,
  type MarketStatus,
  type OrderBookView,
  type Timers,
  type TradeTick,
  type VoteDecision,
} from "@polytraders/core";
import { createHaltGate, type HaltAssessment } from "@polytraders/quant";
import type { MarketHaltPayload, ReasonCode, Types } from "./contract.gen.ts";
import { MarketLook } from "./market-look.ts";
import type { VenueBlowouts } from "./venue-blowouts.ts";

const CHECK = "check";

const CODE_OF_STATUS: Readonly<Record<MarketHaltPayload["status"], ReasonCode>> = {
  OPEN: "RISK_MARKET_HALT_CLEARED",
  SUSPECT: "RISK_MARKET_HALT_SUSPECT",
  VENUE_BLOWOUT: "RISK_MARKET_HALT_VENUE_BLOWOUT",
  FEED_DOWN: "RISK_MARKET_HALT_FEED_DOWN",
  HALTED: "RISK_MARKET_HALTED",
};

/**
 * MarketHaltDetector in one market. It checks at a fixed interval and whenever the venue
 * stops or starts taking orders; a check may close the gate at once, but only a row of OPEN checks opens it.
 *
 * A feed that never sends heartbeats cannot lose them: FEED_DOWN is only found after a first one.
 */
export function createHaltMonitor(
  market: BotMarket<Types>,
  timers: Timers,
  venue: VenueBlowouts,
): MarketHandlers<Types> {
  return new HaltMonitor(market, timers, venue);
}

class HaltMonitor implements MarketHandlers<Types> {
  readonly #market: BotMarket<Types>;
  readonly #timers: Timers;
  readonly #look: MarketLook;
  readonly #gate;
  #published: string | null = null;
  /** Code of the status that closed the gate last: it stands until the gate opens. */
  #closedBy: ReasonCode = "RISK_MARKET_HALT_UNPROVEN";
  #nextCheckMs = Number.POSITIVE_INFINITY;
  #hasNews = false;

  constructor(market: BotMarket<Types>, timers: Timers, venue: VenueBlowouts) {
    this.#market = market;
    this.#timers = timers;
    this.#look = new MarketLook(market, venue);
    // After a cold start nothing vouches for the market yet: orders wait for a row of OPEN checks.
    this.#gate = createHaltGate(market.parameters.reopenChecks, true);
  }

  onHeartbeat({ nowMs }: DecisionContext): void {
    this.#look.heartbeatAtMs = nowMs;
  }

  onTrade({ timeMs }: TradeTick): void {
    this.#noteNews(timeMs);
  }

  onOrderBook(_book: OrderBookView, { nowMs }: DecisionContext): void {
    this.#noteNews(nowMs);
  }

  onMarketStatus({ status, timeMs }: MarketStatus): void {
    const isAcceptingOrders = status === "open";
    const isRepeated = isAcceptingOrders === this.#look.isAcceptingOrders;
    this.#look.isAcceptingOrders = isAcceptingOrders;
    this.#noteNews(timeMs);
    // A status said again makes no check of its own: three of them would open the gate at once.
    if (!isRepeated) this.#checkBy(timeMs);
  }

  onTimer(_name: string, { nowMs }: DecisionContext): Decision<Types> | null {
    const { assessment, figures } = this.#look.take(nowMs);
    const isGateClosed = this.#gate.check(assessment.status);
    this.#schedule(nowMs, assessment);
    return this.#report({ ...figures, isGateClosed, openChecks: this.#gate.openCheckCount });
  }

  /** A closed gate lets nothing pass, whatever it would do to a position: its price is not to be known. */
  vote(): VoteDecision<Types> {
    return this.#gate.isClosed ? reject(this.#closedBy) : approve("RISK_MARKET_HALT_CLEARED");
  }

  /** An open market is what everybody assumes; only a change of status or gate is news. */
  #report(payload: MarketHaltPayload): Decision<Types> | null {
    const { status, isGateClosed } = payload;
    if (status !== "OPEN") this.#closedBy = CODE_OF_STATUS[status];
    const isQuietStart = this.#published === null && status === "OPEN";
    if (isQuietStart && isGateClosed) return null;
    const state = `${status}/${isGateClosed}`;
    const isNews = !isQuietStart && state !== this.#published;
    this.#published = state;
    if (!isNews) return null;
    const code = isGateClosed ? this.#closedBy : CODE_OF_STATUS.OPEN;
    return publish("market_halt", code, isGateClosed ? 1 : 0, 1, payload);
  }

  /** A message: the market must be looked at within one interval. */
  #noteNews(timeMs: number): void {
    this.#look.noteMessage(timeMs);
    this.#hasNews = true;
    this.#checkBy(timeMs + this.#market.parameters.checkIntervalMs);
  }

  #checkBy(atMs: number): void {
    if (atMs >= this.#nextCheckMs) return;
    this.#nextCheckMs = atMs;
    this.#timers.set(this.#market.index, CHECK, atMs);
  }

  /**
   * The next check that can find anything new: one interval on while there is news, the gate is about
   * to open or other markets keep it closed; else the moment at which silence or a lost heartbeat
   * would show. A closed gate on a silent market waits for the next message.
   */
  #schedule(nowMs: number, { isSilent, status }: HaltAssessment): void {
    const { checkIntervalMs, feedHeartbeatAgeMsMax } = this.#market.parameters;
    this.#nextCheckMs = Number.POSITIVE_INFINITY;
    const isReopening = this.#gate.isClosed && (status === "OPEN" || status === "VENUE_BLOWOUT");
    if (this.#hasNews || isReopening) {
      this.#hasNews = false;
      return this.#checkBy(nowMs + checkIntervalMs);
    }
    if (isSilent || status === "HALTED") return;
    const { heartbeatAtMs, silenceAllowedSeconds } = this.#look;
    const lostAtMs = (heartbeatAtMs ?? Number.POSITIVE_INFINITY) + feedHeartbeatAgeMsMax;
    const silentAtMs = nowMs + 1_000 * (silenceAllowedSeconds - this.#look.silenceSeconds(nowMs));
    const next = Math.ceil(Math.min(lostAtMs, silentAtMs)) + 1;
    if (Number.isFinite(next)) this.#checkBy(Math.max(next, nowMs + checkIntervalMs));
  }
}
