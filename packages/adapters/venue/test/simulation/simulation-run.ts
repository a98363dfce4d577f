import type { ExchangeEvent } from "../../src/exchange/exchange-event.ts";
import type { GatewayAnswer } from "../../src/gateway/gateway.ts";
import type { Venue } from "../../src/venue/open-venue.ts";
import { connectInProcess, type VenueConnection } from "../../src/venue/venue-connection.ts";
import { checkAllMoney } from "./checks/all-money.ts";
import type { SimulationCheck } from "./checks/check.ts";
import { checkDisplayedLiquidity } from "./checks/displayed-liquidity.ts";
import { checkFeedBooks } from "./checks/feed-books.ts";
import { HeartbeatWatch } from "./checks/heartbeat-watch.ts";
import { checkOpenOrders } from "./checks/open-orders.ts";
import { checkOrderLimits } from "./checks/order-limits.ts";
import { Statements } from "./checks/statements.ts";
import { checkTradeMoney } from "./checks/trade-money.ts";
import { checkUserChannel } from "./checks/user-channel.ts";
import { checkVenueRules } from "./checks/venue-rules.ts";
import { unsignedOrders, type OrderEncoding } from "./order-encoding.ts";
import { runCommand } from "./run-command.ts";
import { ScriptWriter, type ScriptSession } from "./script-writer.ts";
import { drawFaults } from "./simulated-faults.ts";
import { openSimulatedVenue } from "./simulated-world.ts";
import type { Step } from "./step.ts";
import { WALLETS } from "./wallets.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Faults that change or lose what is told of books. */
const FEED_FAULTS = new Set([
  "feed_drop",
  "feed_reorder",
  "feed_delay",
  "feed_freeze",
  "feed_gap",
  "book_one_sided",
  "book_crossed",
]);
/** Faults that lose what is told to a session. */
const USER_FAULTS = new Set(["user_event_drop", "feed_freeze"]);

/** A venue in process, its bots and what watches them. */
export class SimulationRun {
  readonly venue: Venue;
  readonly #connections: readonly VenueConnection[];
  readonly #sessions: readonly ScriptSession[];
  readonly #writer: ScriptWriter;
  readonly #statements: Statements;
  readonly #heartbeats: HeartbeatWatch;
  readonly #checks: readonly SimulationCheck[];
  /** What happened how often, by a few words. */
  readonly happened = new Map<string, number>();
  /** Answers to the script's requests in their order; `null` for one that never comes. */
  readonly answers: (GatewayAnswer | null | undefined)[] = [];

  constructor(
    seed: number,
    encodingOf: (venue: Venue) => OrderEncoding = unsignedOrders,
    faults = drawFaults(seed),
  ) {
    this.venue = openSimulatedVenue(seed, faults);
    const { venue } = this;
    this.#connections = WALLETS.map(({ address }) => connectInProcess(venue, { signer: address }));
    const apiKeys = this.#connections.map(({ session }) => session.apiKey);
    this.#sessions = apiKeys.map((apiKey) => ({ apiKey, heartbeatId: "" }));
    const kinds = faults?.faults.map(({ kind }) => kind) ?? [];
    this.#statements = new Statements(venue);
    this.#heartbeats = new HeartbeatWatch(venue);
    this.#checks = [
      checkFeedBooks(venue, !kinds.some((kind) => FEED_FAULTS.has(kind))),
      checkUserChannel(venue, apiKeys, !kinds.some((kind) => USER_FAULTS.has(kind))),
      checkDisplayedLiquidity(venue),
      checkOpenOrders(venue),
      checkVenueRules(venue),
      checkOrderLimits(venue),
      checkTradeMoney(venue),
      checkAllMoney(venue),
      this.#statements,
      this.#heartbeats,
    ];
    venue.exchange.subscribe((event) => {
      for (const what of wordsOf(event)) this.#count(what);
    });
    const encode = encodingOf(venue);
    this.#writer = new ScriptWriter(venue, seed, { sessions: this.#sessions, encode });
  }

  /** Draws the script's next step. */
  next(): Step {
    return this.#writer.next();
  }

  take(step: Step): void {
    const { exchange } = this.venue;
    if (step.kind === "advance") exchange.advanceTo(exchange.nowMs + step.ms);
    else if (step.kind === "command") {
      const note = this.#statements.watch(step.command);
      note(runCommand(step.command, exchange));
    } else this.#request(step);
    for (const check of this.#checks) check.afterStep?.();
  }

  check(): void {
    this.venue.exchange.audit();
    for (const check of this.#checks) check.atCheckpoint?.();
  }

  /** Ends the faults and the trading, and lets everything come to its end. */
  end(): void {
    const { exchange, faults } = this.venue;
    faults.install({ version: 1, faults: [] }, "replace");
    exchange.advanceTo(exchange.nowMs + MINUTE_MS);
    const keys = new Set(exchange.openOrders({}).map(({ request }) => request.session));
    for (const key of keys) exchange.cancelAll(key);
    for (const check of this.#checks) check.afterStep?.();
    this.check();
    // Simulated traders of the world would go on for ever.
    for (const { terms, state } of exchange.markets()) {
      if (state.phase !== "resolved") exchange.setMarketPhase(terms.conditionId, "closed");
    }
    exchange.advanceTo(exchange.nowMs + DAY_MS);
    for (const check of this.#checks) check.afterStep?.();
    this.check();
    for (const check of this.#checks) check.atEnd?.();
  }

  #request({ wallet, request }: Extract<Step, { kind: "request" }>): void {
    const index = this.answers.push(undefined) - 1;
    this.#connections[wallet]?.send(request, (answer) => {
      this.answers[index] = answer;
      this.#count(answer === null ? "no answer" : `HTTP ${answer.status}`);
      const session = this.#sessions[wallet];
      const heartbeatId = heartbeatIdOf(answer);
      if (session === undefined) return;
      if (heartbeatId !== null) session.heartbeatId = heartbeatId;
      if (request.route.endsWith("heartbeats")) this.#heartbeats.note(session.apiKey, answer);
    });
  }

  #count(what: string): void {
    this.happened.set(what, (this.happened.get(what) ?? 0) + 1);
  }
}

function heartbeatIdOf(answer: GatewayAnswer | null): string | null {
  const body = answer?.body;
  if (typeof body !== "object" || body === null || !("heartbeat_id" in body)) return null;
  return typeof body.heartbeat_id === "string" ? body.heartbeat_id : null;
}

/** What an event is counted as. */
function wordsOf(event: ExchangeEvent): readonly string[] {
  switch (event.kind) {
    case "trade_matched":
      return ["trade", ...event.trade.makers.map(({ kind }) => kind)];
    case "trade_settled":
      return [event.trade.settlement];
    case "chain_action_finished":
      return [`${event.action} ${event.isConfirmed ? "confirmed" : "failed"}`];
    case "resolution_changed":
      return [`resolution ${event.phase}`];
    case "balance_changed":
      return event.cause === "reward" || event.cause === "rebate" ? [event.cause] : [];
    case "book_changed":
      return [];
    default:
      return [event.kind];
  }
}
