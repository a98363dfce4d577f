import { RowKind, type MarketDataBatch, type MarketDataSource } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import {
  after,
  at,
  book,
  buildMarket,
  buildMarkets,
  describeMarketDataSource,
  frame,
  gap,
  heartbeat,
  inMarket,
  inspectMarketData,
  level,
  MARKET_DATA_CARDS,
  row,
  script,
  splitBatch,
  status,
  tickSize,
  trade,
} from "../../src/index.ts";

function flawless(): MarketDataBatch {
  return script(
    at(1_000),
    book({ bids: [[0.4, 10]], asks: [[0.6, 10]] }),
    after(10),
    inMarket(1, frame(level("bid", 0.3, 5), trade("buys", 0.4, 1))),
    tickSize(0.001),
    gap(),
    heartbeat(),
    status("Closed"),
  );
}

function buildSource(overrides: Partial<MarketDataSource> & { rows?: MarketDataBatch } = {}) {
  const { rows = flawless(), ...rest } = overrides;
  return (): MarketDataSource => ({
    origin: { kind: "synthetic", label: "script", fingerprint: "1" },
    markets: buildMarkets(2),
    async *batches() {
      yield* splitBatch(rows, [3]);
    },
    ...rest,
  });
}

function altered(change: (batch: MarketDataBatch) => void): MarketDataBatch {
  const batch = flawless();
  change(batch);
  return batch;
}

describeMarketDataSource("a scripted source", buildSource());
describeMarketDataSource("a source that cannot repeat itself", buildUnsteadySource(), {
  skip: { "MD-100": "ends differently each time" },
});

function buildUnsteadySource() {
  let pass = 0;
  return (): MarketDataSource => {
    pass += 1;
    return buildSource({ rows: script(level("bid", 0.4, pass)) })();
  };
}

describe("each card catches its own fault", () => {
  const faults: [card: keyof typeof MARKET_DATA_CARDS, source: () => MarketDataSource][] = [
    ["MD-010", buildSource({ markets: buildMarkets(2).toReversed() })],
    ["MD-010", buildSource({ markets: [buildMarket(), buildMarket()] })],
    ["MD-010", buildSource({ markets: [buildMarket(), buildMarket({ marketId: "z", slug: "" })] })],
    ["MD-020", buildSource({ origin: { kind: "live", label: "", fingerprint: "x" } })],
    ["MD-030", buildSource({ rows: { ...flawless(), side: new Uint8Array(3) } })],
    ["MD-040", buildSource({ rows: script(at(20), gap(), at(10), gap()) })],
    ["MD-040", buildSource({ rows: script(at(20.5), gap()) })],
    ["MD-050", buildSource({ rows: altered(({ flags, length }) => flags.fill(0, length - 1)) })],
    ["MD-060", buildSource({ rows: altered(({ market }) => market.fill(1, 1, 2)) })],
    ["MD-060", buildSource({ rows: altered(({ timeMs }) => timeMs.fill(1_001, 1)) })],
    [
      "MD-060",
      buildSource({ rows: altered(({ exchangeTimeMs }) => exchangeTimeMs.fill(7, 1, 3)) }),
    ],
    ["MD-070", buildSource({ rows: script(row({ kind: 99, price: 5_000 })) })],
    ["MD-070", buildSource({ rows: script(row({ price: 5_000, flags: 64 })) })],
    ["MD-070", buildSource({ rows: script(inMarket(7, level("bid", 0.5, 1))) })],
    ["MD-080", buildSource({ rows: script(row({ price: 10_000, size: 1 })) })],
    ["MD-080", buildSource({ rows: script(row({ price: 5_000, size: 0.5 })) })],
    ["MD-080", buildSource({ rows: script(row({ kind: RowKind.Trade, price: 5_000 })) })],
    ["MD-080", buildSource({ rows: script(row({ kind: RowKind.TickSize, price: 7 })) })],
    ["MD-080", buildSource({ rows: script(row({ kind: RowKind.Status, price: 6 })) })],
    ["MD-090", buildSource({ rowCount: 3 })],
    ["MD-100", buildUnsteadySource()],
    ["MD-110", buildSource({ rows: script(row({ price: 0, size: 1 })) })],
    ["MD-120", buildSource({ rows: script() })],
  ];
  it.each(faults)("%s", async (card, create) => {
    const violations = await inspectMarketData(create);
    expect(violations.map((violation) => violation.card)).toContain(card);
  });

  it("covers every card", () => {
    expect(new Set(faults.map(([card]) => card))).toEqual(new Set(Object.keys(MARKET_DATA_CARDS)));
  });

  it("names the row", async () => {
    const [violation] = await inspectMarketData(
      buildSource({ rows: script(gap(), row({ price: 5_000, size: -1 })) }),
    );
    expect(violation).toEqual({
      card: "MD-080",
      row: 1,
      found: "kind 2 with price 5000 and size -1",
    });
  });
});
