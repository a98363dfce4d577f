import type { EpochMs, MicroShares, MicroUsd } from "../../domain/units.ts";
import { availableCash } from "../commands/transfer-commands.ts";
import type { EntryLog } from "../entry-log.ts";
import type { Drawdown } from "../equity/drawdown.ts";
import { utcDayOf } from "../exposure/utc-day.ts";
import type { FillRecord } from "../fills/fill-record.ts";
import type { AccrualKey } from "../income/accruals.ts";
import type { LedgerEntry } from "../ledger-entry.ts";
import type { LedgerState } from "../ledger-state.ts";
import { type OutcomeExposure, outcomeExposureOf } from "../positions/worst-case.ts";
import type {
  LedgerCash,
  LedgerEquity,
  LedgerFillState,
  LedgerOrder,
  LedgerPnl,
  LedgerPosition,
} from "./ledger-figures.ts";
import { positionOf } from "./position-of.ts";

/**
 * The ledger as others see it: nothing here can change it, and what is returned is a copy. Numbers by
 * themselves cost no allocation and, like every exposure, no walk over positions.
 */
export class LedgerView {
  readonly #state: LedgerState;
  readonly #log: EntryLog;

  constructor(state: LedgerState, log: EntryLog) {
    this.#state = state;
    this.#log = log;
  }

  get cash(): LedgerCash {
    const { cash, orders } = this.#state;
    return {
      cashMicroUsd: cash.cash,
      settledMicroUsd: cash.settled,
      committedMicroUsd: cash.committed,
      unsettledProceedsMicroUsd: cash.unsettledProceeds,
      reservedMicroUsd: orders.buys,
      reservedFeesMicroUsd: orders.fees,
      availableMicroUsd: availableCash(this.#state),
    };
  }

  get equity(): LedgerEquity {
    const { cash, orders, totals, effectiveEquity } = this.#state;
    return {
      cashMicroUsd: cash.cash,
      redeemableMicroUsd: totals.redeemable,
      inFlightMicroUsd: totals.inFlight,
      reservedMicroUsd: orders.buys,
      effectiveEquityMicroUsd: effectiveEquity,
      unmarkedPositionCount: totals.unmarkedPositionCount,
    };
  }

  get cashMicroUsd(): MicroUsd {
    return this.#state.cash.cash;
  }

  /** Positions won or resolved, from one dollar on. */
  get redeemableMicroUsd(): MicroUsd {
    return this.#state.totals.redeemable;
  }

  /** Other positions and sales on their way, at the lower of cost and bid. */
  get inFlightMicroUsd(): MicroUsd {
    return this.#state.totals.inFlight;
  }

  /** What came in from outside less what left: deposits, withdrawals, and tokens at the cost they were given. */
  get contributedMicroUsd(): MicroUsd {
    return this.#state.cash.deposited + this.#state.totals.contributed;
  }

  /** False until the first entry about money or tokens that are ours. */
  get hasMoneyMoved(): boolean {
    const { cash, totals } = this.#state;
    return (
      cash.settled !== 0 ||
      cash.deposited !== 0 ||
      cash.corrected !== 0 ||
      cash.committed !== 0 ||
      cash.unsettledProceeds !== 0 ||
      totals.realizedPnl !== 0 ||
      totals.openPositionCount !== 0
    );
  }

  /** Highest cash in force in one of the modes, whichever the drawdown is judged by. */
  peakCashMicroUsd(mode: "all_time" | "rolling" | "daily", nowMs: EpochMs): MicroUsd {
    const { peak, cash } = this.#state;
    return peak.peakAt(nowMs, cash.cash, mode);
  }

  get effectiveEquityMicroUsd(): MicroUsd {
    return this.#state.effectiveEquity;
  }

  get availableCashMicroUsd(): MicroUsd {
    return availableCash(this.#state);
  }

  get pnl(): LedgerPnl {
    const { totals, cash, accruals } = this.#state;
    return {
      realizedMicroUsd: totals.realizedPnl,
      unrealizedMicroUsd: totals.marketValue - totals.heldCost,
      feesMicroUsd: totals.feesPaid,
      rebatesPaidMicroUsd: cash.rebatesPaid,
      rewardsPaidMicroUsd: cash.rewardsPaid,
      rebatesAccruedMicroUsd: accruals.total("rebate"),
      rewardsAccruedMicroUsd: accruals.total("reward"),
    };
  }

  accruedMicroUsd(key: AccrualKey): MicroUsd {
    return this.#state.accruals.of(key);
  }

  drawdown(nowMs: EpochMs): Drawdown {
    const { peak, cash, limits, effectiveEquity, isHaltLatched } = this.#state;
    const highest = peak.peakAt(nowMs, cash.cash);
    return limits.judge(highest, effectiveEquity, cash.cash, isHaltLatched);
  }

  /** True from a halt until an operator resets it. */
  get isHalted(): boolean {
    return this.#state.isHaltLatched;
  }

  /** Cost of all held positions. */
  get exposureMicroUsd(): MicroUsd {
    return this.#state.totals.exposure;
  }

  /** All held positions at payout, bid or else cost, also above what they cost. */
  get marketValueMicroUsd(): MicroUsd {
    return this.#state.totals.marketValue;
  }

  /** Notional of all open buy orders. */
  get reservedBuysMicroUsd(): MicroUsd {
    return this.#state.orders.buys;
  }

  /** Cost of both tokens of a market; 0 for a market that is not listed. */
  marketExposureMicroUsd(marketId: string): MicroUsd {
    const market = this.#state.markets.market(marketId);
    if (market === undefined) return 0;
    return market.tokens[0].value.exposure + market.tokens[1].value.exposure;
  }

  marketReservedBuysMicroUsd(marketId: string): MicroUsd {
    return this.#state.markets.market(marketId)?.reservedBuys ?? 0;
  }

  get openPositionCount(): number {
    return this.#state.totals.openPositionCount;
  }

  /** Positions below zero since a fill failed. */
  get oversoldPositionCount(): number {
    return this.#state.totals.oversoldPositionCount;
  }

  /** Notional of the fills of the UTC day, both sides, without failed ones and open orders. */
  dailyVolumeMicroUsd(nowMs: EpochMs): MicroUsd {
    return this.#state.volume.on(utcDayOf(nowMs));
  }

  /** Newest fill of a market that has not failed; `null` without one. */
  lastFillAtMs(marketId: string): EpochMs | null {
    const tokens = this.#state.markets.market(marketId)?.tokens;
    const newest = Math.max(-1, ...(tokens ?? []).map(({ cell }) => cell.lastFillAtMs));
    return newest < 0 ? null : newest;
  }

  /** Micro-shares held, fills on their way included. */
  heldSize(tokenId: string): MicroShares {
    return this.#state.markets.token(tokenId)?.cell.size ?? 0;
  }

  /** Micro-shares that are settled, not sold and not promised: what can be sold now. */
  sellableSize(tokenId: string): MicroShares {
    const token = this.#state.markets.token(tokenId);
    if (token === undefined) return 0;
    const { settledSize, size, unsettledSaleSize } = token.cell;
    return Math.max(0, Math.min(size, settledSize - unsettledSaleSize) - token.reservedSells);
  }

  /** `null` for a token that is not listed. */
  position(tokenId: string): LedgerPosition | null {
    const token = this.#state.markets.token(tokenId);
    return token === undefined ? null : positionOf(token, this.#state.markets.marketOf(token));
  }

  /** Grows with every entry that may have changed what is held. */
  get positionChangeCount(): number {
    return this.#state.positionChangeCount;
  }

  /** Positions other than zero, in the order of listing. */
  positions(): readonly LedgerPosition[] {
    const { markets } = this.#state;
    return markets.tokens
      .filter(({ cell }) => cell.size !== 0)
      .map((token) => positionOf(token, markets.marketOf(token)));
  }

  fill(fillId: string): LedgerFillState | null {
    const record = this.#state.fills.get(fillId);
    return record === undefined ? null : fillStateOf(record);
  }

  /** Fills that are neither confirmed nor failed, oldest first. */
  openFills(): readonly LedgerFillState[] {
    return [...this.#state.fills.openFills()].map((record) => fillStateOf(record));
  }

  get openFillCount(): number {
    return this.#state.fills.openCount;
  }

  order(orderId: string): LedgerOrder | null {
    const order = this.#state.orders.get(orderId);
    if (order === undefined) return null;
    const { tokenId, side } = order.reserved;
    return {
      orderId,
      tokenId,
      side,
      openSize: order.openSize,
      openNotionalMicroUsd: order.openNotional,
      filledSize: order.filledSize,
    };
  }

  get openOrderCount(): number {
    return this.#state.orders.openCount;
  }

  /** Worst and best case of a market on its own; `null` when it is not listed. */
  marketOutcomes(marketId: string): OutcomeExposure | null {
    const market = this.#state.markets.market(marketId);
    return market === undefined ? null : outcomeExposureOf(market);
  }

  /** Worst and best case over the outcomes of a neg-risk set; `null` when it is not known. */
  setOutcomes(negRiskSetId: string): OutcomeExposure | null {
    const set = this.#state.markets.set(negRiskSetId);
    return set === undefined ? null : outcomeExposureOf(set);
  }

  /** The number by which prices of a token are marked; -1 when it is not listed. */
  tokenIndexOf(tokenId: string): number {
    return this.#state.markets.token(tokenId)?.tokenIndex ?? -1;
  }

  get entryCount(): number {
    return this.#log.count;
  }

  /** The newest entries that are kept, oldest first. */
  newestEntries(count?: number): readonly LedgerEntry[] {
    return this.#log.newest(count);
  }

  /** Rolling hash over all entries. */
  get entriesHash(): string {
    return this.#log.digest();
  }
}

function fillStateOf({ booked, state }: FillRecord): LedgerFillState {
  return {
    fillId: booked.fillId,
    orderId: booked.orderId,
    tokenId: booked.tokenId,
    side: booked.side,
    price: booked.price,
    size: booked.size,
    notionalMicroUsd: booked.notionalMicroUsd,
    feeMicroUsd: booked.feeMicroUsd,
    settlement: state,
    bookedAtMs: booked.timeMs,
  };
}
