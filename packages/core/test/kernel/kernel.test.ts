import {
  after,
  at,
  book,
  buildCommand,
  buildMarkets,
  frame,
  gap,
  heartbeat,
  inMarket,
  late,
  level,
  onSecondToken,
  row,
  script,
  status,
  tickSize,
  trade,
  type Step,
} from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import {
  Kernel,
  RowFlag,
  RowKind,
  type AuditRecord,
  type KernelBot,
  type KernelEvent,
} from "../../src/index.ts";

interface Heard {
  readonly kernel: Kernel;
  readonly events: KernelEvent[];
  readonly audit: AuditRecord[];
}

/** A kernel over three markets with one listener on everything. */
function listen(onEvent: (event: KernelEvent) => void = () => undefined): Heard {
  const events: KernelEvent[] = [];
  const audit: AuditRecord[] = [];
  const kernel = new Kernel({
    markets: buildMarkets(3),
    observers: [{ onAudit: (record) => audit.push(record) }],
  });
  const bot: KernelBot = {
    handle(event) {
      events.push(event);
      onEvent(event);
    },
  };
  kernel.attach([[bot], [bot], [bot]], [bot]);
  return { kernel, events, audit };
}

function hear(...steps: Step[]): Heard {
  const heard = listen();
  heard.kernel.apply(script(...steps));
  return heard;
}

describe("the order of events", () => {
  it("is total: numbered from 1 without gaps, time never running backwards", () => {
    const { kernel, events } = listen();
    kernel.apply(script(at(100), gap(), heartbeat(), inMarket(2, level("bid", 0.5, 1))));
    kernel.command(buildCommand("enable_trading"));
    kernel.timers.set(0, 1, "later", 150);
    kernel.apply(script(at(200), gap()));
    kernel.suspend("intel.test_bot", "failures");
    kernel.apply(script(at(190), gap()));
    expect(events.map(({ sequence, kind, timeMs }) => [sequence, kind, timeMs])).toEqual([
      [1, "frame", 100],
      [2, "heartbeat", 100],
      [3, "frame", 100],
      [4, "command", 100],
      [5, "timer", 150],
      [6, "frame", 200],
      // A frame older than kernel time is applied at kernel time.
      [7, "frame", 200],
      [8, "bot_suspended", 200],
    ]);
    expect(kernel.sequence).toBe(8);
  });

  it("never moves time back", () => {
    const { kernel } = listen();
    for (const timeMs of [500, 400, Number.NaN, Number.POSITIVE_INFINITY, -1]) {
      kernel.advanceTo(timeMs);
      expect(kernel.nowMs).toBe(500);
    }
    kernel.advanceTo(501);
    expect(kernel.nowMs).toBe(501);
  });
});

describe("frames", () => {
  it("are applied whole before any bot runs, both tokens' halves together", () => {
    const seen: object[] = [];
    const { kernel } = listen((event) => {
      if (event.kind !== "frame") return;
      const { firstView: view } = event.market;
      seen.push([event.rowCount, view.levels("bid"), view.levels("ask")]);
    });
    kernel.apply(
      script(
        frame(
          book({ bids: [[0.4, 1]], asks: [[0.6, 2]] }),
          level("bid", 0.45, 3),
          // A bid for the second token at 0.45 is an ask for the first at 0.55.
          onSecondToken(level("bid", 0.45, 4), level("ask", 0.65, 5)),
        ),
      ),
    );
    expect(seen).toEqual([
      [
        6,
        [
          { price: 4_500, size: 3_000_000 },
          { price: 4_000, size: 1_000_000 },
          { price: 3_500, size: 5_000_000 },
        ],
        [
          { price: 5_500, size: 4_000_000 },
          { price: 6_000, size: 2_000_000 },
        ],
      ],
    ]);
  });

  it("wait for their last row, whichever batch brings it", () => {
    const { kernel, events } = listen();
    const open = script(level("bid", 0.4, 1));
    open.flags[0] = 0;
    kernel.apply(open);
    expect(events).toEqual([]);
    kernel.apply(script(level("bid", 0.41, 1)));
    expect(events).toMatchObject([{ kind: "frame", rowCount: 2 }]);
  });

  it("end with the source at the latest", () => {
    const { kernel, events } = listen();
    const open = script(level("bid", 0.4, 1));
    open.flags[0] = 0;
    kernel.apply(open);
    kernel.finish();
    kernel.finish();
    expect(events).toMatchObject([{ kind: "frame", rowCount: 1 }]);
  });

  it("carry trades and statuses on the view of the first token", () => {
    const { events } = hear(
      late(
        50,
        frame(trade("buys", 0.6, 1), onSecondToken(trade("buys", 0.3, 2)), status("ResolvedVoid")),
      ),
    );
    const [event] = events;
    expect(event).toMatchObject({
      kind: "frame",
      hasBookChange: false,
      exchangeTimeMs: 950,
      trades: [
        { takerSide: "BUY", price: 6_000, size: 1_000_000, exchangeTimeMs: 950, timeMs: 1_000 },
        { takerSide: "SELL", price: 7_000, size: 2_000_000 },
      ],
      statuses: [{ status: "resolved_void" }],
    });
  });

  it("change status, tick size and proof of their own market only", () => {
    const { kernel } = hear(
      inMarket(1, book({ bids: [[0.4, 1]] }), status("Halted"), tickSize(0.001)),
      inMarket(2, book({}), gap()),
    );
    const shown = kernel.markets.map(({ status: word, book: { tickSize: tick, isProven } }) => [
      word,
      tick,
      isProven,
    ]);
    expect(shown).toEqual([
      ["open", 100, false],
      ["halted", 10, true],
      ["open", 100, false],
    ]);
  });

  it("date the book by the exchange's time", () => {
    const { kernel } = hear(
      at(900),
      level("bid", 0.4, 1),
      after(10),
      late(30, trade("buys", 0.5, 1)),
    );
    const [market] = kernel.markets;
    expect(market?.firstView.updatedAtMs).toBe(900);
    expect(market?.newestExchangeTimeMs).toBe(900);
    kernel.apply(script(at(2_000), late(100, level("bid", 0.4, 2))));
    expect([market?.firstView.updatedAtMs, market?.newestExchangeTimeMs]).toEqual([1_900, 1_900]);
  });
});

describe("heartbeats", () => {
  it("reach everybody as events of their own", () => {
    const { events } = hear(heartbeat(), after(5), heartbeat());
    expect(events.map(({ kind, timeMs }) => [kind, timeMs])).toEqual([
      ["heartbeat", 1_000],
      ["heartbeat", 1_005],
    ]);
  });
});

describe("refused rows", () => {
  const good = book({ bids: [[0.4, 1]], asks: [[0.6, 1]] });
  const faults: [reason: string, step: Step][] = [
    ["unknown_market", inMarket(3, level("bid", 0.5, 1))],
    ["unknown_market", inMarket(4_294_967_295, gap())],
    ["price_outside_grid", row({ price: 0, size: 1 })],
    ["price_outside_grid", row({ price: 10_000, size: 1 })],
    ["price_outside_grid", row({ price: -5, size: 1 })],
    ["price_outside_grid", row({ kind: RowKind.Trade, price: 10_001, size: 1 })],
    ["size_invalid", row({ price: 4_000, size: Number.NaN })],
    ["size_invalid", row({ price: 4_000, size: -1 })],
    ["size_invalid", row({ price: 4_000, size: 0.5 })],
    ["size_invalid", row({ price: 4_000, size: Number.POSITIVE_INFINITY })],
    ["size_invalid", row({ kind: RowKind.Trade, price: 4_000, size: 0 })],
    ["side_unknown", row({ price: 4_000, size: 1, side: 2 })],
    ["unknown_kind", row({ kind: 99 })],
    ["unknown_kind", row({ kind: 0 })],
    ["tick_size_unknown", row({ kind: RowKind.TickSize, price: 7 })],
    ["status_unknown", row({ kind: RowKind.Status, price: 6 })],
    ["time_invalid", late(Number.NaN, level("bid", 0.4, 5))],
    ["time_invalid", late(5_000, level("bid", 0.4, 5))],
  ];

  it.each(faults)("are counted as %s and touch nothing", (reason, fault) => {
    const { kernel } = hear(good, fault);
    expect(kernel.refusedRows).toEqual({ [reason]: 1 });
    expect(kernel.rowCount).toBe(4);
    const [market] = kernel.markets;
    expect(market?.firstView.levels("bid")).toEqual([{ price: 4_000, size: 1_000_000 }]);
    expect(market?.firstView.levels("ask")).toEqual([{ price: 6_000, size: 1_000_000 }]);
    expect([market?.status, market?.book.tickSize]).toEqual(["open", 100]);
    expect(kernel.nowMs).toBe(1_000);
  });

  it("leave the rest of their frame alone", () => {
    const { kernel, events } = hear(
      frame(level("bid", 0.4, 1), row({ price: 10_000, size: 1 }), level("ask", 0.6, 1)),
    );
    expect(events).toHaveLength(1);
    expect(kernel.markets[0]?.firstView.state).toBe("normal");
  });

  it("of a second market in one frame leave both markets as they should be", () => {
    const { kernel } = listen();
    const batch = script(frame(level("bid", 0.4, 1), level("bid", 0.3, 1)));
    batch.market[1] = 1;
    kernel.apply(batch);
    expect(kernel.refusedRows).toEqual({ foreign_market: 1 });
    expect(kernel.markets[0]?.firstView.levels("bid")).toHaveLength(1);
    expect(kernel.markets[1]?.firstView.levels("bid")).toEqual([]);
  });

  it("with an impossible time do not stop the clock", () => {
    const { kernel } = hear(
      at(Number.POSITIVE_INFINITY),
      level("bid", 0.4, 1),
      at(Number.NaN),
      gap(),
      at(2_000),
      gap(),
    );
    expect(kernel.nowMs).toBe(2_000);
  });

  it("never throw, whatever the bytes", () => {
    const { kernel } = listen();
    const batch = script(...Array.from({ length: 256 }, (_, kind) => row({ kind, price: kind })));
    for (let index = 0; index < batch.length; index += 1) {
      batch.flags[index] = (index * 37) & (0xff & ~RowFlag.FrameEnd);
      batch.market[index] = index % 5;
      batch.side[index] = index;
      batch.price[index] = (index - 128) * 1_000_003;
      batch.size[index] = index % 3 === 0 ? Number.NaN : (index - 99) * 1e300;
      batch.timeMs[index] = index % 7 === 0 ? Number.NEGATIVE_INFINITY : index;
    }
    kernel.apply(batch);
    kernel.finish();
    expect(kernel.rowCount).toBe(256);
    expect(kernel.nowMs).toBeLessThan(256);
  });
});

describe("audit", () => {
  it("has one record per event, without gaps, with the hash after it", () => {
    const { kernel, events, audit } = hear(
      gap(),
      heartbeat(),
      inMarket(9, gap()),
      trade("buys", 0.5, 1),
    );
    kernel.command(buildCommand("pause"));
    kernel.suspend("intel.test_bot", "call_budget");
    kernel.apply(script(gap()));
    expect(audit.map(({ event }) => event)).toEqual(events);
    expect(audit.map(({ event }) => event.sequence)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(new Set(audit.map(({ stateHash }) => stateHash)).size).toBe(6);
    expect(audit.at(-1)?.stateHash).toBe(kernel.stateHash);
  });
});

describe("trading", () => {
  it("is disabled at the start, and enabled and disabled by command only", () => {
    const { kernel } = hear(book({}), heartbeat());
    expect(kernel.isTradingEnabled).toBe(false);
    for (const command of ["resume", "reset_halt", "cancel_orders"] as const) {
      kernel.command(buildCommand(command));
      expect(kernel.isTradingEnabled).toBe(false);
    }
    kernel.command(buildCommand("enable_trading"));
    expect(kernel.isTradingEnabled).toBe(true);
    kernel.command(buildCommand("disable_trading"));
    expect(kernel.isTradingEnabled).toBe(false);
  });
});

describe("taps and observers", () => {
  it("hear a frame after the bots, in order", () => {
    const heard: string[] = [];
    const kernel = new Kernel({
      markets: buildMarkets(2),
      observers: [{ onBookChange: ({ index }) => heard.push(`observer ${index}`) }],
    });
    kernel.attach([[{ handle: () => heard.push("bot") }], []], []);
    kernel.tap(0, { handle: () => heard.push("tap") });
    kernel.apply(script(book({}), trade("buys", 0.5, 1), inMarket(1, book({}))));
    expect(heard).toEqual(["bot", "tap", "observer 0", "bot", "tap", "observer 1"]);
  });
});
