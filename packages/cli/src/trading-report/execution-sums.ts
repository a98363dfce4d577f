import { MarkoutSums } from "@polytraders/quant";
import { priceUsd, type MicroShares, type MicroUsd, type PriceUnits } from "@polytraders/core";
import {
  MARKOUT_HORIZONS_MS,
  type AtHorizons,
  type ExecutionQuality,
} from "./summary/execution-summary.ts";

/** What of a fill goes into the sums. */
export interface SummedFill {
  readonly side: "BUY" | "SELL";
  readonly price: PriceUnits;
  readonly size: MicroShares;
  readonly notionalMicroUsd: MicroUsd;
  readonly feeMicroUsd: MicroUsd;
  readonly queueAhead: MicroShares | null;
  readonly decisionSlippageUsd: number | null;
  readonly arrivalSlippageUsd: number | null;
}

/** A size-weighted mean of what is known. */
class WeightedMean {
  #weight = 0;
  #sum = 0;

  add(value: number | null, weight: number): void {
    if (value === null) return;
    this.#weight += weight;
    this.#sum += weight * value;
  }

  get mean(): number | null {
    return this.#weight > 0 ? this.#sum / this.#weight : null;
  }
}

/** Running sums over fills; a fill that failed is added once more with the sign turned. */
export class ExecutionSums {
  #count = 0;
  #size = 0;
  #volume = 0;
  #fees = 0;
  readonly #decision = new WeightedMean();
  readonly #arrival = new WeightedMean();
  readonly #queue = new WeightedMean();
  readonly #markouts = MARKOUT_HORIZONS_MS.map(() => ({ sums: new MarkoutSums(), count: 0 }));

  get volumeMicroUsd(): MicroUsd {
    return this.#volume;
  }

  get feesMicroUsd(): MicroUsd {
    return this.#fees;
  }

  get count(): number {
    return this.#count;
  }

  add(fill: SummedFill, sign: 1 | -1): void {
    const size = sign * fill.size;
    this.#count += sign;
    this.#size += size;
    this.#volume += sign * fill.notionalMicroUsd;
    this.#fees += sign * fill.feeMicroUsd;
    this.#decision.add(fill.decisionSlippageUsd, size);
    this.#arrival.add(fill.arrivalSlippageUsd, size);
    this.#queue.add(fill.queueAhead, size);
  }

  /** @param laterMidUsd - mid of our token one horizon after the fill */
  addMarkout(fill: SummedFill, horizon: number, laterMidUsd: number, sign: 1 | -1): void {
    const entry = this.#markouts[horizon];
    if (entry === undefined) return;
    const price = priceUsd(fill.price);
    // The mid at the time of the fill does not matter to what the fill made afterwards.
    entry.sums.add({
      takerSide: fill.side,
      price,
      mid: price,
      midLater: laterMidUsd,
      size: sign * fill.size,
    });
    entry.count += sign;
  }

  read(): ExecutionQuality {
    const [short, middle, long] = this.#markouts;
    const markoutUsd: AtHorizons = [meanOf(short), meanOf(middle), meanOf(long)];
    return {
      fillCount: this.#count,
      sizeMicroShares: this.#size,
      volumeMicroUsd: this.#volume,
      feesMicroUsd: this.#fees,
      decisionSlippageUsd: this.#decision.mean,
      arrivalSlippageUsd: this.#arrival.mean,
      queueAheadMicroShares: this.#queue.mean,
      markoutUsd,
      markoutFillCounts: [short?.count ?? 0, middle?.count ?? 0, long?.count ?? 0],
    };
  }
}

/** What we made after the fill is what a taker on our side would have made. */
function meanOf(entry: { readonly sums: MarkoutSums } | undefined): number | null {
  return entry?.sums.current()?.takerMarkout ?? null;
}
