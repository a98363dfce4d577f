import type { EpochMs, PriceUnits, Random } from "@polytraders/core";
import type { Vault } from "../accounts/vault.ts";
import { transactionHashOf } from "../chain/transaction-hash.ts";
import type { Schedule } from "../exchange/schedule.ts";
import type { VenueTrade } from "../exchange/venue-trade.ts";
import { checkedModel } from "./checked-model.ts";
import { failureRateOf, jittered } from "./settlement-fate.ts";
import { SETTLEMENT_MODEL_SCHEMA, type SettlementModel } from "./settlement-model.ts";
import { checkTrade } from "./trade-check.ts";
import { commitGiven, uncommitGiven } from "./trade-commitments.ts";
import { bookTrade } from "./trade-legs.ts";
import type { TradeAccounts } from "./trade-parties.ts";

/** What becomes of a trade when a fault says so; `null` leaves it to the model. */
export type SettlementFault = "confirm" | "retry" | "fail" | null;

export interface SettlementOptions {
  readonly schedule: Schedule;
  readonly vault: Vault;
  /** A stream of its own: each trade draws five numbers as it enters, whatever the model. */
  readonly random: Random;
  readonly model: SettlementModel;
  /** The exchange's number of a market. */
  readonly marketIndexOf: (conditionId: string) => number;
  /**
   * Middle of the book now on the view of a token, price units; `null` when a side is empty. Decides
   * who would win, where the model's rates depend on it.
   */
  readonly midpointOf: (conditionId: string, token: 0 | 1) => PriceUnits | null;
  /** Asked once per trade, as it enters. */
  readonly faultOf: (trade: VenueTrade) => SettlementFault;
  /**
   * The trade has a new state: a fresh object. Balances have already moved (MINED), been given back
   * (FAILED), or stay as they are. Called within {@link Schedule.advanceTo}, never within `enter`.
   */
  readonly settled: (trade: VenueTrade) => void;
}

/** Takes matched trades to the chain. */
export interface Settlement {
  /**
   * Takes in a trade in state MATCHED. What every party gives is committed: a BUY its notional and
   * fees, a SELL its shares; the caller has released what was reserved for it. From there
   * everything happens on the schedule, also with delays of 0.
   *
   * Fees of a SELL come out of what it receives, and must not be more than that. The taker's notional must be what its makers leave:
   * see {@link takerNotionalOf}.
   *
   * @throws PolytradersError `VENUE_INVARIANT_BROKEN` when the legs do not add up
   */
  enter(trade: VenueTrade): void;
  /** Trades on their way: not CONFIRMED, not FAILED. */
  readonly pendingCount: number;
}

/**
 * Settlement of trades: MATCHED, then MINED and CONFIRMED, perhaps after RETRYING, or FAILED.
 *
 * @throws PolytradersError `VENUE_COMMAND_INVALID` for a model with an impossible number
 */
export function createSettlement(options: SettlementOptions): Settlement {
  checkedModel("settlement", SETTLEMENT_MODEL_SCHEMA, options.model);
  return new ScheduledSettlement(options);
}

/** The numbers that a trade has drawn. */
interface Draws {
  readonly failure: number;
  readonly retry: number;
  readonly mined: number;
  readonly second: number;
  readonly confirmed: number;
}

class ScheduledSettlement implements Settlement {
  pendingCount = 0;
  readonly #options: SettlementOptions;
  readonly #accounts: TradeAccounts;

  constructor(options: SettlementOptions) {
    this.#options = options;
    this.#accounts = {
      vault: options.vault,
      marketIndexOf: options.marketIndexOf,
    };
  }

  enter(trade: VenueTrade): void {
    const { random, faultOf, schedule, model } = this.#options;
    checkTrade(trade);
    commitGiven(trade, this.#accounts);
    this.pendingCount += 1;
    const draws: Draws = {
      failure: random.next(),
      retry: random.next(),
      mined: random.next(),
      second: random.next(),
      confirmed: random.next(),
    };
    const fault = faultOf(trade);
    const delayMs = jittered(model.minedDelayMs, model.delayJitter, draws.mined);
    schedule.at(schedule.nowMs + delayMs, (nowMs) => {
      this.#endFirstAttempt(trade, fault, draws, nowMs);
    });
  }

  #endFirstAttempt(trade: VenueTrade, fault: SettlementFault, draws: Draws, nowMs: EpochMs): void {
    const { schedule, model, midpointOf, settled } = this.#options;
    const isFailing =
      fault === null
        ? draws.failure < failureRateOf(trade, model, midpointOf(trade.conditionId, trade.token))
        : fault === "fail";
    const isRetried = fault === null ? draws.retry < model.retryRate : fault === "retry";
    if (!isFailing && !isRetried) {
      this.#mine(trade, 1, draws, nowMs);
      return;
    }
    const retrying: VenueTrade = { ...trade, settlement: "RETRYING", settledAtMs: nowMs };
    const delayMs = jittered(model.retryDelayMs, model.delayJitter, draws.second);
    schedule.at(nowMs + delayMs, (dueMs) => {
      if (isFailing) this.#fail(retrying, dueMs);
      else this.#mine(retrying, 2, draws, dueMs);
    });
    settled(retrying);
  }

  #mine(trade: VenueTrade, attempt: number, draws: Draws, nowMs: EpochMs): void {
    const { schedule, model, settled } = this.#options;
    uncommitGiven(trade, this.#accounts);
    bookTrade(trade, this.#accounts);
    const mined: VenueTrade = {
      ...trade,
      settlement: "MINED",
      settledAtMs: nowMs,
      transactionHash: transactionHashOf(trade.tradeId, attempt),
    };
    const delayMs = jittered(model.confirmedDelayMs, model.delayJitter, draws.confirmed);
    schedule.at(nowMs + delayMs, (dueMs) => {
      this.pendingCount -= 1;
      settled({ ...mined, settlement: "CONFIRMED", settledAtMs: dueMs });
    });
    settled(mined);
  }

  #fail(trade: VenueTrade, nowMs: EpochMs): void {
    uncommitGiven(trade, this.#accounts);
    this.pendingCount -= 1;
    this.#options.settled({ ...trade, settlement: "FAILED", settledAtMs: nowMs });
  }
}
