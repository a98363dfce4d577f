import { CashAccount } from "./cash/cash-account.ts";
import { CashPeak } from "./cash/cash-peak.ts";
import { DivergenceLimits } from "./equity/divergence.ts";
import { DrawdownLimits } from "./equity/drawdown.ts";
import { DailyVolume } from "./exposure/daily-volume.ts";
import { FillRegister } from "./fills/fill-register.ts";
import { RecentIds } from "./fills/recent-ids.ts";
import { Accruals } from "./income/accruals.ts";
import { LEDGER_DEFAULTS, type LedgerOptions } from "./ledger-options.ts";
import { OrderReservations } from "./orders/order-reservations.ts";
import { MarketRegistry } from "./positions/market-registry.ts";
import { PositionTotals } from "./positions/position-totals.ts";

const DAY_MS = 86_400_000;

/** Everything the entries add up to. Only entries change it. */
export class LedgerState {
  readonly markets = new MarketRegistry();
  readonly totals = new PositionTotals();
  readonly cash = new CashAccount();
  readonly peak: CashPeak;
  readonly limits: DrawdownLimits;
  readonly divergence: DivergenceLimits;
  readonly fills: FillRegister;
  readonly orders: OrderReservations;
  readonly accruals = new Accruals();
  readonly volume = new DailyVolume();
  readonly operationIds: RecentIds;
  readonly countsInFlight: boolean;
  isHaltLatched = false;
  /** Entries that may have changed what is held, so far. */
  positionChangeCount = 0;

  constructor(options: LedgerOptions) {
    const settings = { ...LEDGER_DEFAULTS, ...options };
    const { drawdownRules, finalFillsKeptMax, idsKeptMax } = settings;
    this.peak = new CashPeak({
      peakMode: drawdownRules.peakMode,
      windowMs: drawdownRules.windowDays * DAY_MS,
    });
    this.limits = new DrawdownLimits(drawdownRules);
    this.divergence = new DivergenceLimits(settings.divergenceRules);
    this.countsInFlight = drawdownRules.inFlightValuation === "min_cost_bid";
    this.fills = new FillRegister(finalFillsKeptMax);
    this.orders = new OrderReservations(idsKeptMax);
    this.operationIds = new RecentIds(idsKeptMax);
  }

  /** Cash and what positions count without counting on luck. */
  get effectiveEquity(): number {
    const { redeemable, inFlight } = this.totals;
    return this.cash.cash + redeemable + (this.countsInFlight ? inFlight : 0);
  }

  /**
   * What money and positions are short of adding up to what came in and was earned, micro-pUSD. 0, or
   * the ledger is wrong.
   */
  get imbalance(): number {
    const { cash, totals } = this;
    const owned = cash.cash + cash.unsettledProceeds + totals.heldCost;
    const received = cash.deposited + cash.corrected + totals.contributed;
    return owned - received - cash.rebatesPaid - cash.rewardsPaid - totals.realizedPnl;
  }
}
