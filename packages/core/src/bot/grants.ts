import type { KillSwitch } from "../ports/kill-switch.ts";
import type { LedgerPort } from "../ports/ledger-port.ts";
import type { MarketFactsPort } from "../ports/market-facts.ts";
import type { OpenOrders } from "../ports/open-orders.ts";
import type { VenueHealth } from "../ports/venue-health.ts";
import type { RiskDecision } from "../contracts/risk-decision.ts";
import type { EpochMs, MicroShares, PriceUnits } from "../domain/units.ts";
import type { BotTypes } from "./contract.ts";
import type { GRANTS, PortName } from "./vocabulary.ts";

/** The only clock a bot has: kernel time. */
export interface Clock {
  nowMs(): EpochMs;
}

/** Seeded randomness, one independent stream per bot. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
}

/** Structured log lines; they never influence a decision. */
export interface BotLog {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/**
 * One-shot timers in kernel time; setting a name again moves it. A timer fires one millisecond after
 * the event that sets it at the earliest.
 */
export interface Timers {
  set(marketIndex: number, name: string, atMs: EpochMs): void;
  cancel(marketIndex: number, name: string): void;
}

/** Our own resting orders, read-only. */
export interface OwnOrders {
  /** Our displayed size at a price of the first token's view. */
  restingSize(marketIndex: number, side: "bid" | "ask", price: PriceUnits): MicroShares;
}

/** Where a strategy proposes orders besides returning them. Risk decides what becomes of them. */
export interface Intents {
  /**
   * @param decision - an intent decision about the market of the current call
   * @returns what risk made of it; `null` when the proposal broke the bot's contract
   */
  propose(decision: object): RiskDecision | null;
  /**
   * Takes back an order of this bot; a risk bot in force, anybody's. A halt does not stand in the way.
   *
   * @returns false when the order is not open, or not this bot's to take back
   */
  cancel(orderId: string): boolean;
}

/** Where an execution bot looks after orders that are out, whoever wanted them. */
export interface OrderCare {
  /**
   * Takes back an order. It passes through the risk module like every cancellation.
   *
   * @param reasonCode - one of the bot's own
   * @returns false when the order is not open
   */
  cancel(orderId: string, reasonCode: string): boolean;
  /**
   * Asks the venue what became of an order. Its answer comes as order updates and fills.
   *
   * @returns false when there is nothing to ask about
   */
  reconcile(orderId: string): boolean;
}

/** Every port by its name. */
export interface Ports {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: BotLog;
  readonly timers: Timers;
  readonly ownOrders: OwnOrders;
  readonly intents: Intents;
  readonly ledger: LedgerPort;
  readonly openOrders: OpenOrders;
  readonly marketFacts: MarketFactsPort;
  readonly venueHealth: VenueHealth;
  readonly killSwitch: KillSwitch;
  readonly orderCare: OrderCare;
}

type PortsOf<T extends BotTypes> = Pick<Ports, (typeof GRANTS)[T["authority"]][number] & PortName>;

/** What the runtime hands to an author's factory: parameters, and the ports the authority grants. */
export type Grants<T extends BotTypes> = { readonly parameters: T["parameters"] } & PortsOf<T>;
