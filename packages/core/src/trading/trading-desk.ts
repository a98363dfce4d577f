import type { OrderCare } from "../bot/grants.ts";
import type { VenueReport, VenueReportOf } from "../contracts/venue-report.ts";
import type { ErrorCode } from "../errors/error-table.ts";
import { thrownText } from "../errors/thrown-text.ts";
import type { KernelDesk } from "../kernel/kernel-desk.ts";
import type { KernelEvent } from "../kernel/kernel-event.ts";
import type { KernelBot } from "../kernel/kernel.ts";
import type { MarketState } from "../kernel/market-state.ts";
import { Ledger } from "../ledger/ledger.ts";
import { ledgerPortOf } from "../ledger/view/ledger-port-of.ts";
import type { ExecutionPort } from "../ports/execution-port.ts";
import type { LedgerPort } from "../ports/ledger-port.ts";
import type { OpenOrder, OpenOrders } from "../ports/open-orders.ts";
import type { OrderGateway } from "../ports/order-gateway.ts";
import type { VenueHealth } from "../ports/venue-health.ts";
import type { ApprovedCancel, ApprovedOrder } from "../risk/approval.ts";
import { isApprovedCancel, isApprovedOrder } from "../risk/is-approved.ts";
import { RUNTIME_BOT_ID } from "../kernel/runtime-statement.ts";
import { AccountDesk, EarlyReports } from "./account-desk.ts";
import { Agenda } from "./agenda.ts";
import { Announcements } from "./announcements.ts";
import { BalanceWatch } from "./balance-watch.ts";
import type { DeskParts, TradingDeskCompany } from "./desk-parts.ts";
import { DeskRecorder } from "./desk-recorder.ts";
import { DrawdownWatch } from "./drawdown-watch.ts";
import { FillDesk } from "./fill-desk.ts";
import { GatewayFaults, isGatewayFault } from "./gateway-faults.ts";
import { listingsOf, marketsByToken } from "./list-markets.ts";
import { openOrdersOf } from "./open-orders-of.ts";
import { OrderCarer } from "./order-carer.ts";
import { OrderFlow } from "./order-flow.ts";
import { OrderNewsDesk } from "./order-news-desk.ts";
import { OrderRegister } from "./order-register.ts";
import { OrderTeller } from "./order-teller.ts";
import { Outbox, type OutboxOwner } from "./outbox.ts";
import { placementViewOf, type PlacementView } from "./placement-view.ts";
import { PriceMarks } from "./price-marks.ts";
import { Recovery, type ResumeReport } from "./recovery.ts";
import { Redemptions } from "./redemptions.ts";
import { faultOfReport } from "./report-fault.ts";
import type { ResumeOptions, TradingDeskOptions } from "./trading-desk-options.ts";
import { TRADING_DEFAULTS } from "./trading-options.ts";
import { VenueCondition } from "./venue-condition.ts";
import type { Placement } from "./working-order.ts";

const NO_IDS: ReadonlySet<string> = new Set();

const NOBODY: TradingDeskCompany = {
  planners: [],
  barrier: { halt: () => false, find: () => null },
  cancelThroughRisk: () => false,
};

/**
 * The order path behind risk: it reserves what was approved, has it planned, writes it down, sends it,
 * and turns what the venue says into orders, fills and the ledger. What it does is a function of the
 * kernel's events alone, but for what fails outside: a journal or a gateway that throws halts.
 */
export class TradingDesk implements ExecutionPort, KernelDesk, KernelBot, OutboxOwner {
  readonly ledger: Ledger;
  readonly ledgerPort: LedgerPort;
  readonly openOrders: OpenOrders;
  readonly venueHealth: VenueHealth;
  readonly #options: TradingDeskOptions;
  readonly #parts: DeskParts;
  readonly #register: OrderRegister;
  readonly #outbox: Outbox;
  readonly #teller: OrderTeller;
  readonly #flow: OrderFlow;
  readonly #carer: OrderCarer;
  readonly #orderNews: OrderNewsDesk;
  readonly #fills: FillDesk;
  readonly #account: AccountDesk;
  readonly #balances: BalanceWatch;
  readonly #redemptions: Redemptions;
  readonly #drawdown: DrawdownWatch;
  readonly #recovery: Recovery;
  readonly #early = new EarlyReports();
  readonly #faults = new GatewayFaults();
  readonly #venue: VenueCondition;
  #company = NOBODY;
  #isStarted = false;
  /** The event is a venue report or a timer of the desk's own. */
  #isOwnEvent = false;

  constructor(options: TradingDeskOptions) {
    const { kernel, trading, configVersion, journal, hostIndex, onNotice } = options;
    this.#options = options;
    this.ledger = new Ledger(trading.ledger);
    this.#register = new OrderRegister(() => kernel.nowMs);
    const recorder = new DeskRecorder(kernel, configVersion, onNotice);
    for (const listing of listingsOf(kernel.markets.map(({ definition }) => definition))) {
      const answer = this.ledger.listMarket(listing, recorder.cause);
      if (answer.status === "refused") recorder.alarm(answer.code, null, answer.found);
    }
    const agenda = new Agenda(kernel.timers, hostIndex);
    const byToken = marketsByToken(kernel.markets);
    this.#parts = {
      kernel,
      ledger: this.ledger,
      register: this.#register,
      recorder,
      agenda,
      announcements: new Announcements(kernel, agenda),
      marks: new PriceMarks(this.ledger, kernel.markets),
      answerTimeoutMs: trading.answerTimeoutMs ?? TRADING_DEFAULTS.answerTimeoutMs,
      company: () => this.#company,
      marketOfToken: (tokenId) => byToken.get(tokenId),
    };
    const parts = this.#parts;
    this.#outbox = new Outbox(trading.gateway, journal, this);
    this.#teller = new OrderTeller(parts, (order) => this.#flow.onOver(order));
    this.#carer = new OrderCarer(parts, this.#outbox, this.#teller, (placement) =>
      this.#cancelAgain(placement),
    );
    this.#flow = new OrderFlow(parts, this.#outbox, this.#teller, this.#carer);
    this.#orderNews = new OrderNewsDesk(parts, this.#teller, this.#carer);
    this.#fills = new FillDesk(parts, this.#orderNews);
    this.#redemptions = new Redemptions(parts, this.#outbox, trading.redeemsWhenResolved ?? true);
    this.#balances = new BalanceWatch(parts, this.#redemptions);
    this.#account = new AccountDesk(parts, this.#balances, this.#redemptions);
    this.#drawdown = new DrawdownWatch(parts);
    this.#recovery = new Recovery(this.#register, this.ledger);
    this.openOrders = openOrdersOf(this.#register);
    this.#venue = new VenueCondition(() => options.kernel.feedHeardAtMs);
    this.venueHealth = this.#venue;
    this.ledgerPort = ledgerPortOf(this.ledger.view, {
      nowMs: () => kernel.nowMs,
      reconciledAtMs: () => this.#balances.reconciledAtMs,
    });
  }

  /** Joins the desk to those it works with. Called once, before the first event. */
  attach(company: TradingDeskCompany): void {
    this.#company = company;
  }

  /** Approvals taken in so far. */
  get orderCount(): number {
    return this.#register.orderCount;
  }
  /** Orders sent to the venue so far, slices counted each. */
  get placementCount(): number {
    return this.#register.placementCount;
  }
  /** Notices so far, by code. */
  get noticeCounts(): ReadonlyMap<ErrorCode, number> {
    return this.#parts.recorder.noticeCounts;
  }
  /** Every open order, oldest first. */
  listOpenOrders(): readonly OpenOrder[] {
    return [...this.#register.openOrders()].map(({ view }) => view);
  }

  /** What of the open orders is at the venue or on its way, slices each on their own, oldest first. */
  listPlacements(): readonly PlacementView[] {
    return [...this.#register.openOrders()].flatMap(({ placements }) =>
      placements.filter(({ isOver }) => !isOver).map((placement) => placementViewOf(placement)),
    );
  }

  submit(order: ApprovedOrder): void {
    if (!isApprovedOrder(order)) throw new TypeError("expected an order that risk has approved");
    const { record } = order;
    const market = this.#options.kernel.marketById(record.marketId);
    if (market === undefined) throw new RangeError(`expected a market of the run`);
    this.#flow.submit(record, market);
  }

  cancel(cancel: ApprovedCancel): void {
    if (!isApprovedCancel(cancel)) throw new TypeError("expected an approved cancellation");
    this.#flow.cancel(cancel.record);
  }

  /** Care for orders in the name of an execution bot. */
  careOf(botId: string): OrderCare {
    return {
      cancel: (orderId, reasonCode) => {
        if (this.openOrders.find(orderId) === undefined) return false;
        return this.#company.cancelThroughRisk(botId, orderId, reasonCode);
      },
      reconcile: (orderId) => this.#carer.askFor(orderId),
    };
  }

  prepare(event: KernelEvent): void {
    this.#isOwnEvent = event.kind === "venue";
    if (event.kind === "frame") {
      const { market, hasBookChange } = event;
      if (hasBookChange && this.#parts.marks.isWatched(market)) this.#followPrices(market);
    } else if (event.kind === "venue") {
      this.#guard("EXEC_REPORT_FAILED", () => this.#take(event.report));
    } else if (event.kind === "command") {
      this.#guard("EXEC_DESK_FAILED", () => this.#drawdown.apply(event.command));
    }
  }

  handle(event: KernelEvent): void {
    if (event.kind !== "timer" || event.timer.hostIndex !== this.#options.hostIndex) return;
    this.#isOwnEvent = true;
    this.#guard("EXEC_DESK_FAILED", () => this.#parts.agenda.runDue(event.timeMs));
  }

  complete(_event: KernelEvent): void {
    if (!this.#isStarted) this.#start();
    const { announcements } = this.#parts;
    if (this.#flow.hasOrdersToPlan) this.#guard("EXEC_DESK_FAILED", () => this.#flow.planAll());
    if (!this.#outbox.isEmpty) this.#guard("EXEC_DESK_FAILED", () => this.#outbox.flush());
    announcements.flush(this.#isOwnEvent);
  }

  /**
   * Goes on after a replay, with the gateway of a real venue in the place of one that does nothing.
   *
   * @param journalledIds - placements and cancellations that the journal holds
   * @throws what the journal throws; nothing has been sent then
   */
  resume(
    gateway: OrderGateway,
    journalledIds: ReadonlySet<string>,
    { nowMs = this.#options.kernel.nowMs, sentIds = NO_IDS }: ResumeOptions = {},
  ): ResumeReport {
    const { kernel, journal } = this.#options;
    this.#outbox.gateway = gateway;
    return this.#recovery.resume({
      gateway,
      journal,
      journalledIds,
      sentIds,
      nowMs,
      answerTimeoutMs: this.#parts.answerTimeoutMs,
      redemptions: this.#redemptions.marketIds,
      isWanted: ({ order }) => {
        const { originId, marketId } = order.approved;
        const isOpen = !order.isCancelling && kernel.isTradingEnabled;
        return isOpen && this.#company.barrier.find(originId, marketId) === null;
      },
    });
  }

  /**
   * Asked of every report before it is journalled. Answers true for one that must not become an input:
   * it answers a question of {@link resume}, and tells nothing new.
   */
  takesAnswer(report: VenueReport): boolean {
    return this.#recovery.takes(report);
  }

  onPlaced(placement: Placement): void {
    placement.handOver();
    this.#teller.tell(placement.order, { placement });
    this.#carer.watch(placement);
    this.#carer.watchExpiry(placement);
  }

  onNotWritten(placements: readonly Placement[], error: unknown): void {
    const found = thrownText(error);
    this.#flow.abandonUnwritten(placements, { reasonCode: "EXEC_JOURNAL_FAILED", found });
    this.#halt("EXEC_JOURNAL_FAILED", found, null);
  }

  mayPlace(placement: Placement): boolean {
    if (!this.#faults.blocks(placement)) return true;
    this.#faults.addUnsent(placement, this.#options.kernel.nowMs);
    this.onPlaced(placement);
    return false;
  }

  onPlaceFault(placement: Placement, error: unknown): void {
    this.#faults.add(placement, thrownText(error), this.#options.kernel.nowMs);
    this.onPlaced(placement);
  }

  /** Faults of the gateway since the last call: each is to become an input, like any other report. */
  takeFaults(): readonly VenueReport[] {
    return this.#faults.take();
  }

  onRequestFault(subject: string, error: unknown): void {
    this.#parts.recorder.alarm("EXEC_GATEWAY_FAULT", null, `${subject}: ${thrownText(error)}`);
  }

  #take(report: VenueReport): void {
    const { kernel } = this.#options;
    this.#venue.reportedAtMs = kernel.nowMs;
    const fault = faultOfReport(report);
    if (fault !== null) return this.#parts.recorder.alarm("EXEC_REPORT_MALFORMED", null, fault);
    switch (report.kind) {
      case "order_answered":
        this.#orderNews.takeAnswer(report);
        if (isGatewayFault(report)) this.#haltAfter(report);
        return;
      case "order_changed":
        return this.#orderNews.takeChange(report);
      case "cancel_answered":
        return this.#orderNews.takeCancelAnswer(report);
      case "venue_status_changed": {
        const { status, isGeoblocked, country } = report;
        if (!this.#venue.take(report, kernel.nowMs)) return;
        return this.#parts.recorder.state("EXEC_VENUE_STATUS", null, {
          status,
          isGeoblocked,
          country,
        });
      }
      default:
        this.#takeMoney(report);
    }
  }

  #haltAfter({ venueOrderId, venueReason }: VenueReportOf<"order_answered">): void {
    const placement = this.#register.placement(venueOrderId);
    if (placement === undefined) return;
    const found = `placement ${placement.record.placementId}, ${venueReason ?? ""}`;
    this.#halt("EXEC_GATEWAY_FAULT", found, placement);
  }

  #takeMoney(report: Parameters<EarlyReports["add"]>[0]): void {
    const isTrade = report.kind === "trade_changed";
    const outcome = isTrade ? this.#fills.take(report) : this.#account.take(report);
    if (outcome === "too_early") return this.#early.add(report);
    if (outcome !== "booked") return;
    if (isTrade) {
      const market = this.#parts.marketOfToken(report.tokenId);
      if (market !== undefined) this.#redemptions.review(market);
    }
    this.#drawdown.judge();
    for (const early of this.#early.takeAll()) this.#takeMoney(early);
  }

  /** The first event: how the account stands is asked at once, and then again and again. */
  #start(): void {
    this.#isStarted = true;
    const { balanceCheckMs = TRADING_DEFAULTS.balanceCheckMs } = this.#options.trading;
    if (balanceCheckMs === null) return;
    const { agenda } = this.#parts;
    const check = (): void => {
      const { nowMs } = this.#options.kernel;
      const held = this.ledger.view.positions().map(({ tokenId }) => tokenId);
      this.#outbox.checkBalances([null, ...held]);
      agenda.add({ isMoot: () => false, run: check }, nowMs + balanceCheckMs, nowMs);
    };
    check();
  }

  #cancelAgain(placement: Placement): void {
    const { record, cancelCount } = placement;
    this.#flow.sendCancel(`${record.placementId}/cancel/${cancelCount + 1}`, [placement]);
  }

  /** Runs for most frames: guarded without a function of its own. */
  #followPrices(market: MarketState): void {
    try {
      this.#parts.marks.mark(market);
      this.#drawdown.onPrices(this.#options.kernel.nowMs);
    } catch (error) {
      this.#halt("EXEC_DESK_FAILED", thrownText(error), null);
    }
  }

  /** Whatever goes wrong inside: nothing more is sent, and the kernel goes on. */
  #guard(code: "EXEC_DESK_FAILED" | "EXEC_REPORT_FAILED", work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#halt(code, thrownText(error), null);
    }
  }

  #halt(
    code: "EXEC_JOURNAL_FAILED" | "EXEC_GATEWAY_FAULT" | "EXEC_DESK_FAILED" | "EXEC_REPORT_FAILED",
    found: string,
    placement: Placement | null,
  ): void {
    const market = placement?.order.market ?? null;
    const { nowMs } = this.#options.kernel;
    this.#parts.recorder.alarm(code, market, found);
    this.#company.barrier.halt({
      scope: {
        botId: placement?.record.botId ?? null,
        marketId: market?.definition.marketId ?? null,
      },
      cause: "automatic",
      by: RUNTIME_BOT_ID,
      reasonCode: code,
      reason: found,
      sinceMs: nowMs,
    });
  }
}
