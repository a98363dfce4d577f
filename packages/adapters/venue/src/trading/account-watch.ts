import type { EpochMs, MicroUsd, VenueReport, VenueReportOf } from "@polytraders/core";
import type { ExchangeEvent, VenueMode } from "../exchange/exchange-event.ts";
import type { Exchange } from "../exchange/exchange.ts";
import type { IncomeWatch } from "./income-watch.ts";
import type { MarketNames } from "./market-names.ts";
import type { Redeemer } from "./redeemer.ts";

type VenueStatus = VenueReportOf<"venue_status_changed">["status"];
type BalanceChanged = Extract<ExchangeEvent, { readonly kind: "balance_changed" }>;

/** What the geoblock check says of whoever trades. */
export interface GeoblockAnswer {
  readonly isBlocked: boolean;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

const STATUSES: Readonly<Record<VenueMode, VenueStatus>> = {
  normal: "open",
  post_only: "post_only",
  cancel_only: "cancel_only",
  disabled: "closed",
  // Nothing is taken and nothing can be cancelled.
  restarting: "closed",
};

/** Tells what happens to an account beside its orders: money, resolutions, modes of the venue. */
export class AccountWatch {
  readonly #exchange: Exchange;
  readonly #account: string;
  readonly #names: MarketNames;
  readonly #geoblock: GeoblockAnswer;
  readonly #tell: (report: VenueReport) => void;
  readonly #income: IncomeWatch;
  readonly #redeemer: Redeemer;
  #cashMicroUsd: MicroUsd;
  #transferCount = 0;

  constructor(options: {
    readonly exchange: Exchange;
    readonly account: string;
    readonly names: MarketNames;
    readonly geoblock: GeoblockAnswer;
    readonly tell: (report: VenueReport) => void;
    readonly income: IncomeWatch;
    readonly redeemer: Redeemer;
  }) {
    this.#exchange = options.exchange;
    this.#account = options.account;
    this.#names = options.names;
    this.#geoblock = options.geoblock;
    this.#tell = options.tell;
    this.#income = options.income;
    this.#redeemer = options.redeemer;
    this.#cashMicroUsd = options.exchange.balance(options.account, null);
  }

  /** Tells how the venue is doing, then what happens from now on. */
  start(): void {
    const { nowMs, mode } = this.#exchange;
    this.#tellStatus(mode, nowMs);
    this.#exchange.subscribe((event) => this.#hear(event));
  }

  #hear(event: ExchangeEvent): void {
    switch (event.kind) {
      case "venue_mode_changed":
        return this.#tellStatus(event.mode, event.timeMs);
      case "resolution_changed":
        return this.#tellResolution(event);
      case "balance_changed":
        if (event.account === this.#account && event.tokenId === null) this.#hearCash(event);
        return;
      case "chain_action_finished":
        if (event.account === this.#account) this.#redeemer.hear(event);
        return;
      default:
        return;
    }
  }

  #hearCash({ balance, cause, timeMs }: BalanceChanged): void {
    const change = balance - this.#cashMicroUsd;
    this.#cashMicroUsd = balance;
    if (cause === "reward" || cause === "rebate") this.#income.notePayment(cause);
    // What the chain costs leaves for outside, as a withdrawal does.
    const isTransfer = cause === "deposit" || cause === "withdrawal" || cause === "chain_cost";
    if (isTransfer && change !== 0) this.#tellTransfer(change, timeMs);
  }

  #tellTransfer(amountMicroUsd: MicroUsd, timeMs: EpochMs): void {
    this.#transferCount += 1;
    this.#tell({
      schemaVersion: 1,
      kind: "cash_transferred",
      exchangeTimeMs: timeMs,
      operationId: `transfer-${timeMs}-${this.#transferCount}`,
      amountMicroUsd,
    });
  }

  #tellResolution(event: Extract<ExchangeEvent, { readonly kind: "resolution_changed" }>): void {
    const market = this.#names.ofConditionId(event.conditionId);
    if (event.phase !== "final" || event.payouts === null || market === undefined) return;
    this.#tell({
      schemaVersion: 1,
      kind: "market_resolved",
      exchangeTimeMs: event.timeMs,
      marketId: market.definition.marketId,
      payouts: [...event.payouts],
    });
  }

  #tellStatus(mode: VenueMode, timeMs: EpochMs): void {
    this.#tell({
      schemaVersion: 1,
      kind: "venue_status_changed",
      exchangeTimeMs: timeMs,
      status: STATUSES[mode],
      isGeoblocked: this.#geoblock.isBlocked,
      country: this.#geoblock.country,
    });
  }
}
