import {
  after,
  at,
  book,
  buildBot,
  buildContract,
  buildMarkets,
  buildRuntime,
  frame,
  heartbeat,
  inMarket,
  level,
  runFrames,
  script,
  status,
  TEST_REASON,
  TEST_SIGNAL,
  trade,
} from "@polytraders/testkit";
import { concat, ignoreElements, map, merge, NEVER, of, Subject, take, tap } from "rxjs";
import { describe, expect, it } from "vitest";
import { publish, type ReportEnvelope } from "../../src/index.ts";

const FRAMES = [
  at(1_000),
  book({ bids: [[0.4, 10]], asks: [[0.6, 10]] }),
  inMarket(1, book({ bids: [[0.1, 10]] })),
  trade("buys", 0.6, 1),
  heartbeat(),
  after(10),
  frame(level("bid", 0.41, 5), level("ask", 0.59, 5)),
  status("Halted"),
  inMarket(1, level("ask", 0.9, 7)),
];
const MARKETS = buildMarkets(2);

function essentialsOf(envelopes: readonly ReportEnvelope[]) {
  return envelopes.map(({ sequence, marketId, value, timeMs, payload, observed }) => ({
    sequence,
    marketId,
    value,
    timeMs,
    payload,
    observed,
  }));
}

describe("the forms of a bot", () => {
  it("give the same envelopes and the same hash for the same logic", () => {
    const decide = buildBot(buildContract(), () => ({
      decide: ({ book: view }) =>
        publish(TEST_SIGNAL, TEST_REASON, view.bestBidPrice, 1, { ask: view.bestAskPrice }),
    }));
    const perMarket = buildBot(buildContract(), () => ({
      perMarket: ({ book: view }) => ({
        decide: () =>
          publish(TEST_SIGNAL, TEST_REASON, view.bestBidPrice, 1, { ask: view.bestAskPrice }),
      }),
    }));
    const streams = buildBot(buildContract(), () => ({
      streams: ({ orderBooks }) =>
        orderBooks.pipe(
          map(({ marketId, bestBidPrice, bestAskPrice }) => ({
            ...publish(TEST_SIGNAL, TEST_REASON, bestBidPrice, 1, { ask: bestAskPrice }),
            marketId,
          })),
        ),
    }));
    const runs = [decide, perMarket, streams].map((bot) =>
      runFrames({ markets: MARKETS, bots: [bot], frames: FRAMES }),
    );
    const [first] = runs;
    expect(first?.envelopes).toHaveLength(4);
    for (const run of runs) {
      expect(run.notices).toEqual([]);
      expect(essentialsOf(run.envelopes)).toEqual(essentialsOf(first?.envelopes ?? []));
      expect(run.stateHash).toBe(first?.stateHash);
    }
  });

  it("see trades, statuses and books in the same order", () => {
    const heard: Record<"handlers" | "streams", string[]> = { handlers: [], streams: [] };
    const handlers = buildBot(buildContract(), () => ({
      perMarket: ({ marketId }) => ({
        onTrade: ({ price }) => heard.handlers.push(`${marketId} trade ${price}`),
        onMarketStatus: ({ status: word }) => heard.handlers.push(`${marketId} ${word}`),
        onOrderBook: ({ bestBidPrice }) => heard.handlers.push(`${marketId} book ${bestBidPrice}`),
      }),
    }));
    const streams = buildBot(buildContract(), () => ({
      streams: ({ orderBooks, trades, marketStatuses }) =>
        merge(
          trades.pipe(map(({ marketId, price }) => `${marketId} trade ${price}`)),
          marketStatuses.pipe(map(({ marketId, status: word }) => `${marketId} ${word}`)),
          orderBooks.pipe(map(({ marketId, bestBidPrice }) => `${marketId} book ${bestBidPrice}`)),
        ).pipe(
          tap((line) => heard.streams.push(line)),
          ignoreElements(),
        ),
    }));
    const frames = [
      ...FRAMES,
      frame(level("bid", 0.42, 1), status("Open"), trade("sells", 0.41, 1), trade("buys", 0.6, 1)),
    ];
    for (const bot of [handlers, streams]) runFrames({ markets: MARKETS, bots: [bot], frames });
    expect(heard.streams).toEqual(heard.handlers);
    expect(heard.streams.slice(-4)).toEqual([
      "market-0 trade 4100",
      "market-0 trade 6000",
      "market-0 open",
      "market-0 book 4200",
    ]);
  });

  it.each([
    ["trade", ["trade", "trade"]],
    ["market_status", ["status", "status"]],
    ["order_book", Array<string>(8).fill("book")],
    // Only handlers hear those; the stream form has no heartbeats.
    ["heartbeat", []],
  ] as const)("get only the inputs that the contract declares: %s", (topic, expected) => {
    const heard: string[] = [];
    const contract = buildContract({
      manifest: { consumes: [{ topic, kind: null, isRequired: true, ageMsMax: null }] },
    });
    const handlers = buildBot(contract, () => ({
      perMarket: () => ({
        onTrade: () => heard.push("trade"),
        onMarketStatus: () => heard.push("status"),
        onOrderBook: () => heard.push("book"),
        onHeartbeat: () => heard.push("heartbeat"),
      }),
    }));
    const streams = buildBot(contract, () => ({
      streams: ({ orderBooks, trades, marketStatuses }) => {
        trades.subscribe(() => heard.push("trade"));
        marketStatuses.subscribe(() => heard.push("status"));
        orderBooks.subscribe(() => heard.push("book"));
        return NEVER;
      },
    }));
    runFrames({ markets: MARKETS, bots: [handlers], frames: FRAMES });
    runFrames({ markets: MARKETS, bots: [streams], frames: FRAMES });
    expect(heard.filter((line) => line !== "heartbeat")).toEqual(expected);
    expect(heard.includes("heartbeat")).toBe(topic === "heartbeat");
  });

  it("are made once per market, when it first has something to say", () => {
    const made: string[] = [];
    const bot = buildBot(buildContract(), () => ({
      perMarket: ({ marketId, index }) => {
        made.push(`${marketId} ${index}`);
        return {};
      },
    }));
    runFrames({ markets: buildMarkets(3), bots: [bot], frames: FRAMES });
    expect(made).toEqual(["market-0 0", "market-1 1"]);
  });
});

describe("streams", () => {
  const signal = (marketId: string) => ({
    ...publish(TEST_SIGNAL, TEST_REASON, 1, 1, {}),
    marketId,
  });

  it("can be asked for one market only", () => {
    const bot = buildBot(buildContract(), () => ({
      streams: ({ market }) =>
        merge(market("market-1").orderBooks, market("nowhere").orderBooks).pipe(
          map(({ marketId }) => signal(marketId)),
        ),
    }));
    const { envelopes } = runFrames({ markets: MARKETS, bots: [bot], frames: FRAMES });
    expect(envelopes.map(({ marketId }) => marketId)).toEqual(["market-1", "market-1"]);
  });

  it("may say several things about one frame, even under deduplication", () => {
    const bot = buildBot(buildContract({ manifest: { deduplicationWindowMs: 1_000 } }), () => ({
      streams: ({ orderBooks }) =>
        merge(orderBooks, orderBooks).pipe(map(({ marketId }) => signal(marketId))),
    }));
    const twice = [book({ bids: [[0.4, 1]] }), book({ bids: [[0.4, 1]] })];
    const { envelopes, runtime } = runFrames({ bots: [bot], frames: twice });
    // The second frame repeats market and exchange time: nothing of it is news.
    expect(envelopes.map(({ eventSequence }) => eventSequence)).toEqual([1, 1]);
    expect(runtime.hosts[0]?.deduplicator.duplicateCount).toBe(1);
  });

  it("are refused what they emit outside of an event, and counted", () => {
    const later = new Subject<void>();
    const bot = buildBot(buildContract(), () => ({
      streams: () => concat(of(signal("market-0")), later.pipe(map(() => signal("market-0")))),
    }));
    const run = runFrames({ bots: [bot], frames: [book({})] });
    later.next();
    expect(run.envelopes).toEqual([]);
    expect(run.notices.map(({ code, eventSequence }) => [code, eventSequence])).toEqual([
      ["BOT_OUTPUT_OUTSIDE_EVENT", 0],
      ["BOT_OUTPUT_OUTSIDE_EVENT", 1],
    ]);
    expect(run.runtime.hosts[0]?.counters.refusedOutputCount).toBe(2);
  });

  it("are refused what they say about another market than the frame's", () => {
    const bot = buildBot(buildContract(), () => ({
      streams: ({ orderBooks }) => orderBooks.pipe(map(() => signal("market-1"))),
    }));
    const { envelopes, notices } = runFrames({ markets: MARKETS, bots: [bot], frames: FRAMES });
    expect(envelopes.map(({ marketId }) => marketId)).toEqual(["market-1", "market-1"]);
    expect(notices.map(({ code }) => code)).toEqual([
      "BOT_OUTPUT_FOREIGN_MARKET",
      "BOT_OUTPUT_FOREIGN_MARKET",
    ]);
  });

  it.each([
    [
      "fails",
      () => {
        throw new Error("went wrong");
      },
      "went wrong",
    ],
    ["completes", undefined, "the stream completed"],
  ])("suspend the bot when one %s, as an event", (_how, project, found) => {
    const bot = buildBot(buildContract(), () => ({
      streams: ({ orderBooks }) =>
        orderBooks.pipe(take(1), map(project ?? (({ marketId }) => signal(marketId)))),
    }));
    const other = buildBot(buildContract({ manifest: { botId: "intel.other" } }), () => ({
      decide: () => publish(TEST_SIGNAL, TEST_REASON, 1, 1, {}),
    }));
    const run = runFrames({
      bots: [bot, other],
      frames: [book({}), level("bid", 0.4, 1), level("bid", 0.4, 2)],
    });
    expect(run.notices.map(({ code, found: what }) => [code, what])).toEqual([
      ["BOT_CALL_FAILED", found],
      ["BOT_SUSPENDED", "stream ended"],
    ]);
    expect(run.audit.map(({ event }) => event.kind)).toEqual([
      "frame",
      "bot_suspended",
      "frame",
      "frame",
    ]);
    expect(run.audit[1]?.event).toMatchObject({ botId: "intel.test_bot", reason: "stream_ended" });
    expect(run.envelopes.filter(({ botId }) => botId === "intel.other")).toHaveLength(3);
  });

  it("get fresh immutable snapshots", () => {
    const kept: object[] = [];
    const bot = buildBot(buildContract(), () => ({
      streams: ({ orderBooks }) => {
        orderBooks.subscribe((snapshot) => kept.push(snapshot));
        return NEVER;
      },
    }));
    const { runtime } = buildRuntime({ bots: [bot] });
    runtime.apply(script(at(1_000), book({ bids: [[0.4, 1]] }), after(5), level("bid", 0.5, 2)));
    expect(kept).toMatchObject([
      { bestBidPrice: 4_000, timeMs: 1_000, eventSequence: 1, state: "one_sided", isProven: true },
      { bestBidPrice: 5_000, timeMs: 1_005, eventSequence: 2 },
    ]);
  });
});
