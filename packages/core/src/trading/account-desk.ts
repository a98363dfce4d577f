import type { VenueReport, VenueReportOf } from "../contracts/venue-report.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { LedgerAnswer } from "../ledger/ledger-answer.ts";
import type { BalanceWatch } from "./balance-watch.ts";
import type { DeskParts } from "./desk-parts.ts";
import type { Redemptions } from "./redemptions.ts";

type AccountReport = Exclude<
  VenueReport,
  {
    kind:
      | "order_answered"
      | "order_changed"
      | "cancel_answered"
      | "trade_changed"
      | "venue_status_changed";
  }
>;

/** What became of a report about money or positions. */
export type AccountOutcome = "booked" | "known" | "refused" | "too_early";

/** Brings what the venue says about money and positions into the ledger. */
export class AccountDesk {
  readonly #parts: DeskParts;
  readonly #balances: BalanceWatch;
  readonly #redemptions: Redemptions;

  constructor(parts: DeskParts, balances: BalanceWatch, redemptions: Redemptions) {
    this.#parts = parts;
    this.#balances = balances;
    this.#redemptions = redemptions;
  }

  take(report: AccountReport): AccountOutcome {
    if (report.kind === "balance_found") {
      this.#balances.take(report);
      return "booked";
    }
    const answer = this.#book(report);
    const market = this.#marketOf(report);
    const outcome = this.#hear(answer, report, market);
    if (outcome === "booked" && market !== null) this.#follow(report, market);
    return outcome;
  }

  #book(report: Exclude<AccountReport, { kind: "balance_found" }>): LedgerAnswer {
    const { ledger, recorder } = this.#parts;
    const { cause } = recorder;
    switch (report.kind) {
      case "cash_transferred":
        return ledger.transferCash(report.operationId, report.amountMicroUsd, cause);
      case "tokens_transferred":
        return ledger.transferTokens(report, cause);
      case "pairs_converted":
        return report.direction === "split"
          ? ledger.splitPairs(report, cause)
          : ledger.mergePairs(report, cause);
      case "market_resolved":
        return ledger.resolveMarket(report.marketId, report.payouts, cause);
      case "tokens_redeemed":
        return ledger.redeem(report, cause);
      case "income_accrued":
        return ledger.accrueIncome({ ...report, fillId: null }, cause);
      case "income_paid":
        return ledger.recordPayout(report, cause);
    }
  }

  #hear(answer: LedgerAnswer, report: AccountReport, market: MarketState | null): AccountOutcome {
    const { recorder } = this.#parts;
    if (answer.status === "unchanged") return "known";
    if (answer.status === "booked") {
      for (const code of answer.notices) recorder.alarm(code, market, report.kind);
      return "booked";
    }
    recorder.alarm(answer.code, market, `${report.kind}: ${answer.found}`);
    const isEarly =
      answer.code === "LEDGER_TOKENS_INSUFFICIENT" || answer.code === "LEDGER_MARKET_UNRESOLVED";
    return isEarly ? "too_early" : "refused";
  }

  #follow(report: AccountReport, market: MarketState): void {
    if (report.kind === "market_resolved") this.#redemptions.review(market);
    else if (report.kind === "tokens_redeemed") this.#redemptions.onRedeemed(market);
    else if (report.kind !== "income_paid" && report.kind !== "income_accrued") {
      this.#parts.marks.watch(market);
      this.#redemptions.review(market);
    }
  }

  #marketOf(report: AccountReport): MarketState | null {
    const { kernel, marketOfToken } = this.#parts;
    if ("marketId" in report) return kernel.marketById(report.marketId) ?? null;
    if (report.kind !== "tokens_transferred") return null;
    return marketOfToken(report.tokenId) ?? null;
  }
}

/** Reports that only make sense after others which have not come yet, kept until those have. */
export class EarlyReports {
  #reports: (AccountReport | VenueReportOf<"trade_changed">)[] = [];

  add(report: AccountReport | VenueReportOf<"trade_changed">): void {
    if (this.#reports.length < EARLY_KEPT) this.#reports.push(report);
  }

  /** Takes all of them out, oldest first. */
  takeAll(): readonly (AccountReport | VenueReportOf<"trade_changed">)[] {
    const reports = this.#reports;
    if (reports.length > 0) this.#reports = [];
    return reports;
  }
}

const EARLY_KEPT = 1_000;
