import type { EpochMs } from "@polytraders/core";
import type { AcceptanceSummary } from "./acceptance-summary.ts";
import type { CapacityCurve } from "./capacity-summary.ts";
import type {
  DrawdownSummary,
  EquityPoint,
  EquitySeries,
  ExposureSummary,
} from "./equity-summary.ts";
import type { FillsSummary, OrdersSummary } from "./execution-summary.ts";
import type { ProfitSummary } from "./profit-summary.ts";
import type { AccountSummary, StrategySummary } from "./strategy-summary.ts";

/**
 * What a trading run came to: plain JSON. Names carry their units: `MicroUsd` are millionths of a
 * pUSD, `MicroShares` millionths of a share, prices 0.0001 USD per share, times epoch milliseconds of
 * kernel time, `Usd` dollars per share, and shares of a whole lie between 0 and 1.
 */
export interface TradingSummary {
  readonly schemaVersion: 1;
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  /** At the end of the run. */
  readonly equity: EquityPoint;
  readonly equitySeries: EquitySeries;
  readonly profit: ProfitSummary;
  readonly drawdown: DrawdownSummary;
  readonly exposure: ExposureSummary;
  readonly orders: OrdersSummary;
  readonly fills: FillsSummary;
  readonly account: AccountSummary;
  /** Every strategy of the run, also one that did nothing. */
  readonly strategies: readonly StrategySummary[];
  readonly acceptance: AcceptanceSummary;
  /** `null` unless sizes were varied. */
  readonly capacity: CapacityCurve | null;
  /** What is not final yet, and what was left out to keep memory bounded. One sentence each. */
  readonly notes: readonly string[];
}
