import type { MarketDataSource, Runtime, RuntimeOptions } from "@polytraders/core";

/** What moves a run: a source of market data alone, or a whole simulated venue. */
export interface RunDriver {
  /** What the runtime gets besides bots and settings. */
  readonly provides: Pick<RuntimeOptions, "trading" | "risk" | "journal">;
  /** Rows that will come; `null` where nobody knows. */
  readonly rowCount: number | null;
  /**
   * Brings the runtime everything, in order.
   *
   * @param rest - called every few thousand events, between two of them
   */
  drive(runtime: Runtime, rest: () => Promise<void>): Promise<void>;
}

/** Market data and nothing else: bots that only speak. */
export function driveMarketData(source: MarketDataSource): RunDriver {
  return {
    provides: {},
    rowCount: source.rowCount ?? null,
    async drive(runtime, rest) {
      for await (const batch of source.batches()) {
        runtime.apply(batch);
        await rest();
      }
      runtime.kernel.finish();
    },
  };
}
