import { createHash } from "node:crypto";
import {
  createSeededRandom,
  type CancelRequest,
  type EpochMs,
  type MicroUsd,
  type OrderGateway,
  type OrderPlacement,
  type VenueReport,
} from "@polytraders/core";
import type { OrderRequest, VenueOrder } from "../exchange/order-request.ts";
import { EXPIRY_LEAD_MS } from "../exchange/order-rules.ts";
import type { VenueTrade } from "../exchange/venue-trade.ts";
import type { UserFrame } from "../feed/user-frame.ts";
import type { GatewayAnswer } from "../gateway/gateway.ts";
import { createLatentSubscriber } from "../latency/latent-feed.ts";
import { createLatentLink, type LinkLatency } from "../latency/latent-link.ts";
import type { InProcessOrder } from "../venue/in-process-order.ts";
import type { Venue } from "../venue/open-venue.ts";
import { connectInProcess, type VenueConnection } from "../venue/venue-connection.ts";
import { AccountWatch, type GeoblockAnswer } from "./account-watch.ts";
import { balanceOf, cancelAnswered, orderAnswered, type TimedAnswer } from "./answer-reports.ts";
import { IncomeWatch } from "./income-watch.ts";
import type { MarketNames, NamedMarket } from "./market-names.ts";
import type { MomentRounds } from "./moment-rounds.ts";
import { orderChanged, orderMissing, tradeChanged } from "./order-reports.ts";
import { OwnTrades } from "./own-trades.ts";
import { signedAmountsOf } from "./placement-amounts.ts";
import { Redeemer } from "./redeemer.ts";
import { VenueLine } from "./venue-line.ts";
import { venueOrderIdOf } from "./venue-order-id.ts";

/** How a kernel trades at a simulated venue. */
export interface VenueGatewayOptions {
  readonly venue: Venue;
  readonly names: MarketNames;
  /** Of every order id: two runs at one venue must differ. */
  readonly runId: string;
  /** Money that the account begins with; none by default. */
  readonly cashMicroUsd?: MicroUsd;
  /** Of the latencies drawn. */
  readonly seed: number;
  /** Wallet that is traded for, `0x` and 40 hexadecimal digits; follows from the run by default. */
  readonly account?: string;
  /** None by default. News of orders and trades takes as long as an answer. */
  readonly latency?: LinkLatency;
  /** More of them in any second wait; no throttle by default. */
  readonly messagesPerSecond?: number | null;
  /** A request without an answer is given up after so long; 5,000 by default. */
  readonly answerTimeoutMs?: number;
  /** Not blocked, in a country of no name (`ZZ`), by default. */
  readonly geoblock?: GeoblockAnswer;
  /** Keeps time moving where nothing takes any. */
  readonly rounds?: MomentRounds;
  /** Called before anything about a market is sent. */
  readonly onSending?: (market: NamedMarket) => void;
}

/** {@link OrderGateway} on a venue in process. Nothing happens at the venue before its time is moved. */
export interface VenueGateway extends OrderGateway {
  readonly account: string;
  /** API key at the venue. */
  readonly session: string;
  /** Takes reports in their order, beginning with those that came before. One listener. */
  onReport(listener: (report: VenueReport) => void): void;
  /** Requests without an answer so far, trades that are not final, and redemptions under way. */
  readonly unsettledCount: number;
  /** True when nothing of ours is on its way to a market, open in it or unsettled. */
  isQuietIn(market: NamedMarket): boolean;
}

/** Most orders of one cancel request. */
const CANCELS_MAX = 1_000;
/** From a question that was not answered to the next try. */
const RECONCILE_RETRY_MS = 1_000;
const NOWHERE: GeoblockAnswer = { isBlocked: false, country: "ZZ" };

/** What the venue knows of an order at one moment. */
interface OrderKnown {
  readonly answer: GatewayAnswer | null;
  readonly atMs: EpochMs;
  readonly order: VenueOrder | undefined;
  readonly trades: readonly VenueTrade[];
}

/** Opens the account of a run at a venue. */
export function createVenueGateway(options: VenueGatewayOptions): VenueGateway {
  return new InProcessGateway(options);
}

class InProcessGateway implements VenueGateway {
  readonly account: string;
  readonly session: string;
  readonly #options: VenueGatewayOptions;
  readonly #venue: Venue;
  readonly #names: MarketNames;
  readonly #connection: VenueConnection;
  readonly #line: VenueLine;
  readonly #redeemer: Redeemer;
  /** Sends a report on its way through the user channel. */
  #channel: (report: VenueReport) => void;
  #listener: ((report: VenueReport) => void) | null = null;
  #unheard: VenueReport[] = [];
  readonly #trades = new OwnTrades();
  /** Placements without an answer, by condition. */
  readonly #unansweredIn = new Map<string, number>();

  constructor(options: VenueGatewayOptions) {
    const { venue, names, runId, seed, latency = {} } = options;
    const { exchange } = venue;
    this.#options = options;
    this.#venue = venue;
    this.#names = names;
    this.account = (options.account ?? accountOf(runId)).toLowerCase();
    this.#connection = connectInProcess(venue, { signer: this.account });
    this.session = this.#connection.session.apiKey;
    this.#line = new VenueLine({
      time: exchange,
      rounds: options.rounds,
      answerTimeoutMs: options.answerTimeoutMs,
      link: createLatentLink({
        time: exchange,
        latency,
        messagesPerSecond: options.messagesPerSecond ?? null,
        random: createSeededRandom(seed, "trading link"),
      }),
    });
    const tell = (report: VenueReport): void => this.#tell(report);
    this.#channel = tell;
    const watched = {
      exchange,
      account: this.account,
      names,
      tell: (report: VenueReport): void => this.#channel(report),
    };
    const income = new IncomeWatch(watched);
    this.#redeemer = new Redeemer({
      ...watched,
      isSettling: (conditionId) => this.#trades.areOpenIn(conditionId),
    });
    venue.userFeed.subscribe(this.session, (frame) => this.#hear(frame));
    const { geoblock = NOWHERE, cashMicroUsd = 0 } = options;
    new AccountWatch({ ...watched, income, redeemer: this.#redeemer, geoblock }).start();
    income.start();
    if (cashMicroUsd > 0) exchange.deposit(this.account, cashMicroUsd);
    // How the run begins is known at once; only what happens later takes its time.
    if (latency.answer !== undefined) {
      const random = createSeededRandom(seed, "user channel");
      const late = { time: exchange, latency: latency.answer, random };
      this.#channel = createLatentSubscriber(late, tell);
    }
  }

  get unsettledCount(): number {
    const redeemedCount = this.#redeemer.isBusy ? 1 : 0;
    return this.#line.unansweredCount + this.#trades.openCount + redeemedCount;
  }

  onReport(listener: (report: VenueReport) => void): void {
    this.#listener = listener;
    for (const report of this.#unheard.splice(0)) listener(report);
  }

  isQuietIn({ terms: { conditionId } }: NamedMarket): boolean {
    if ((this.#unansweredIn.get(conditionId) ?? 0) > 0) return false;
    if (this.#trades.areOpenIn(conditionId)) return false;
    const { session } = this;
    return this.#venue.exchange.openOrders({ session, conditionId }).length === 0;
  }

  venueOrderIdOf(placement: Omit<OrderPlacement, "venueOrderId">): string {
    return venueOrderIdOf(this.#options.runId, placement);
  }

  place(placement: OrderPlacement): void {
    const market = this.#sending(placement.marketId);
    const order = this.#orderOf(placement);
    this.#count(market, 1);
    this.#line.ask(
      "order",
      (respond) => this.#connection.place(order, respond),
      (answered) => {
        this.#count(market, -1);
        this.#tell(orderAnswered(placement, answered));
      },
    );
  }

  cancel(request: CancelRequest): void {
    const { venueOrderIds } = request;
    const answers: (TimedAnswer & { readonly venueOrderIds: readonly string[] })[] = [];
    const partCount = Math.ceil(venueOrderIds.length / CANCELS_MAX);
    for (let part = 0; part < partCount; part += 1) {
      const ids = venueOrderIds.slice(part * CANCELS_MAX, (part + 1) * CANCELS_MAX);
      this.#line.ask(
        "cancel",
        (respond) => this.#connection.cancelMany(ids, respond),
        (answered) => {
          answers.push({ ...answered, venueOrderIds: ids });
          if (answers.length === partCount) this.#tell(cancelAnswered(request, answers));
        },
      );
    }
  }

  reconcile(venueOrderId: string): void {
    this.#line.send<OrderKnown>(
      "order",
      (respond) => {
        this.#connection.order(venueOrderId, (answer) => {
          respond({ answer, ...this.#known(venueOrderId) });
        });
      },
      (known) => this.#tellKnown(venueOrderId, known),
    );
  }

  redeem(marketId: string): void {
    const market = this.#sending(marketId);
    if (market === undefined) return;
    this.#line.send<null>(
      "order",
      (respond) => {
        this.#redeemer.redeem(market);
        respond(null);
      },
      () => undefined,
    );
  }

  checkBalances(tokenIds: readonly (string | null)[]): void {
    for (const tokenId of tokenIds) {
      const asked = tokenId === null ? null : this.#names.venueTokenOf(tokenId);
      this.#line.ask(
        "order",
        (respond) => this.#connection.balance(asked, respond),
        ({ answer, atMs }) => {
          const amount = balanceOf(answer);
          if (amount === null) return;
          const exchangeTimeMs = atMs;
          this.#tell({ schemaVersion: 1, kind: "balance_found", exchangeTimeMs, tokenId, amount });
        },
      );
    }
  }

  #sending(marketId: string): NamedMarket | undefined {
    const market = this.#names.ofMarketId(marketId);
    if (market !== undefined) this.#options.onSending?.(market);
    return market;
  }

  #orderOf(placement: OrderPlacement): InProcessOrder {
    const { venueOrderId, tokenId, side, timeInForce, isPostOnly, expiresAtMs } = placement;
    const orderType: OrderRequest["orderType"] = timeInForce;
    return {
      orderId: venueOrderId,
      account: this.account,
      tokenId: this.#names.venueTokenOf(tokenId),
      side,
      ...signedAmountsOf(placement),
      orderType,
      isPostOnly,
      // The venue ends an order a minute before the expiry that it states.
      expiresAtMs:
        orderType === "GTD" && expiresAtMs !== null ? expiresAtMs + EXPIRY_LEAD_MS : null,
      defersExecution: false,
      builderCode: null,
    };
  }

  #hear(frame: UserFrame): void {
    if (frame.kind === "order") {
      const changed = orderChanged(frame.order, frame.timeMs);
      if (changed !== null) this.#channel(changed);
      return;
    }
    const { trade, role } = frame;
    this.#trades.note(trade);
    for (const changed of this.#partsOf(trade, frame.timeMs)) {
      // A session in both roles hears of each in a frame of its own.
      if (changed.role === role.toLowerCase()) this.#channel(changed);
    }
  }

  #partsOf(trade: VenueTrade, atMs: EpochMs): ReturnType<typeof tradeChanged> {
    const market = this.#names.ofConditionId(trade.conditionId);
    const tokenIds = market?.definition.tokenIds ?? ["", ""];
    return tradeChanged(trade, this.session, (token) => tokenIds[token], atMs);
  }

  #known(venueOrderId: string): Omit<OrderKnown, "answer"> {
    const { exchange } = this.#venue;
    const found = exchange.order(venueOrderId);
    const order = found?.request.session === this.session ? found : undefined;
    const trades = (order?.tradeIds ?? []).flatMap((tradeId) => exchange.trades({ tradeId }));
    return { atMs: exchange.nowMs, order, trades };
  }

  #tellKnown(venueOrderId: string, { answer, atMs, order, trades }: OrderKnown): void {
    const isAnswered = answer !== null && (answer.status === 200 || answer.status === 404);
    if (!isAnswered || order?.state === "delayed") {
      const { exchange } = this.#venue;
      exchange.schedule(exchange.nowMs + RECONCILE_RETRY_MS, () => this.reconcile(venueOrderId));
      return;
    }
    for (const trade of trades) {
      for (const changed of this.#partsOf(trade, atMs)) {
        if (changed.venueOrderId === venueOrderId) this.#tell(changed);
      }
    }
    const state = order === undefined ? null : orderChanged(order, atMs);
    this.#tell(state ?? orderMissing(venueOrderId, atMs));
  }

  #count(market: NamedMarket | undefined, change: 1 | -1): void {
    if (market === undefined) return;
    const { conditionId } = market.terms;
    this.#unansweredIn.set(conditionId, (this.#unansweredIn.get(conditionId) ?? 0) + change);
  }

  #tell(report: VenueReport): void {
    if (this.#listener === null) this.#unheard.push(report);
    else this.#listener(report);
  }
}

function accountOf(runId: string): string {
  return `0x${createHash("sha256").update(`account ${runId}`).digest("hex").slice(0, 40)}`;
}
