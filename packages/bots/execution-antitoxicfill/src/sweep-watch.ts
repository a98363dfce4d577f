import { z, type EpochMs, type TradeTick } from "@polytraders/core";
import { takerSideOf, type Attack } from "./attack.ts";
import type { Parameters } from "./contract.gen.ts";

export const tapeTradeSchema = z.object({
  timeMs: z.int(),
  price: z.int(),
  size: z.int(),
  takerSide: z.enum(["BUY", "SELL"]),
});
/** A trade of the tape as far as sweeps are concerned. */
export type TapeTrade = z.infer<typeof tapeTradeSchema>;

/** Share of the volume from which a tape is one-sided. */
const ONE_SIDED = 0.9;
/** Trades remembered at most, however many there are within the window. */
const TRADES_MAX = 1_024;

/** Watches the tape for one side eating through the book. */
export class SweepWatch {
  readonly #parameters: Parameters;
  #trades: TapeTrade[] = [];

  constructor(parameters: Parameters) {
    this.#parameters = parameters;
  }

  note({ timeMs, price, size, takerSide }: TradeTick): void {
    this.#trades.push({ timeMs, price, size, takerSide });
    if (this.#trades.length > 2 * TRADES_MAX) this.#trades = this.#trades.slice(-TRADES_MAX);
  }

  /** True while takers of one side have gone through more levels than they may. */
  isSwept(attack: Attack, nowMs: EpochMs): boolean {
    const { sweepWindowMs, sweepLevelsMax } = this.#parameters;
    this.#forget(nowMs - sweepWindowMs);
    if (this.#trades.length <= sweepLevelsMax) return false;
    const takerSide = takerSideOf(attack);
    const levels = new Set<number>();
    let volume = 0;
    let ofSide = 0;
    for (const trade of this.#trades) {
      volume += trade.size;
      if (trade.takerSide !== takerSide) continue;
      ofSide += trade.size;
      levels.add(trade.price);
    }
    return levels.size > sweepLevelsMax && ofSide >= ONE_SIDED * volume;
  }

  trades(): readonly TapeTrade[] {
    return this.#trades;
  }

  replaceAll(trades: readonly TapeTrade[]): void {
    this.#trades = [...trades];
  }

  #forget(beforeMs: EpochMs): void {
    const [oldest] = this.#trades;
    if (oldest === undefined || oldest.timeMs > beforeMs) return;
    this.#trades = this.#trades.filter(({ timeMs }) => timeMs > beforeMs);
  }
}
