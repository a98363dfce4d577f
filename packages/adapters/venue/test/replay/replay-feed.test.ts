import {
  MarketStatusCode,
  notionalMicroUsd,
  type MarketDataBatch,
  type MarketDataSource,
  type MarketDefinition,
} from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { createExchange } from "../../src/exchange/create-exchange.ts";
import type { ExchangeEvent } from "../../src/exchange/exchange-event.ts";
import type { Exchange } from "../../src/exchange/exchange.ts";
import { createReplayFeed } from "../../src/replay/replay-feed.ts";
import { replayedTermsOf } from "../../src/replay/replayed-terms.ts";
import {
  batchOf,
  book,
  gap,
  level,
  micro,
  status,
  takerSells,
  tick,
  units,
  type PlainFrame,
} from "./frames.ts";

const definition = (index: number): MarketDefinition => ({
  marketId: `0x${String(index).repeat(64)}`,
  slug: `game-${index}`,
  tokenIds: [`${index}01`, `${index}02`],
  outcomes: ["Home", "Away"],
  tickSize: 100,
  minimumOrderSize: micro(5),
  isNegRisk: false,
});
const DEFINITIONS = [definition(1), definition(2)];
const CONDITION = DEFINITIONS[0]?.marketId ?? "";
const ACCOUNT = `0x${"a".repeat(40)}`;
const BOOK = book({ bids: [[0.48, 100]], asks: [[0.52, 100]] });

function sourceOf(frames: readonly PlainFrame[], cutAt: readonly number[] = []): MarketDataSource {
  const whole = batchOf(frames);
  const cuts = [0, ...cutAt, whole.length];
  return {
    origin: { kind: "recording", label: "test", fingerprint: "test" },
    markets: DEFINITIONS,
    async *batches(): AsyncGenerator<MarketDataBatch> {
      for (const [index, from] of cuts.slice(0, -1).entries()) {
        const to = cuts[index + 1] ?? whole.length;
        const part = batchOf([]);
        const columns = ["timeMs", "exchangeTimeMs", "market", "kind", "side", "flags"] as const;
        const copied = Object.fromEntries(
          [...columns, "price" as const, "size" as const].map((name) => [
            name,
            whole[name].slice(from, to),
          ]),
        );
        yield { ...part, ...copied, length: to - from };
        // Sources use their batch again: whoever kept it sees rubbish.
        for (const name of columns) (copied[name] as Float64Array).fill(7);
        await Promise.resolve();
      }
    },
  };
}

function rest(exchange: Exchange, price: number, shares: number, orderId = "resting"): string {
  const answers: string[] = [];
  exchange.place(
    {
      orderId,
      account: ACCOUNT,
      session: "session",
      tokenId: "101",
      side: "BUY",
      makerAmount: notionalMicroUsd(units(price), micro(shares)),
      takerAmount: micro(shares),
      orderType: "GTC",
      isPostOnly: false,
      expiresAtMs: null,
      defersExecution: false,
      builderCode: null,
    },
    (answer) => answers.push(answer.isAccepted ? answer.status : answer.refusal.code),
  );
  return answers[0] ?? "no answer";
}

function exchangeAt(startMs: number): { exchange: Exchange; events: ExchangeEvent[] } {
  const exchange = createExchange({ startMs });
  const events: ExchangeEvent[] = [];
  exchange.subscribe((event) => events.push(event));
  exchange.deposit(ACCOUNT, micro(1_000));
  return { exchange, events };
}

const phaseOf = (exchange: Exchange): string | undefined => exchange.market(CONDITION)?.state.phase;

describe("a recording played on the exchange", () => {
  it("opens a market with its first whole book, halts it in a gap, ends it with the record", async () => {
    const { exchange } = exchangeAt(1_000);
    const feed = createReplayFeed({
      exchange,
      source: sourceOf([
        { timeMs: 1_000, rows: BOOK },
        { timeMs: 2_000, rows: [gap()] },
        { timeMs: 3_000, rows: BOOK },
        { timeMs: 3_500, rows: [status(MarketStatusCode.Halted)] },
        { timeMs: 4_000, rows: [status(MarketStatusCode.Closed)] },
        { timeMs: 5_000, rows: [status(MarketStatusCode.ResolvedFirst)] },
      ]),
    });
    expect(exchange.markets().map(({ terms }) => terms.slug)).toEqual(["game-1", "game-2"]);
    expect(rest(exchange, 0.48, 10, "early")).toBe("market_not_ready");

    const phases: (string | undefined)[] = [];
    for (let time = await feed.next(); time !== null; time = await feed.next()) {
      expect(exchange.nowMs).toBe(time);
      phases.push(phaseOf(exchange));
    }

    expect(phases).toEqual(["open", "halted", "open", "halted", "closed", "resolved"]);
    expect(exchange.market(CONDITION)?.state.payouts).toEqual([10_000, 0]);
    expect(feed.frameCount).toBe(6);
  });

  it("fills a resting order by a recorded trade, in the exchange's books", async () => {
    const { exchange, events } = exchangeAt(1_000);
    const feed = createReplayFeed({
      exchange,
      source: sourceOf([
        { timeMs: 1_000, rows: BOOK },
        { timeMs: 2_000, rows: [takerSells(0.48, 130), level(0, 0.48, 20)] },
      ]),
    });
    await feed.next();
    expect(rest(exchange, 0.48, 50)).toBe("live");
    await feed.next();

    const trades = events.filter((event) => event.kind === "trade_matched");
    expect(trades).toHaveLength(1);
    // A recorded trader always buys: here the second token, at the complement.
    expect(trades[0]?.trade).toMatchObject({ size: micro(30), token: 1, price: units(0.52) });
    expect(trades[0]?.trade.makers).toMatchObject([{ orderId: "resting", price: units(0.48) }]);
    expect(exchange.order("resting")).toMatchObject({ state: "live", matchedSize: micro(30) });
    exchange.advanceTo(60_000);
    expect(exchange.balance(ACCOUNT, "101")).toBe(micro(30));
    expect(exchange.balance(ACCOUNT, null)).toBe(micro(1_000) - micro(14.4));
    exchange.audit();
  });

  it("plays up to a time, between other things due there", async () => {
    const { exchange } = exchangeAt(500);
    const feed = createReplayFeed({
      exchange,
      source: sourceOf([
        { timeMs: 1_000, rows: BOOK },
        { timeMs: 2_000, rows: [level(1, 0.51, 5)] },
        { timeMs: 3_000, rows: [level(1, 0.5, 5)] },
      ]),
    });
    const bestAsk = (): number => exchange.market(CONDITION)?.book.bestPrice(1) ?? 0;
    const seen: number[] = [];
    exchange.schedule(1_500, () => seen.push(bestAsk()));
    exchange.schedule(2_500, () => seen.push(bestAsk()));

    expect(await feed.nextTimeMs()).toBe(1_000);
    expect(await feed.playUntil(2_700)).toBe(true);
    expect(exchange.nowMs).toBe(2_700);
    expect(seen).toEqual([units(0.52), units(0.51)]);
    expect(await feed.playUntil(9_000)).toBe(false);
    expect(bestAsk()).toBe(units(0.5));
    expect(exchange.nowMs).toBe(9_000);
  });

  it("can begin at another time than it was recorded at", async () => {
    const { exchange } = exchangeAt(1_000_000);
    const feed = createReplayFeed({
      exchange,
      startAtMs: 1_000_500,
      source: sourceOf([
        { timeMs: 1_000, rows: BOOK },
        { timeMs: 1_750, rows: [level(1, 0.51, 5)] },
      ]),
    });
    expect([await feed.next(), await feed.next(), await feed.next()]).toEqual([
      1_000_500,
      1_001_250,
      null,
    ]);
  });

  it("tells a new tick before the levels that need it", async () => {
    const { exchange, events } = exchangeAt(1_000);
    const feed = createReplayFeed({
      exchange,
      source: sourceOf([
        { timeMs: 1_000, rows: BOOK },
        { timeMs: 2_000, rows: [tick(0.001), level(1, 0.515, 5)] },
      ]),
    });
    await feed.playUntil(5_000);
    const kinds = events.slice(-2).map(({ kind }) => kind);
    expect(kinds).toEqual(["tick_size_changed", "book_changed"]);
    expect(exchange.market(CONDITION)?.state.tickSize).toBe(10);
  });

  it("comes to the same wherever the source cuts its batches", async () => {
    const frames: PlainFrame[] = [
      { timeMs: 1_000, rows: BOOK },
      { timeMs: 1_500, market: 1, rows: BOOK },
      { timeMs: 2_000, rows: [level(1, 0.52, 0), level(1, 0.51, 40), level(0, 0.49, 1)] },
      { timeMs: 2_500, market: 1, rows: [takerSells(0.48, 5), level(0, 0.48, 95)] },
    ];
    const hashes: string[] = [];
    for (const cuts of [[], [1], [2, 3, 4], [5, 8], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]) {
      const { exchange } = exchangeAt(1_000);
      const feed = createReplayFeed({ exchange, source: sourceOf(frames, cuts) });
      await feed.playUntil(10_000);
      expect(feed.frameCount).toBe(4);
      hashes.push(exchange.stateHash());
    }
    expect(new Set(hashes).size).toBe(1);
  });

  it("leaves a market alone that somebody else resolved", async () => {
    const { exchange } = exchangeAt(1_000);
    const feed = createReplayFeed({
      exchange,
      source: sourceOf([
        { timeMs: 1_000, rows: BOOK },
        { timeMs: 2_000, rows: [gap()] },
        { timeMs: 3_000, rows: [status(MarketStatusCode.ResolvedSecond)] },
      ]),
    });
    await feed.next();
    exchange.resolve(CONDITION, [10_000, 0]);
    await feed.playUntil(5_000);
    expect(exchange.market(CONDITION)?.state.payouts).toEqual([10_000, 0]);
  });
});

describe("the terms of a recorded market", () => {
  it("keep recorded ids and fill in what a recording does not hold", () => {
    const terms = replayedTermsOf(DEFINITIONS[0] ?? definition(1));
    expect(terms).toMatchObject({
      conditionId: CONDITION,
      tokenIds: ["101", "102"],
      outcomes: ["Home", "Away"],
      minimumOrderSize: micro(5),
      fees: { rate: 0.05, exponent: 1, rebateShare: 0.25 },
      negRiskSetId: null,
    });
  });

  it("derive ids that the venue could have issued where the recording has none", () => {
    const terms = replayedTermsOf({
      ...definition(1),
      marketId: "507396",
      tokenIds: ["yes-token", ""],
      isNegRisk: true,
    });
    expect(terms.conditionId).toMatch(/^0x[0-9a-f]{64}$/);
    expect(terms.tokenIds[0]).toMatch(/^[0-9]{70,78}$/);
    expect(new Set(terms.tokenIds).size).toBe(2);
    expect(terms.negRiskSetId).toMatch(/^0x[0-9a-f]{64}$/);
  });

  it("can be given", () => {
    const terms = replayedTermsOf(definition(1), { takerDelayMs: 250, protocol: "v2" });
    expect(terms).toMatchObject({ takerDelayMs: 250, protocol: "v2", slug: "game-1" });
  });
});
