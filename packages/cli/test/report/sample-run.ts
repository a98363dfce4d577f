import { createSyntheticSource } from "@polytraders/adapter-synthetic";
import { RowFlag, RowKind, type MarketDataBatch, type ReportEnvelope } from "@polytraders/core";
import { createReportCollector, type ReportCollector } from "../../src/report/report-collector.ts";
import type { ReportData } from "../../src/report/report-data.ts";

const DECAY_BOT = "intel.liquidity_decay_monitor";
const FLOW_BOT = "intel.orderflowanalyzer";
const HALT_BOT = "risk.market_halt_detector";

/** An envelope whose fields default to a published decay. */
export function envelopeOf(fields: Partial<ReportEnvelope>): ReportEnvelope {
  return {
    schemaVersion: 1,
    sequence: 1,
    eventSequence: 1,
    correlationId: "e1",
    botId: DECAY_BOT,
    botVersion: "0.1.0",
    configVersion: "1",
    mode: "shadow",
    marketId: "market",
    kind: "signal",
    reasonCode: "INTEL_DECAY_PUBLISHED",
    severity: "INFO",
    timeMs: 0,
    exchangeTimeMs: 0,
    signal: "liquidity_decay",
    value: 1,
    confidence: 0.5,
    decision: null,
    payload: {},
    observed: null,
    warnings: [],
    ...fields,
  };
}

/** A stand-in for kernel and bots over the synthetic demo: the shape of a run, not its figures. */
class SampleMarket {
  readonly #index: number;
  readonly #marketId: string;
  readonly #collector: ReportCollector;
  readonly #bids = new Map<number, number>();
  readonly #asks = new Map<number, number>();
  readonly #depths: { timeMs: number; depthUsd: number }[] = [];
  #depthUsd = 0;
  #status = 0;
  #imbalance = 0;
  #sequence: number;

  constructor(index: number, marketId: string, collector: ReportCollector) {
    this.#index = index;
    this.#marketId = marketId;
    this.#collector = collector;
    this.#sequence = index;
  }

  apply(batch: MarketDataBatch, row: number): void {
    const [kind, price, size] = [batch.kind[row], batch.price[row] ?? 0, batch.size[row] ?? 0];
    const timeMs = batch.timeMs[row] ?? 0;
    this.#sequence += 4;
    if (kind === RowKind.BookStart) {
      this.#bids.clear();
      this.#asks.clear();
    } else if (kind === RowKind.Level) {
      const side = batch.side[row] === 0 ? this.#bids : this.#asks;
      if (size === 0) side.delete(price);
      else side.set(price, size);
    } else if (kind === RowKind.Trade) {
      this.#imbalance += (batch.side[row] === 0 ? size : -size) / 1e9;
    } else if (kind === RowKind.Status) this.#setStatus(timeMs, price);
    if (((batch.flags[row] ?? 0) & RowFlag.FrameEnd) !== 0) this.#showTop(timeMs);
  }

  second(timeMs: number): void {
    this.#depths.push({ timeMs, depthUsd: this.#depthUsd });
    const first = this.#depths.length - 61;
    const baseline = this.#depths[Math.max(0, first)]?.depthUsd ?? 0;
    const longAgo = this.#depths[Math.max(0, this.#depths.length - 601)]?.depthUsd ?? 0;
    const isHalted = this.#status !== 0;
    const isEarly = this.#depths.length < 30;
    if (isHalted || isEarly) {
      const reason = isHalted ? "HALTED" : "LOW_SAMPLES";
      this.#emit(timeMs, {
        reasonCode: `INTEL_DECAY_SUPPRESSED_${reason}`,
        severity: "EXPLAIN",
        value: null,
        confidence: null,
        payload: { windowSeconds: 60, samples: isHalted ? 0 : this.#depths.length },
      });
    } else {
      const long = Math.max(0, longAgo - this.#depthUsd) / 600;
      this.#emit(timeMs, {
        value: Math.max(0, baseline - this.#depthUsd) / 60,
        confidence: Math.min(1, this.#depths.length / 90) * 0.9,
        payload: {
          windowSeconds: 60,
          samples: Math.min(61, this.#depths.length),
          baselineDepthUsd: baseline,
          currentDepthUsd: this.#depthUsd,
          longWindow: { windowSeconds: 600, value: long, confidence: 0.8 },
        },
      });
    }
    if (this.#depths.length % 5 !== 0 || isHalted) return;
    this.#imbalance *= 0.8;
    const vpin = Math.min(1, Math.abs(this.#imbalance) / 2);
    const isToxic = vpin > 0.6;
    this.#emit(timeMs, {
      botId: FLOW_BOT,
      signal: "order_flow",
      reasonCode: isToxic ? "INTEL_FLOW_TOXIC" : "INTEL_FLOW_PUBLISHED",
      severity: isToxic ? "WARN" : "INFO",
      value: this.#imbalance,
      confidence: 0.7,
      payload: { windowSeconds: 60, vpin, tradeCount: 12, flowClass: isToxic ? "toxic" : "benign" },
    });
  }

  #setStatus(timeMs: number, status: number): void {
    this.#status = status;
    this.#emit(timeMs, {
      botId: HALT_BOT,
      signal: "market_halt",
      reasonCode: status === 0 ? "RISK_MARKET_HALT_CLEARED" : "RISK_MARKET_HALTED",
      severity: status === 0 ? "INFO" : "WARN",
      value: status === 0 ? 0 : 1,
      confidence: 1,
      payload: { status: status === 0 ? "OPEN" : "HALTED", isGateClosed: status !== 0 },
    });
  }

  #showTop(timeMs: number): void {
    const bid = Math.max(0, ...this.#bids.keys());
    const ask = Math.min(10_000, ...this.#asks.keys());
    const notional = bid * (this.#bids.get(bid) ?? 0) + ask * (this.#asks.get(ask) ?? 0);
    this.#depthUsd = notional / 1e10;
    this.#collector.onTopOfBook(
      this.#index,
      timeMs,
      bid === 0 ? null : bid / 10_000,
      ask === 10_000 ? null : ask / 10_000,
      this.#depthUsd,
    );
  }

  #emit(timeMs: number, fields: Partial<ReportEnvelope>): void {
    const correlationId = `e${this.#sequence}`;
    const marketId = this.#marketId;
    this.#collector.onEnvelope(envelopeOf({ timeMs, marketId, correlationId, ...fields }));
  }
}

/** A report as a run of the demo with three bots would leave it. */
export async function sampleReport(fields: Partial<ReportData> = {}): Promise<ReportData> {
  const source = createSyntheticSource({ seed: 7 });
  const collector = createReportCollector(source.markets);
  const markets = source.markets.map(
    ({ marketId }, index) => new SampleMarket(index, marketId, collector),
  );
  let events = 0;
  let nextMs = 0;
  for await (const batch of source.batches()) {
    events += batch.length;
    for (let row = 0; row < batch.length; row += 1) {
      const timeMs = batch.timeMs[row] ?? 0;
      if (nextMs === 0) nextMs = timeMs + 1_000;
      for (; nextMs <= timeMs; nextMs += 1_000) for (const market of markets) market.second(nextMs);
      if (batch.kind[row] !== RowKind.Heartbeat) markets[batch.market[row] ?? 0]?.apply(batch, row);
    }
  }
  return {
    schemaVersion: 1,
    title: "Demo: thirty minutes of four synthetic markets",
    runId: "demo-20260105T000000Z-3fa2c1",
    stateHash: "9f2c64d1be0a7735c1d08f4e66a1b2c39f2c64d1be0a7735c1d08f4e66a1b2c3",
    origin: source.origin,
    generatedFrom: { core: "0.1.0", node: "24.21.0" },
    durationMs: 612,
    events,
    bots: [
      {
        id: DECAY_BOT,
        name: "LiquidityDecayMonitor",
        mode: "shadow",
        counts: {
          INTEL_DECAY_PUBLISHED: 6_722,
          INTEL_DECAY_SUPPRESSED_LOW_SAMPLES: 116,
          INTEL_DECAY_SUPPRESSED_HALTED: 358,
        },
      },
      {
        id: FLOW_BOT,
        name: "OrderFlowAnalyzer",
        mode: "advisory",
        counts: { INTEL_FLOW_PUBLISHED: 1_290, INTEL_FLOW_TOXIC: 74 },
      },
      {
        id: HALT_BOT,
        name: "MarketHaltDetector",
        mode: "enforced",
        counts: { RISK_MARKET_HALTED: 6, RISK_MARKET_HALT_CLEARED: 4 },
      },
    ],
    markets: collector.marketReports(),
    marketsSeen: source.markets.length,
    ...fields,
  };
}
