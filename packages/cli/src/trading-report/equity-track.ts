import type { EpochMs, LedgerEntry, LedgerView, MicroUsd } from "@polytraders/core";
import { BoundedRows, columnOf } from "../report/bounded-rows.ts";
import { DailyValues } from "./daily-values.ts";
import { DrawdownTale } from "./drawdown-tale.ts";
import { RegularSamples } from "./regular-samples.ts";
import type {
  DrawdownStory,
  EquityPoint,
  EquitySeries,
  WorstDrawdown,
} from "./summary/equity-summary.ts";

/** Series of a row, in the order of its numbers. */
const SERIES_COUNT = 10;
const ROWS_MAX = 6_000;
/** Rows in the summary and on the page. */
const ROWS_SHOWN_MAX = 1_600;
/** Interval of the regular samples to begin with. */
const REGULAR_MS = 1_000;

/**
 * Follows the ledger's named equities in kernel time. Reading them costs little and happens at every
 * change of a book; rows are kept at most once per sampling interval, and in bounded memory.
 */
export class EquityTrack {
  readonly #view: () => LedgerView | null;
  readonly #sampleMs: number;
  readonly #rows = new BoundedRows(SERIES_COUNT, ROWS_MAX);
  readonly #values = new Float64Array(SERIES_COUNT);
  /** Effective and marked equity without external flows, and what prices made of holdings. */
  readonly #regular = new RegularSamples(3, REGULAR_MS);
  readonly #index = new DailyValues();
  readonly #dailyProfit = new DailyValues();
  readonly #tales = {
    cash_peak: new DrawdownTale({
      definition: "cash_peak",
      meaning:
        "from the highest cash to cash, redeemable and positions at the lower of cost and bid",
    }),
    marked_peak: new DrawdownTale({
      definition: "marked_peak",
      meaning: "from the highest marked value, open winners included, to effective equity",
    }),
    cash_only: new DrawdownTale({
      definition: "cash_only",
      meaning: "from the highest cash to cash and redeemable: money in positions counts as lost",
    }),
  };
  readonly #marketGain: () => number;
  #fromMs: EpochMs | null = null;
  #lastMs: EpochMs = 0;
  #nextSampleMs = Number.NEGATIVE_INFINITY;
  #lowest = Number.POSITIVE_INFINITY;
  #worst: WorstDrawdown | null = null;
  #startEquity: MicroUsd | null = null;
  #flowsSinceStart: MicroUsd = 0;
  #haltedAtMs: EpochMs | null = null;
  /** Highest equity without external flows, and the largest fall from it as a share. */
  #highest = 0;
  #fallMax = 0;
  /** Growth of one dollar, external flows taken out. */
  #growth = 1;
  #lastEquity: MicroUsd = 0;
  #pendingFlow: MicroUsd = 0;

  /**
   * @param view - the ledger, once there is one
   * @param marketGain - what prices alone have made of what was held, micro-pUSD so far
   */
  constructor(view: () => LedgerView | null, sampleMs: number, marketGain: () => number) {
    this.#view = view;
    this.#sampleMs = sampleMs;
    this.#marketGain = marketGain;
  }

  get fromMs(): EpochMs {
    return this.#fromMs ?? 0;
  }

  get toMs(): EpochMs {
    return this.#lastMs;
  }

  get startEquityMicroUsd(): MicroUsd {
    return this.#startEquity ?? 0;
  }

  /** External flows after the start. */
  get flowsMicroUsd(): MicroUsd {
    return this.#flowsSinceStart;
  }

  get haltedAtMs(): EpochMs | null {
    return this.#haltedAtMs;
  }

  get worst(): WorstDrawdown | null {
    return this.#worst;
  }

  /** Largest fall of equity from its own highest, external flows taken out. */
  get fallMax(): number {
    return this.#fallMax;
  }

  /** Equally spaced effective equity, external flows taken out. */
  get regularEquity(): readonly number[] {
    return this.#regular.column(0);
  }

  /** At the same times: starting equity and profit, holdings at their bids. */
  get markedEquity(): readonly number[] {
    return this.#regular.column(1);
  }

  /** At the same times: what prices alone have made of what was held, so far. */
  get marketGains(): readonly number[] {
    return this.#regular.column(2);
  }

  /** Growth of one dollar at the start and after each day. */
  get dailyGrowth(): readonly number[] {
    return this.#index.read();
  }

  /** Profit of each day; the one that is not over counts as a day, once there is another. */
  get dailyProfitMicroUsd(): readonly number[] {
    const ends = this.#dailyProfit.read();
    const last = ends.at(-1);
    if (last === undefined || ends.length < 2) return [];
    const own = this.#lastEquity - this.#flowsSinceStart - (this.#startEquity ?? 0);
    return [...this.#dailyProfit.changes(), ...(own === last ? [] : [own - last])];
  }

  stories(drawdownMax: number): DrawdownStory[] {
    return Object.values(this.#tales).map((tale) => tale.read(drawdownMax));
  }

  /** Time has passed, and prices may have changed. */
  onTime(timeMs: EpochMs): void {
    const view = this.#view();
    if (view === null) return;
    if (this.#startEquity === null) this.#open(view);
    if (this.#fromMs === null) this.#startClock(timeMs);
    // Whatever is sampled for a time before now was in force until now.
    if (this.#regular.isDue(timeMs)) this.#takeRegular(timeMs);
    const equity = view.effectiveEquityMicroUsd;
    this.#lastMs = timeMs;
    if (equity !== this.#lastEquity) this.#follow(equity);
    if (timeMs >= this.#nextSampleMs) this.sample(timeMs);
    else if (equity < this.#lowest) this.#noteLow(view, timeMs);
  }

  /** Keeps a row now: something happened that must be visible. */
  sample(timeMs: EpochMs): void {
    const view = this.#view();
    if (view === null) return;
    if (this.#fromMs === null) return;
    if (this.#regular.isDue(timeMs)) this.#takeRegular(timeMs);
    this.#lastMs = Math.max(this.#lastMs, timeMs);
    this.#follow(view.effectiveEquityMicroUsd);
    this.#lowest = Number.POSITIVE_INFINITY;
    this.#noteLow(view, timeMs);
    const { equity, drawdown } = pointOf(view, timeMs);
    const values = this.#values;
    values[0] = equity.cashMicroUsd;
    values[1] = equity.availableMicroUsd;
    values[2] = equity.reservedMicroUsd;
    values[3] = equity.redeemableMicroUsd;
    values[4] = equity.inFlightMicroUsd;
    values[5] = equity.effectiveEquityMicroUsd;
    values[6] = equity.peakMicroUsd;
    values[7] = equity.haltAtMicroUsd ?? Number.NaN;
    values[8] = equity.exposureMicroUsd;
    values[9] = drawdown;
    this.#rows.push(this.#lastMs, values);
    this.#nextSampleMs = timeMs + this.#sampleMs;
  }

  /** Takes the ledger's entries: flows from outside are no profit, and a halt has its time. */
  enter(entry: LedgerEntry): void {
    if (entry.kind === "drawdown_halted") this.#haltedAtMs ??= entry.timeMs;
    const flow = externalFlow(entry);
    if (flow === 0) return;
    const view = this.#view();
    if (this.#startEquity === null) {
      if (view !== null) this.#open(view);
      return;
    }
    this.#pendingFlow += flow;
    this.#flowsSinceStart += flow;
    for (const tale of Object.values(this.#tales)) tale.shift(flow);
  }

  /** The last word of a run. */
  finish(timeMs: EpochMs): void {
    this.onTime(timeMs);
    this.sample(Math.max(timeMs, this.#lastMs));
    this.#takeRegular(this.#lastMs);
  }

  now(): EquityPoint | null {
    const view = this.#view();
    return view === null ? null : pointOf(view, this.#lastMs).equity;
  }

  series(): EquitySeries {
    const rows = this.#rows.read(ROWS_SHOWN_MAX);
    return {
      timeMs: rows.map((row) => row[0] ?? 0),
      cashMicroUsd: columnOf(rows, 1),
      availableMicroUsd: columnOf(rows, 2),
      reservedMicroUsd: columnOf(rows, 3),
      redeemableMicroUsd: columnOf(rows, 4),
      inFlightMicroUsd: columnOf(rows, 5),
      effectiveEquityMicroUsd: columnOf(rows, 6),
      peakMicroUsd: columnOf(rows, 7),
      haltAtMicroUsd: columnOf(rows, 8),
      exposureMicroUsd: columnOf(rows, 9),
      drawdown: columnOf(rows, 10),
    };
  }

  /** The books count as opened with the first money in them. */
  #open(view: LedgerView): void {
    const equity = view.effectiveEquityMicroUsd;
    if (equity === 0) return;
    this.#startEquity = equity;
    this.#lastEquity = equity;
    this.#highest = equity;
  }

  /** Money may be there before the first market data: time starts with the data. */
  #startClock(timeMs: EpochMs): void {
    if (this.#startEquity === null) return;
    this.#fromMs = timeMs;
    this.#takeRegular(timeMs);
  }

  #follow(equity: MicroUsd): void {
    if (this.#startEquity === null) return;
    if (this.#lastEquity > 0) this.#growth *= (equity - this.#pendingFlow) / this.#lastEquity;
    this.#pendingFlow = 0;
    this.#lastEquity = equity;
    const own = equity - this.#flowsSinceStart;
    this.#highest = Math.max(this.#highest, own);
    if (this.#highest > 0) {
      this.#fallMax = Math.max(this.#fallMax, (this.#highest - own) / this.#highest);
    }
  }

  #takeRegular(timeMs: EpochMs): void {
    if (this.#startEquity === null || this.#fromMs === null) return;
    const view = this.#view();
    if (view === null) return;
    const own = this.#lastEquity - this.#flowsSinceStart;
    this.#regular.take(timeMs, [own, this.#startEquity + profitOf(view), this.#marketGain()]);
    this.#index.take(timeMs, this.#growth);
    this.#dailyProfit.take(timeMs, own - this.#startEquity);
  }

  #noteLow(view: LedgerView, timeMs: EpochMs): void {
    const { peakMicroUsd, effectiveMicroUsd, lostMicroUsd, distanceMicroUsd } =
      view.drawdown(timeMs);
    this.#lowest = effectiveMicroUsd;
    const { cashMicroUsd, redeemableMicroUsd } = view.equity;
    const { cash_peak, marked_peak, cash_only } = this.#tales;
    cash_peak.observe(timeMs, peakMicroUsd, effectiveMicroUsd);
    cash_only.observe(timeMs, peakMicroUsd, cashMicroUsd + redeemableMicroUsd);
    marked_peak.observeHighest(timeMs, cashMicroUsd + view.marketValueMicroUsd, effectiveMicroUsd);
    const drawdown = peakMicroUsd > 0 ? lostMicroUsd / peakMicroUsd : 0;
    if (drawdown <= (this.#worst?.drawdown ?? 0)) return;
    this.#worst = {
      timeMs,
      drawdown,
      lostMicroUsd,
      peakMicroUsd,
      effectiveEquityMicroUsd: effectiveMicroUsd,
      distanceMicroUsd,
    };
  }
}

function pointOf(view: LedgerView, timeMs: EpochMs) {
  const { cashMicroUsd, reservedMicroUsd, redeemableMicroUsd, inFlightMicroUsd } = view.equity;
  const { peakMicroUsd, haltAtMicroUsd, lostMicroUsd, effectiveMicroUsd } = view.drawdown(timeMs);
  const equity: EquityPoint = {
    timeMs,
    cashMicroUsd,
    availableMicroUsd: view.availableCashMicroUsd,
    reservedMicroUsd,
    redeemableMicroUsd,
    inFlightMicroUsd,
    effectiveEquityMicroUsd: effectiveMicroUsd,
    peakMicroUsd,
    haltAtMicroUsd,
    exposureMicroUsd: view.exposureMicroUsd,
  };
  return { equity, drawdown: peakMicroUsd > 0 ? lostMicroUsd / peakMicroUsd : 0 };
}

/** Profit with holdings at their bids; marks may lie above cost. */
function profitOf(view: LedgerView): MicroUsd {
  const { realizedMicroUsd, unrealizedMicroUsd, rebatesPaidMicroUsd, rewardsPaidMicroUsd } =
    view.pnl;
  return realizedMicroUsd + unrealizedMicroUsd + rebatesPaidMicroUsd + rewardsPaidMicroUsd;
}

/** Money and tokens that trading did not bring about, micro-pUSD. */
function externalFlow(entry: LedgerEntry): MicroUsd {
  switch (entry.kind) {
    case "cash_transferred":
      return entry.amountMicroUsd;
    case "tokens_transferred":
      return entry.size >= 0 ? entry.costMicroUsd : 0;
    case "cash_checked":
      return entry.level === "AUTO_CORRECT" ? entry.actualMicroUsd - entry.expectedMicroUsd : 0;
    case "tokens_checked":
      return entry.level === "AUTO_CORRECT" ? entry.costMicroUsd : 0;
    default:
      return 0;
  }
}
