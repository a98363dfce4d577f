import type {
  EpochMs,
  MarketDataBatch,
  MarketStatus,
  OrderBook,
  VenueReport,
} from "@polytraders/core";

/** A market of the kernel, as far as a session reads it. */
export interface DrivenMarket {
  readonly book: OrderBook;
  readonly status: MarketStatus["status"];
}

/** The kernel as a trading session drives it; core's `Runtime` is one. */
export interface KernelDriver {
  /** Takes in rows, and lets the bots act on them. */
  apply(batch: MarketDataBatch): void;
  /** Takes in what the venue tells, at the kernel's time. */
  report(report: VenueReport): void;
  /** Lets kernel time pass and fires the timers due by then; never moves it back. */
  advanceTo(timeMs: EpochMs): void;
  readonly kernel: {
    readonly nowMs: EpochMs;
    readonly timers: {
      /** When the next timer is due, infinity for never. */
      readonly nextAtMs: number;
    };
    /** In the order of the session's markets. */
    readonly markets: readonly DrivenMarket[];
  };
}
