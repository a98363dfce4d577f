import type { MarketDefinition, ReportEnvelope } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { createReportCollector } from "../../src/report/report-collector.ts";
import { envelopeOf } from "./sample-run.ts";

function definitionOf(index: number): MarketDefinition {
  return {
    marketId: `market-${index}`,
    slug: `slug-${index}`,
    tokenIds: ["first", "second"],
    outcomes: ["Yes", "No"],
    tickSize: 100,
    minimumOrderSize: 0,
    isNegRisk: false,
  };
}

const ONE = [definitionOf(0)];

function decayAt(
  timeMs: number,
  value: number | null,
  code = "INTEL_DECAY_PUBLISHED",
): ReportEnvelope {
  const longWindow = value === null ? null : { windowSeconds: 600, value: 0.1, confidence: 1 };
  return envelopeOf({
    marketId: "market-0",
    timeMs,
    value,
    confidence: value === null ? null : 0.5,
    reasonCode: code,
    payload: { longWindow },
  });
}

describe("series", () => {
  it("show the state of the market at each time, with signals held until the next one", () => {
    const collector = createReportCollector(ONE);
    collector.onTopOfBook(0, 1_000, 0.4, 0.42, 100);
    collector.onEnvelope(decayAt(1_000, 2));
    collector.onTopOfBook(0, 2_000, 0.41, null, 50);
    collector.onEnvelope(
      envelopeOf({
        marketId: "market-0",
        timeMs: 3_000,
        signal: "order_flow",
        value: -1,
        payload: { vpin: 0.3 },
      }),
    );
    collector.onEnvelope(decayAt(4_000, null, "INTEL_DECAY_SUPPRESSED_HALTED"));
    const [report] = collector.marketReports();
    expect(report).toMatchObject({ updates: 2, envelopesSeen: 3, slug: "slug-0" });
    expect(report?.series).toEqual({
      timeMs: [1_000, 2_000, 3_000, 4_000],
      bid: [0.4, 0.41, 0.41, 0.41],
      ask: [0.42, null, null, null],
      depthUsd: [100, 50, 50, 50],
      decay: [2, 2, 2, null],
      confidence: [0.5, 0.5, 0.5, null],
      longDecay: [0.1, 0.1, 0.1, null],
      ofi: [null, null, -1, -1],
      vpin: [null, null, 0.3, 0.3],
    });
  });

  it("take no new point for an update that changes nothing at the top", () => {
    const collector = createReportCollector(ONE);
    for (let timeMs = 1; timeMs < 50; timeMs += 1) collector.onTopOfBook(0, timeMs, 0.4, 0.42, 100);
    const [report] = collector.marketReports();
    expect(report?.series.timeMs).toEqual([1]);
    expect(report?.updates).toBe(49);
  });
});

describe("suppression bands", () => {
  it("last from the first suppressed envelope to the next published one, one band per reason", () => {
    const collector = createReportCollector(ONE);
    const low = "INTEL_DECAY_SUPPRESSED_LOW_SAMPLES";
    const halted = "INTEL_DECAY_SUPPRESSED_HALTED";
    collector.onEnvelope(decayAt(1_000, null, low));
    collector.onEnvelope(decayAt(2_000, null, low));
    collector.onEnvelope(decayAt(3_000, 1));
    collector.onEnvelope(decayAt(5_000, null, halted));
    collector.onEnvelope(decayAt(6_000, null, low));
    collector.onEnvelope(decayAt(9_000, null, low));
    expect(collector.marketReports()[0]?.suppression).toEqual([
      { fromMs: 1_000, toMs: 3_000, reasonCode: low },
      { fromMs: 5_000, toMs: 6_000, reasonCode: halted },
      { fromMs: 6_000, toMs: 9_000, reasonCode: low },
    ]);
  });

  it("stay bounded when estimates flicker, and still cover every suppressed moment", () => {
    const collector = createReportCollector(ONE);
    const suppressedMs: number[] = [];
    for (let second = 0; second < 5_000; second += 1) {
      const isSuppressed = second % 3 === 0;
      if (isSuppressed) suppressedMs.push(second * 1_000);
      collector.onEnvelope(
        decayAt(second * 1_000, isSuppressed ? null : 1, isSuppressed ? "INTEL_X" : "INTEL_Y"),
      );
    }
    const bands = collector.marketReports()[0]?.suppression ?? [];
    expect(bands.length).toBeLessThanOrEqual(501);
    const uncovered = suppressedMs.filter(
      (timeMs) => !bands.some(({ fromMs, toMs }) => fromMs <= timeMs && timeMs <= toMs),
    );
    expect(uncovered).toEqual([]);
  });
});

describe("envelopes", () => {
  const halt = envelopeOf({
    marketId: "market-0",
    botId: "risk.market_halt_detector",
    signal: "market_halt",
    reasonCode: "RISK_MARKET_HALTED",
    severity: "WARN",
    timeMs: 777_000,
    payload: { status: "HALTED" },
  });

  it("are thinned to the limit, and what is rare or serious survives", () => {
    const collector = createReportCollector(ONE, { envelopesPerMarketMax: 200 });
    for (let second = 1; second <= 20_000; second += 1) {
      collector.onEnvelope(decayAt(second * 1_000, second));
      if (second === 777) collector.onEnvelope(halt);
    }
    const [report] = collector.marketReports();
    expect(report?.envelopesSeen).toBe(20_001);
    expect(report?.envelopes.length).toBeLessThanOrEqual(200);
    expect(report?.envelopes.length).toBeGreaterThanOrEqual(100);
    expect(report?.envelopes.filter(({ severity }) => severity === "WARN")).toHaveLength(1);
    const times = report?.envelopes.map(({ timeMs }) => timeMs) ?? [];
    expect(times).toEqual(times.toSorted((left, right) => left - right));
    expect(times.filter((timeMs) => timeMs > 10_000_000).length).toBeGreaterThan(40);
  });

  it("note each change of status once", () => {
    const collector = createReportCollector(ONE);
    collector.onEnvelope(halt);
    collector.onEnvelope({ ...halt, timeMs: 778_000 });
    collector.onEnvelope({
      ...halt,
      timeMs: 779_000,
      payload: { status: "OPEN" },
      reasonCode: "R",
    });
    expect(collector.marketReports()[0]?.statusChanges).toEqual([
      { timeMs: 777_000, status: "HALTED", reasonCode: "RISK_MARKET_HALTED" },
      { timeMs: 779_000, status: "OPEN", reasonCode: "R" },
    ]);
  });

  it("are told in words, votes included", () => {
    const collector = createReportCollector(ONE);
    collector.onEnvelope(
      envelopeOf({
        marketId: "market-0",
        kind: "risk_vote",
        decision: "REJECT",
        payload: {
          takerUsdPerSecond: 1.23456,
          isGateClosed: true,
          isOwnDominant: false,
          longWindow: { value: null, samples: 3 },
        },
      }),
    );
    expect(collector.marketReports()[0]?.envelopes[0]?.text).toBe(
      "votes REJECT: taker usd per second 1.235, gate closed, not own dominant, long window samples 3",
    );
  });
});

describe("limits", () => {
  it("keep the markets that come alive first, in market order, and ignore unknown ones", () => {
    const definitions = Array.from({ length: 10 }, (_, index) => definitionOf(index));
    const collector = createReportCollector(definitions, { marketsMax: 3 });
    for (const index of [7, 2, 5, 1, 0]) collector.onTopOfBook(index, 1, 0.4, 0.5, 1);
    collector.onEnvelope(envelopeOf({ marketId: "unknown" }));
    collector.onEnvelope(envelopeOf({ marketId: "" }));
    expect(collector.marketReports().map(({ slug }) => slug)).toEqual([
      "slug-2",
      "slug-5",
      "slug-7",
    ]);
  });

  it("hold for a run of a million updates, the same way each time", () => {
    const run = (): string => {
      const collector = createReportCollector(ONE);
      for (let step = 1; step <= 1_000_000; step += 1) {
        collector.onTopOfBook(0, step * 10, (step % 97) / 100, 0.98, (step * 7919) % 1_000);
      }
      return JSON.stringify(collector.marketReports());
    };
    const text = run();
    expect(text).toBe(run());
    expect(text.length).toBeLessThan(600_000);
  });
});
