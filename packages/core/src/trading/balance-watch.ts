import type { VenueReportOf } from "../contracts/venue-report.ts";
import type { EpochMs, MicroUsd } from "../domain/units.ts";
import type { LedgerAnswer } from "../ledger/ledger-answer.ts";
import type { LedgerEntry } from "../ledger/ledger-entry.ts";
import type { DeskParts } from "./desk-parts.ts";
import type { Redemptions } from "./redemptions.ts";

/** Where the chain may stand while fills and redemptions are on their way to it. */
interface Range {
  readonly expected: number;
  /** What may have left already. */
  readonly leaving: number;
  /** What may have arrived already. */
  readonly arriving: number;
}

/**
 * Compares what the ledger expects on the chain with what is found there. What fills on their way
 * explain is no difference; of anything else the ledger warns or corrects itself, and a difference
 * that is new has a code of its own, however small.
 */
export class BalanceWatch {
  readonly #parts: DeskParts;
  readonly #redemptions: Redemptions;
  /** Differences found last, by token; "" for pUSD. */
  readonly #differences = new Map<string, number>();
  #reconciledAtMs: EpochMs | null = null;

  constructor(parts: DeskParts, redemptions: Redemptions) {
    this.#parts = parts;
    this.#redemptions = redemptions;
  }

  /** When cash was last found where the ledger has it; `null` before. */
  get reconciledAtMs(): EpochMs | null {
    return this.#reconciledAtMs;
  }

  take({ tokenId, amount }: VenueReportOf<"balance_found">): void {
    if (tokenId === null) this.#takeCash(amount);
    else this.#takeTokens(tokenId, amount);
  }

  #takeCash(amount: MicroUsd): void {
    const { ledger, recorder, kernel } = this.#parts;
    if (this.#isOpening(amount)) {
      const answer = ledger.transferCash("opening", amount, recorder.cause);
      this.#hear(answer, "opening balance");
      this.#reconciledAtMs = kernel.nowMs;
      return;
    }
    const { settledMicroUsd, committedMicroUsd, unsettledProceedsMicroUsd } = ledger.view.cash;
    const unexplained = unexplainedOf(amount, {
      expected: settledMicroUsd,
      leaving: committedMicroUsd,
      arriving: unsettledProceedsMicroUsd + this.#redemptions.expectedMicroUsd,
    });
    this.#noteMove("", unexplained, `${unexplained} micro-pUSD more than the ledger expects`);
    const answer = ledger.checkCash(settledMicroUsd + unexplained, recorder.cause);
    this.#hear(answer, "cash");
    if (answer.status !== "booked" || answer.entry.kind !== "cash_checked") return;
    if (answer.entry.level !== "WARN") this.#reconciledAtMs = kernel.nowMs;
    if (answer.entry.level === "AUTO_CORRECT") this.#differences.delete("");
  }

  /** The account as it is found before the first entry about money is how it was opened. */
  #isOpening(amount: MicroUsd): boolean {
    const { view } = this.#parts.ledger;
    return amount > 0 && !view.hasMoneyMoved;
  }

  #takeTokens(tokenId: string, amount: number): void {
    const { ledger, recorder, marketOfToken } = this.#parts;
    const { view } = ledger;
    const position = view.position(tokenId);
    const expected = position?.settledSize ?? 0;
    let leaving = 0;
    let arriving = 0;
    for (const fill of view.openFills()) {
      if (fill.tokenId !== tokenId || fill.settlement === "MINED") continue;
      if (fill.side === "BUY") arriving += fill.size;
      else leaving += fill.size;
    }
    const market = marketOfToken(tokenId);
    if (market !== undefined && this.#redemptions.isAsked(market)) leaving = expected;
    const unexplained = unexplainedOf(amount, { expected, leaving, arriving });
    const about = `${unexplained} micro-shares of ${tokenId} more than the ledger expects`;
    this.#noteMove(tokenId, unexplained, about);
    const seen = { tokenId, actualSize: Math.max(0, expected + unexplained), costMicroUsd: 0 };
    const answer = ledger.checkTokens(seen, recorder.cause);
    this.#hear(answer, `token ${tokenId}`);
    if (answer.status !== "booked" || answer.entry.kind !== "tokens_checked") return;
    if (answer.entry.level !== "AUTO_CORRECT") return;
    this.#differences.delete(tokenId);
    if (market !== undefined) this.#parts.marks.watch(market);
  }

  /** Says once that something has moved which no entry explains. */
  #noteMove(key: string, difference: number, found: string): void {
    const { recorder, marketOfToken } = this.#parts;
    const known = this.#differences.get(key) ?? 0;
    if (difference === known) return;
    if (difference === 0) {
      this.#differences.delete(key);
      return;
    }
    this.#differences.set(key, difference);
    const market = marketOfToken(key) ?? null;
    recorder.state("EXEC_BALANCE_MOVED", market, { tokenId: key === "" ? null : key, difference });
    recorder.alarm("EXEC_BALANCE_MOVED", market, found);
  }

  #hear(answer: LedgerAnswer, about: string): void {
    const { recorder } = this.#parts;
    if (answer.status === "refused") recorder.alarm(answer.code, null, `${about}: ${answer.found}`);
    if (answer.status !== "booked") return;
    for (const code of answer.notices)
      recorder.alarm(code, null, `${about}: ${shown(answer.entry)}`);
  }
}

/** How far an amount lies outside of what could be there; 0 inside. */
function unexplainedOf(amount: number, { expected, leaving, arriving }: Range): number {
  if (amount > expected + arriving) return amount - expected - arriving;
  if (amount < expected - leaving) return amount - expected + leaving;
  return 0;
}

function shown(entry: LedgerEntry): string {
  if (entry.kind === "cash_checked") {
    return `${entry.actualMicroUsd} found, ${entry.expectedMicroUsd} expected`;
  }
  if (entry.kind !== "tokens_checked") return entry.kind;
  return `${entry.actualSize} found, ${entry.expectedSize} expected`;
}
