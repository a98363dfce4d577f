import type { EpochMs, FillEvent, MicroUsd, SettlementState } from "@polytraders/core";
import { priceUsd } from "@polytraders/core";
import { BoundedMap } from "./bounded-map.ts";
import { ExecutionSums, type SummedFill } from "./execution-sums.ts";
import { midUsd } from "./mid-history.ts";
import type { TrackedOrder } from "./order-register.ts";
import type { AtHorizons, FillLine, FillsSummary } from "./summary/execution-summary.ts";

/** A fill with everything it is compared with. */
export interface TrackedFill extends SummedFill {
  readonly fillId: string;
  readonly orderId: string;
  readonly originId: string;
  readonly marketIndex: number;
  readonly isFirstToken: boolean;
  readonly tokenId: string;
  readonly timeMs: EpochMs;
  readonly role: "maker" | "taker";
  settlement: SettlementState;
  readonly laterMidsUsd: [number | null, number | null, number | null];
}

/** What the fill's order and the market told at the time. */
export interface FillContext {
  readonly originId: string;
  readonly marketIndex: number;
  readonly isFirstToken: boolean;
  readonly notionalMicroUsd: MicroUsd;
  readonly order: TrackedOrder | undefined;
  /** Doubled mid of the first token when the order met the market; 0 for none. */
  readonly arrivalMid: number;
}

/** What a fill event was: a fill of its own, a step of one, or nothing new. */
export type FillNews =
  | { readonly kind: "booked" | "confirmed" | "reversed"; readonly fill: TrackedFill }
  | { readonly kind: "advanced" }
  | { readonly kind: "nothing" };

const FINAL_KEPT = 65_536;
const OPEN_KEPT = 65_536;
const RANK: Readonly<Record<SettlementState, number>> = {
  MATCHED: 0,
  RETRYING: 1,
  MINED: 2,
  CONFIRMED: 3,
  FAILED: 3,
};

/** Fills of a run: the newest one by one, all of them in sums. */
export class FillBook {
  readonly #keptMax: number;
  readonly #newest: TrackedFill[] = [];
  readonly #open = new Map<string, TrackedFill>();
  readonly #final = new BoundedMap<true>(FINAL_KEPT);
  readonly #all = new ExecutionSums();
  readonly #byRole = { maker: new ExecutionSums(), taker: new ExecutionSums() };
  readonly #byMarket = new Map<number, ExecutionSums>();
  readonly #byOrigin = new Map<string, ExecutionSums>();
  readonly #settlements = { MATCHED: 0, MINED: 0, CONFIRMED: 0, RETRYING: 0, FAILED: 0 };
  #seen = 0;

  /** @param keptMax - newest fills that are kept one by one */
  constructor(keptMax: number) {
    this.#keptMax = keptMax;
  }

  take(event: FillEvent, contextOf: () => FillContext): FillNews {
    if (this.#final.has(event.fillId)) return { kind: "nothing" };
    const present = this.#open.get(event.fillId);
    if (present === undefined) return this.#book(event, contextOf());
    if (RANK[event.settlement] <= RANK[present.settlement]) return { kind: "nothing" };
    this.#settlements[present.settlement] -= 1;
    this.#settlements[event.settlement] += 1;
    present.settlement = event.settlement;
    if (event.settlement === "CONFIRMED") {
      this.#close(event.fillId);
      return { kind: "confirmed", fill: present };
    }
    if (event.settlement !== "FAILED") return { kind: "advanced" };
    this.#close(event.fillId);
    this.#sum(present, -1);
    return { kind: "reversed", fill: present };
  }

  /** The mid in force one horizon after a fill; a doubled mid of 0 leaves it unknown. */
  mark(fill: TrackedFill, horizon: number, doubledMid: number): void {
    const mid = midUsd(doubledMid, fill.isFirstToken);
    if (mid === null || fill.settlement === "FAILED") return;
    fill.laterMidsUsd[horizon] = mid;
    for (const sums of this.#sumsOf(fill)) sums.addMarkout(fill, horizon, mid, 1);
  }

  /** Sums over the fills of one market or one strategy; `undefined` without any. */
  ofMarket(marketIndex: number): ExecutionSums | undefined {
    return this.#byMarket.get(marketIndex);
  }

  ofOrigin(originId: string): ExecutionSums | undefined {
    return this.#byOrigin.get(originId);
  }

  get takerFillCount(): number {
    return this.#byRole.taker.count;
  }

  get all(): ExecutionSums {
    return this.#all;
  }

  /** @param lineOf - names of market and outcome */
  read(
    namesOf: (fill: TrackedFill) => Pick<FillLine, "marketId" | "slug" | "outcome">,
  ): FillsSummary {
    const newest = this.#newest.slice(-this.#keptMax);
    let unsettled = 0;
    for (const { notionalMicroUsd } of this.#open.values()) unsettled += notionalMicroUsd;
    return {
      all: this.#all.read(),
      maker: this.#byRole.maker.read(),
      taker: this.#byRole.taker.read(),
      bySettlement: { ...this.#settlements },
      unsettledCount: this.#open.size,
      unsettledMicroUsd: unsettled,
      newest: newest.map((fill) => ({ ...lineOf(fill), ...namesOf(fill) })),
      leftOut: this.#seen - newest.length,
    };
  }

  #book(event: FillEvent, context: FillContext): FillNews {
    const fill = trackedFill(event, context);
    this.#seen += 1;
    this.#settlements[fill.settlement] += 1;
    this.#newest.push(fill);
    // Twice as many are held for a while, so that dropping the oldest costs little per fill.
    if (this.#newest.length > 2 * this.#keptMax) this.#newest.splice(0, this.#keptMax);
    if (fill.settlement === "FAILED") {
      this.#final.add(fill.fillId, true);
      return { kind: "nothing" };
    }
    this.#sum(fill, 1);
    this.#open.set(fill.fillId, fill);
    if (fill.settlement === "CONFIRMED") this.#close(fill.fillId);
    else if (this.#open.size > OPEN_KEPT) this.#dropOldest();
    return { kind: "booked", fill };
  }

  #close(fillId: string): void {
    this.#open.delete(fillId);
    this.#final.add(fillId, true);
  }

  #dropOldest(): void {
    for (const fillId of this.#open.keys()) return this.#close(fillId);
  }

  #sum(fill: TrackedFill, sign: 1 | -1): void {
    for (const sums of this.#sumsOf(fill)) {
      sums.add(fill, sign);
      if (sign === 1) continue;
      for (const [horizon, mid] of fill.laterMidsUsd.entries()) {
        if (mid !== null) sums.addMarkout(fill, horizon, mid, -1);
      }
    }
  }

  #sumsOf(fill: TrackedFill): readonly ExecutionSums[] {
    return [
      this.#all,
      this.#byRole[fill.role],
      presentOrNew(this.#byMarket, fill.marketIndex),
      presentOrNew(this.#byOrigin, fill.originId),
    ];
  }
}

function presentOrNew<K>(sums: Map<K, ExecutionSums>, key: K): ExecutionSums {
  const present = sums.get(key);
  if (present !== undefined) return present;
  const created = new ExecutionSums();
  sums.set(key, created);
  return created;
}

function trackedFill(event: FillEvent, context: FillContext): TrackedFill {
  const { order, isFirstToken, arrivalMid } = context;
  const price = priceUsd(event.price);
  const direction = event.side === "BUY" ? 1 : -1;
  const slippage = (doubledMid: number): number | null => {
    const mid = midUsd(doubledMid, isFirstToken);
    return mid === null ? null : perShare(direction * (price - mid));
  };
  return {
    fillId: event.fillId,
    orderId: event.orderId,
    originId: context.originId,
    marketIndex: context.marketIndex,
    isFirstToken,
    tokenId: event.tokenId,
    timeMs: event.timeMs,
    side: event.side,
    role: event.role,
    price: event.price,
    size: event.size,
    notionalMicroUsd: context.notionalMicroUsd,
    feeMicroUsd: event.feeMicroUsd,
    settlement: event.settlement,
    queueAhead: event.role === "maker" ? (order?.queueAhead ?? null) : null,
    decisionSlippageUsd: slippage(order?.decisionMid ?? 0),
    arrivalSlippageUsd: slippage(arrivalMid),
    laterMidsUsd: [null, null, null],
  };
}

/** Mids and prices are multiples of 0.00005 USD; what floating point adds is taken off. */
function perShare(usd: number): number {
  return Math.round(usd * 1e6) / 1e6;
}

function lineOf(fill: TrackedFill): Omit<FillLine, "marketId" | "slug" | "outcome"> {
  const direction = fill.side === "BUY" ? 1 : -1;
  const price = priceUsd(fill.price);
  const made = (mid: number | null): number | null =>
    mid === null ? null : perShare(direction * (mid - price));
  const [short, middle, long] = fill.laterMidsUsd;
  const markoutUsd: AtHorizons = [made(short), made(middle), made(long)];
  return {
    fillId: fill.fillId,
    orderId: fill.orderId,
    originId: fill.originId,
    timeMs: fill.timeMs,
    side: fill.side,
    role: fill.role,
    price: fill.price,
    size: fill.size,
    notionalMicroUsd: fill.notionalMicroUsd,
    feeMicroUsd: fill.feeMicroUsd,
    settlement: fill.settlement,
    queueAheadMicroShares: fill.queueAhead,
    decisionSlippageUsd: fill.decisionSlippageUsd,
    arrivalSlippageUsd: fill.arrivalSlippageUsd,
    markoutUsd,
  };
}
