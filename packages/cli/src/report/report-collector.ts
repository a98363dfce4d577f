import {
  fromMicro,
  priceUsd,
  type EpochMs,
  type KernelObserver,
  type MarketDefinition,
  type MarketState,
  type ReportEnvelope,
} from "@polytraders/core";
import { BoundedEnvelopes } from "./bounded-envelopes.ts";
import { BoundedSeries, SERIES_NAMES } from "./bounded-series.ts";
import { payloadText } from "./payload-text.ts";
import type { MarketReport, ReportEnvelopeLine, ReportStatusChange } from "./report-data.ts";
import { SuppressionBands } from "./suppression-bands.ts";

/** How much a collector keeps in memory, and how much of it a page gets. */
export interface ReportLimits {
  readonly pointsPerMarketMax: number;
  readonly marketsMax: number;
  readonly envelopesPerMarketMax: number;
  /** Points of all markets together on the page. */
  readonly pointsMax: number;
  /** Envelopes of all markets together on the page. */
  readonly envelopesMax: number;
}

/** Keeps the page of a run of a few markets below 1.5 MB. */
export const REPORT_LIMITS: ReportLimits = {
  pointsPerMarketMax: 4_000,
  marketsMax: 40,
  envelopesPerMarketMax: 2_000,
  pointsMax: 10_000,
  envelopesMax: 3_600,
};

const STATUS_CHANGES_MAX = 500;
/** Even with many markets, each gets a readable chart and some envelopes. */
const POINTS_PER_MARKET_MIN = 600;
const ENVELOPES_PER_MARKET_MIN = 100;

/** Places of the series in a row of values, in the order of `SERIES_NAMES`. */
const COLUMN = {
  bid: 0,
  ask: 1,
  depthUsd: 2,
  decay: 3,
  confidence: 4,
  longDecay: 5,
  ofi: 6,
  vpin: 7,
} as const satisfies Record<(typeof SERIES_NAMES)[number], number>;

/** Everything kept of one market. */
class MarketCollection {
  readonly definition: MarketDefinition;
  readonly #series: BoundedSeries;
  readonly #envelopes: BoundedEnvelopes;
  readonly #bands = new SuppressionBands();
  readonly #statusChanges: ReportStatusChange[] = [];
  readonly #values = new Float64Array(SERIES_NAMES.length).fill(Number.NaN);
  #lastMs: EpochMs = 0;
  #updates = 0;

  constructor(definition: MarketDefinition, limits: ReportLimits) {
    this.definition = definition;
    this.#series = new BoundedSeries(limits.pointsPerMarketMax);
    this.#envelopes = new BoundedEnvelopes(limits.envelopesPerMarketMax);
  }

  onTopOfBook(timeMs: EpochMs, bid: number | null, ask: number | null, depthUsd: number): void {
    this.#updates += 1;
    const isBidNew = this.#set(COLUMN.bid, bid);
    const isAskNew = this.#set(COLUMN.ask, ask);
    const isDepthNew = this.#set(COLUMN.depthUsd, depthUsd);
    if (isBidNew || isAskNew || isDepthNew) this.#push(timeMs);
  }

  onEnvelope(envelope: ReportEnvelope): void {
    const { timeMs, signal, value, confidence, payload, reasonCode } = envelope;
    this.#envelopes.push(envelope);
    if (signal === "liquidity_decay") {
      if (value === null) this.#bands.suppressed(timeMs, reasonCode);
      else this.#bands.published(timeMs);
      this.#set(COLUMN.decay, value);
      this.#set(COLUMN.confidence, confidence);
      this.#set(COLUMN.longDecay, longWindowValue(payload["longWindow"]));
      this.#push(timeMs);
    } else if (signal === "order_flow") {
      this.#set(COLUMN.ofi, value);
      this.#set(COLUMN.vpin, numberOrNull(payload["vpin"]));
      this.#push(timeMs);
    } else if (signal === "market_halt") this.#noteStatus(timeMs, payload["status"], reasonCode);
  }

  read(pointsMax: number, envelopesMax: number): MarketReport {
    const { marketId, slug, outcomes } = this.definition;
    return {
      marketId,
      slug,
      outcomes,
      updates: this.#updates,
      series: this.#series.read(pointsMax),
      suppression: this.#bands.read(this.#lastMs),
      statusChanges: this.#statusChanges,
      envelopes: this.#envelopes.read(envelopesMax).map(lineOf),
      envelopesSeen: this.#envelopes.seenCount,
    };
  }

  #noteStatus(timeMs: EpochMs, status: unknown, reasonCode: string): void {
    if (typeof status !== "string" || this.#statusChanges.at(-1)?.status === status) return;
    if (this.#statusChanges.length >= STATUS_CHANGES_MAX) return;
    this.#statusChanges.push({ timeMs, status, reasonCode });
  }

  /** Returns true when that is a new value. */
  #set(column: number, value: number | null): boolean {
    const next = value ?? Number.NaN;
    if (Object.is(this.#values[column], next)) return false;
    this.#values[column] = next;
    return true;
  }

  #push(timeMs: EpochMs): void {
    this.#lastMs = timeMs;
    this.#series.push(timeMs, this.#values);
  }
}

/**
 * Watches a run and keeps what its report shows, in memory that does not grow with the run. Of more
 * than `marketsMax` markets it keeps those that come alive first.
 */
export class ReportCollector implements KernelObserver {
  readonly #definitions: readonly MarketDefinition[];
  readonly #limits: ReportLimits;
  readonly #indexOf: ReadonlyMap<string, number>;
  readonly #markets: (MarketCollection | undefined)[] = [];
  #marketCount = 0;

  constructor(definitions: readonly MarketDefinition[], limits: ReportLimits) {
    this.#definitions = definitions;
    this.#limits = limits;
    this.#indexOf = new Map(definitions.map(({ marketId }, index) => [marketId, index]));
  }

  onBookChange(market: MarketState, timeMs: EpochMs): void {
    const { bestBidPrice, bestAskPrice } = market.firstView;
    const bid = bestBidPrice === 0 ? null : priceUsd(bestBidPrice);
    const ask = bestAskPrice === 0 ? null : priceUsd(bestAskPrice);
    this.onTopOfBook(market.index, timeMs, bid, ask, fromMicro(market.firstView.insideDepth()));
  }

  /** Takes the best prices of a market in dollars, and the notional resting there. */
  onTopOfBook(
    marketIndex: number,
    timeMs: EpochMs,
    bidUsd: number | null,
    askUsd: number | null,
    depthUsd: number,
  ): void {
    this.#collectionOf(marketIndex)?.onTopOfBook(timeMs, bidUsd, askUsd, depthUsd);
  }

  /** Takes what a bot said; envelopes about no market are not part of the page. */
  onEnvelope(envelope: ReportEnvelope): void {
    const index = this.#indexOf.get(envelope.marketId);
    if (index !== undefined) this.#collectionOf(index)?.onEnvelope(envelope);
  }

  /** What was kept, in market order. */
  marketReports(): MarketReport[] {
    const { pointsMax, envelopesMax } = this.#limits;
    const count = Math.max(1, this.#marketCount);
    const points = Math.max(POINTS_PER_MARKET_MIN, Math.floor(pointsMax / count));
    const envelopes = Math.max(ENVELOPES_PER_MARKET_MIN, Math.floor(envelopesMax / count));
    return this.#markets
      .filter((market) => market !== undefined)
      .map((market) => market.read(points, envelopes));
  }

  #collectionOf(index: number): MarketCollection | undefined {
    const present = this.#markets[index];
    if (present !== undefined) return present;
    const definition = this.#definitions[index];
    if (definition === undefined || this.#marketCount >= this.#limits.marketsMax) return undefined;
    this.#marketCount += 1;
    const market = new MarketCollection(definition, this.#limits);
    this.#markets[index] = market;
    return market;
  }
}

/** A collector for a run over these markets. */
export function createReportCollector(
  markets: readonly MarketDefinition[],
  limits: Partial<ReportLimits> = {},
): ReportCollector {
  return new ReportCollector(markets, { ...REPORT_LIMITS, ...limits });
}

function numberOrNull(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

function longWindowValue(longWindow: unknown): number | null {
  if (typeof longWindow !== "object" || longWindow === null) return null;
  return "value" in longWindow ? numberOrNull(longWindow.value) : null;
}

function lineOf(envelope: ReportEnvelope): ReportEnvelopeLine {
  const { timeMs, botId, reasonCode, severity, value, confidence, correlationId } = envelope;
  const vote = envelope.decision === null ? "" : `votes ${envelope.decision}`;
  const words = payloadText(envelope.payload);
  const text = [vote, words].filter((part) => part !== "").join(": ");
  return { timeMs, botId, reasonCode, severity, value, confidence, correlationId, text };
}
