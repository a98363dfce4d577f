import type { FillEvent } from "../contracts/fill-event.ts";
import type { EpochMs, MicroUsd, PriceUnits } from "../domain/units.ts";
import { PolytradersError } from "../errors/polytraders-error.ts";
import { isNamed, isTime } from "./amounts/amount-range.ts";
import { applyEntry } from "./apply-entry.ts";
import { auditState } from "./audit-state.ts";
import { decideCashCheck, decideTokensCheck, type TokensSeen } from "./commands/check-commands.ts";
import {
  decideConversion,
  decideMerge,
  decideSplit,
  type NegRiskConversionOrder,
  type PairConversion,
} from "./commands/conversion-commands.ts";
import { decideFill, type LedgerFill } from "./commands/fill-commands.ts";
import {
  decideAccrual,
  decidePayout,
  type IncomeAccrual,
  type IncomePayout,
} from "./commands/income-commands.ts";
import {
  decideListing,
  decideRedemption,
  decideResolution,
  type Redemption,
} from "./commands/market-commands.ts";
import {
  decideOrderUpdate,
  decideRelease,
  decideReservation,
  type LedgerOrderUpdate,
  type OrderReservation,
} from "./commands/order-commands.ts";
import {
  decideCashTransfer,
  decideTokenTransfer,
  type TokenTransfer,
} from "./commands/transfer-commands.ts";
import { EntryLog } from "./entry-log.ts";
import type { Drawdown } from "./equity/drawdown.ts";
import { type Decision, type LedgerAnswer, refused } from "./ledger-answer.ts";
import type { LedgerCause, LedgerEntry, OperatorOrder } from "./ledger-entry.ts";
import { LEDGER_DEFAULTS, type LedgerOptions } from "./ledger-options.ts";
import { LedgerState } from "./ledger-state.ts";
import { noticesOf } from "./notices.ts";
import type { MarketListing } from "./positions/market-registry.ts";
import { LedgerView } from "./view/ledger-view.ts";

/**
 * What we own, owe and have earned: the same in backtest, paper, shadow and live.
 *
 * Whatever is accepted becomes an entry, and only entries change the state, so the entries alone
 * rebuild it. What cannot be is refused with a code and changes nothing. All amounts are whole
 * micro-units. Prices of tokens are no entries: they come from recorded market data and only value
 * what is held.
 */
export class Ledger {
  /** For everybody who may look and not touch. */
  readonly view: LedgerView;
  readonly #state: LedgerState;
  readonly #log: EntryLog;

  constructor(options: LedgerOptions = {}) {
    this.#state = new LedgerState(options);
    this.#log = new EntryLog(
      options.entriesKeptMax ?? LEDGER_DEFAULTS.entriesKeptMax,
      options.onEntry ?? null,
    );
    this.view = new LedgerView(this.#state, this.#log);
  }

  /**
   * Rebuilds a ledger from all its entries; `onEntry` hears only those after them. Prices are to be
   * marked again.
   *
   * @throws PolytradersError `LEDGER_ENTRIES_BROKEN` for a gap, `LEDGER_INVARIANT_BROKEN` for entries
   *   that do not fit together
   */
  static restore(entries: Iterable<LedgerEntry>, options: LedgerOptions = {}): Ledger {
    const ledger = new Ledger(options);
    for (const entry of entries) {
      const expected = ledger.#log.count;
      if (entry.sequence !== expected) {
        throw new PolytradersError("LEDGER_ENTRIES_BROKEN", {
          found: `entry ${entry.sequence} in place of entry ${expected}`,
        });
      }
      applyEntry(ledger.#state, entry);
      ledger.#log.adopt(entry);
    }
    return ledger;
  }

  listMarket(listing: MarketListing, cause: LedgerCause): LedgerAnswer {
    return this.#write(decideListing(this.#state, listing), cause);
  }

  /** @param amountMicroUsd - positive for a deposit, negative for a withdrawal */
  transferCash(operationId: string, amountMicroUsd: MicroUsd, cause: LedgerCause): LedgerAnswer {
    return this.#write(decideCashTransfer(this.#state, operationId, amountMicroUsd), cause);
  }

  /** Tokens from or to outside; also positions that existed before the first start. */
  transferTokens(transfer: TokenTransfer, cause: LedgerCause): LedgerAnswer {
    return this.#write(decideTokenTransfer(this.#state, transfer), cause);
  }

  /** Before an order is sent: what it promises counts as used. */
  reserveOrder(order: OrderReservation, cause: LedgerCause): LedgerAnswer {
    return this.#write(decideReservation(this.#state, order), cause);
  }

  recordOrderUpdate(update: LedgerOrderUpdate, cause: LedgerCause): LedgerAnswer {
    return this.#write(decideOrderUpdate(this.#state, update), cause);
  }

  /** Frees what an order still promises, for one that was never sent or is known to be gone. */
  releaseOrder(orderId: string, cause: LedgerCause): LedgerAnswer {
    return this.#write(decideRelease(this.#state, orderId), cause);
  }

  /**
   * A fill, or the next state of one. States may come late, twice and in any order.
   *
   * @param notionalMicroUsd - what was paid or received without fees, where the venue tells it;
   *   otherwise price times size, rounded up for a purchase and down for a sale
   */
  recordFill(
    fill: LedgerFill & Pick<FillEvent, keyof LedgerCause>,
    notionalMicroUsd: MicroUsd | null = null,
  ): LedgerAnswer {
    return this.#write(decideFill(this.#state, fill, notionalMicroUsd), fill);
  }

  splitPairs(split: PairConversion, cause: LedgerCause): LedgerAnswer {
    return this.#write(decideSplit(this.#state, split), cause);
  }

  mergePairs(merge: PairConversion, cause: LedgerCause): LedgerAnswer {
    return this.#write(decideMerge(this.#state, merge), cause);
  }

  convertNegRisk(order: NegRiskConversionOrder, cause: LedgerCause): LedgerAnswer {
    return this.#write(decideConversion(this.#state, order), cause);
  }

  /** @param payouts - price units per share of either token; 5,000 each when the market is void */
  resolveMarket(
    marketId: string,
    payouts: readonly [PriceUnits, PriceUnits],
    cause: LedgerCause,
  ): LedgerAnswer {
    return this.#write(decideResolution(this.#state, marketId, payouts), cause);
  }

  redeem(redemption: Redemption, cause: LedgerCause): LedgerAnswer {
    return this.#write(decideRedemption(this.#state, redemption), cause);
  }

  accrueIncome(accrual: IncomeAccrual, cause: LedgerCause): LedgerAnswer {
    return this.#write(decideAccrual(this.#state, accrual), cause);
  }

  recordPayout(payout: IncomePayout, cause: LedgerCause): LedgerAnswer {
    return this.#write(decidePayout(this.#state, payout), cause);
  }

  /** Compares settled cash with the chain: more than 2 % off warns, more than 10 % overwrites. */
  checkCash(actualMicroUsd: MicroUsd, cause: LedgerCause): LedgerAnswer {
    return this.#write(decideCashCheck(this.#state, actualMicroUsd), cause);
  }

  /** The same for settled tokens. Tokens that are gone are a loss of their cost. */
  checkTokens(seen: TokensSeen, cause: LedgerCause): LedgerAnswer {
    return this.#write(decideTokensCheck(this.#state, seen), cause);
  }

  /** The newest prices of a token, -1 for unknown: see {@link LedgerView.tokenIndexOf}. */
  mark(tokenIndex: number, bestBid: PriceUnits, price: PriceUnits): void {
    const token = this.#state.markets.tokens[tokenIndex];
    if (token !== undefined) this.#state.totals.mark(token, bestBid, price);
  }

  /** Drawdown at this moment; latches a halt, as an entry, when the limit is reached. */
  judgeDrawdown(cause: LedgerCause): Drawdown {
    const drawdown = this.view.drawdown(cause.timeMs);
    if (!drawdown.isHalted || this.#state.isHaltLatched) return drawdown;
    const { peakMicroUsd, effectiveMicroUsd } = drawdown;
    const cashMicroUsd = this.#state.cash.cash;
    this.#write({ kind: "drawdown_halted", peakMicroUsd, effectiveMicroUsd, cashMicroUsd }, cause);
    return drawdown;
  }

  /** Lets the peak start over from present cash. A halt stays. */
  resetPeak(order: OperatorOrder, cause: LedgerCause): LedgerAnswer {
    const cashMicroUsd = this.#state.cash.cash;
    const peakBeforeMicroUsd = this.#peakAt(cause.timeMs);
    return this.#write(
      decideOperator(order, { kind: "peak_reset", ...order, peakBeforeMicroUsd, cashMicroUsd }),
      cause,
    );
  }

  /** Takes a latched halt away. The peak stays, so a drawdown still beyond the limit halts again. */
  resetHalt(order: OperatorOrder, cause: LedgerCause): LedgerAnswer {
    return this.#write(decideOperator(order, { kind: "halt_reset", ...order }), cause);
  }

  /**
   * Adds everything up again and compares.
   *
   * @throws PolytradersError `LEDGER_INVARIANT_BROKEN`
   */
  audit(): void {
    auditState(this.#state);
  }

  #peakAt(nowMs: EpochMs): MicroUsd {
    return this.#state.peak.peakAt(nowMs, this.#state.cash.cash);
  }

  #write(decision: Decision, cause: LedgerCause): LedgerAnswer {
    if (!("kind" in decision)) return decision;
    const { timeMs, correlationId, eventSequence } = cause;
    if (!isTime(timeMs)) return refused("LEDGER_AMOUNT_INVALID", `timeMs ${timeMs}`);
    const state = this.#state;
    const oversoldBefore = state.totals.oversoldPositionCount;
    const sequence = this.#log.count;
    const entry: LedgerEntry = { sequence, timeMs, correlationId, eventSequence, ...decision };
    applyEntry(state, entry);
    this.#log.append(entry);
    return { status: "booked", entry, notices: noticesOf(state, entry, oversoldBefore) };
  }
}

function decideOperator(order: OperatorOrder, draft: Decision): Decision {
  if (isNamed(order.operator.trim()) && isNamed(order.reason.trim())) return draft;
  return refused(
    "LEDGER_OPERATOR_MISSING",
    `operator "${order.operator}", reason "${order.reason}"`,
  );
}
