import {
  at,
  book,
  buildCommand,
  buildMarket,
  ManualStopwatch,
  script,
  status,
} from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import {
  approve,
  INTENTS_PER_EVENT_MAX,
  Runtime,
  warn,
  type HeldPosition,
  type LedgerPort,
} from "../../src/index.ts";
import { guard, orderPath, RecordingExecution, strategy, WISH } from "./order-path.ts";

const fine = guard("fine", () => approve("RISK_FINE"));

function codeOf(wish: unknown, options: Parameters<typeof orderPath>[1] = {}): string | undefined {
  const run = orderPath([strategy(() => [wish]), fine], options);
  run.step();
  return run.codes()[0];
}

const CASES: [name: string, code: string, wish: object][] = [
  ["another market's token", "RISK_INTENT_TOKEN_UNKNOWN", { tokenId: "market-7-yes" }],
  ["no token", "RISK_INTENT_TOKEN_UNKNOWN", { tokenId: undefined }],
  ["an unknown side", "RISK_INTENT_MALFORMED", { side: "HOLD" }],
  ["an unknown lifetime", "RISK_INTENT_MALFORMED", { timeInForce: "DAY" }],
  ["GTD without an end", "RISK_INTENT_MALFORMED", { timeInForce: "GTD" }],
  ["a fractional end", "RISK_INTENT_MALFORMED", { expiresAtMs: 1e6 + 0.5 }],
  ["post-only FOK", "RISK_INTENT_MALFORMED", { timeInForce: "FOK", isPostOnly: true }],
  ["a flag that is a text", "RISK_INTENT_MALFORMED", { isReduceOnly: "yes" }],
  ["price NaN", "RISK_INTENT_PRICE_INVALID", { price: Number.NaN }],
  ["price 0", "RISK_INTENT_PRICE_INVALID", { price: 0 }],
  ["a negative price", "RISK_INTENT_PRICE_INVALID", { price: -100 }],
  ["a price of one dollar", "RISK_INTENT_PRICE_INVALID", { price: 10_000 }],
  ["a price in dollars", "RISK_INTENT_PRICE_INVALID", { price: 0.5 }],
  ["a price as text", "RISK_INTENT_PRICE_INVALID", { price: "5000" }],
  ["a price between ticks", "RISK_INTENT_PRICE_OFF_GRID", { price: 5_050 }],
  ["size NaN", "RISK_INTENT_SIZE_INVALID", { size: Number.NaN }],
  ["size 0", "RISK_INTENT_SIZE_INVALID", { size: 0 }],
  ["a negative size", "RISK_INTENT_SIZE_INVALID", { size: -1_000_000 }],
  ["a fractional size", "RISK_INTENT_SIZE_INVALID", { size: 1.5 }],
  ["an infinite size", "RISK_INTENT_SIZE_TOO_LARGE", { size: Number.POSITIVE_INFINITY }],
  ["a huge size", "RISK_INTENT_SIZE_TOO_LARGE", { size: 1e300 }],
  ["a size just too large", "RISK_INTENT_SIZE_TOO_LARGE", { size: 1_000_000_000_010_000 }],
  ["a size between steps", "RISK_INTENT_SIZE_OFF_GRID", { size: 100_000_001 }],
  ["a size below the minimum", "RISK_BELOW_MIN_SIZE", { size: 4_990_000 }],
  ["an end that has passed", "RISK_INTENT_EXPIRED", { timeInForce: "GTD", expiresAtMs: 1_000 }],
  ["a reducing order without a ledger", "RISK_LEDGER_UNAVAILABLE", { isReduceOnly: true }],
];

describe("an intent is refused before any vote for", () => {
  it.each(CASES)("%s", (_name, code, change) => {
    const run = orderPath([strategy(() => [{ ...WISH, ...change }]), fine]);
    run.step();
    const record = run.audit.at(-1);
    expect(record?.decisions.map(({ reasonCode, votes }) => [reasonCode, votes])).toEqual([
      [code, []],
    ]);
    expect(run.notices.map((notice) => notice.code)).toEqual([code]);
    expect(run.execution.orders).toEqual([]);
  });

  it("being no object at all", () => {
    const run = orderPath([strategy(() => [null, 7, undefined]), fine]);
    run.step();
    expect(run.execution.orders).toEqual([]);
    expect(run.notices.map(({ code }) => code)).toEqual([
      "BOT_OUTPUT_MALFORMED",
      "BOT_OUTPUT_MALFORMED",
      "BOT_OUTPUT_MALFORMED",
    ]);
  });

  it.each([
    ["Halted", "RISK_MARKET_HALTED"],
    ["Closed", "RISK_MARKET_HALTED"],
    ["ResolvedFirst", "RISK_MARKET_RESOLVED"],
  ] as const)("a market that is %s", (phase, code) => {
    const run = orderPath([strategy(() => [WISH]), fine]);
    run.runtime.apply(script(status(phase)));
    run.step();
    expect(run.codes()).toEqual([code]);
  });
});

describe("a reducing order", () => {
  const held = (size: number, open: readonly { tokenId: string; remainingSize: number }[] = []) => {
    const position = (tokenId: string): Partial<HeldPosition> | undefined =>
      tokenId === "market-0-yes" ? { size } : undefined;
    const orders = open.map((order) => ({ ...order, side: "SELL" }));
    return {
      risk: {
        ledger: { position } as unknown as LedgerPort,
        openOrders: { inMarket: () => orders } as never,
      },
    };
  };
  const sale = { ...WISH, side: "SELL", isReduceOnly: true };

  it("is cut to what is held and not being sold already", () => {
    const open = [{ tokenId: "market-0-yes", remainingSize: 40_000_000 }];
    const run = orderPath([strategy(() => [sale])], held(60_005_000, open));
    run.step();
    expect(run.execution.orders.map(({ size }) => size)).toEqual([20_000_000]);
  });

  it("may buy the other token, and nothing that adds", () => {
    const buy = { ...sale, side: "BUY", tokenId: "market-0-no" };
    const closing = orderPath([strategy(() => [buy])], held(30_000_000));
    closing.step();
    expect(closing.execution.orders.map(({ size }) => size)).toEqual([30_000_000]);
    expect(codeOf({ ...sale, side: "BUY" }, held(30_000_000))).toBe("RISK_INTENT_NOT_REDUCING");
  });

  it("is refused when nothing, or less than the minimum, is left", () => {
    expect(codeOf(sale, held(0))).toBe("RISK_INTENT_NOT_REDUCING");
    expect(codeOf(sale, held(4_000_000))).toBe("RISK_BELOW_MIN_SIZE");
  });
});

describe("deduplication", () => {
  it("refuses the same order for the same moment within the declared window", () => {
    const twice = strategy(() => [WISH, WISH, { ...WISH, price: 5_100 }], {
      deduplicationWindowMs: 5_000,
    });
    const run = orderPath([twice]);
    run.step();
    run.step();
    expect(run.codes()).toEqual([
      "RISK_INTENT_APPROVED",
      "RISK_INTENT_DUPLICATE",
      "RISK_INTENT_APPROVED",
      "RISK_INTENT_APPROVED",
      "RISK_INTENT_DUPLICATE",
      "RISK_INTENT_APPROVED",
    ]);
    expect(new Set(run.execution.orders.map(({ orderId }) => orderId)).size).toBe(4);
  });
});

describe("100,000 intents in one event", () => {
  it("are cut off after a thousand, counted to the last, and the kernel goes on", () => {
    const flood = Array.from({ length: 100_000 }, () => WISH);
    const run = orderPath([
      strategy(({ eventSequence }) => (eventSequence === 2 ? flood : [WISH])),
    ]);
    run.step();
    run.step();
    expect(run.execution.orders).toHaveLength(INTENTS_PER_EVENT_MAX + 1);
    expect(run.runtime.risk.refusalCounts.get("RISK_INTENT_FLOOD")).toBe(99_000);
    expect(run.runtime.risk.approvedCount).toBe(1_001);
    expect(run.audit[1]?.decisions).toHaveLength(INTENTS_PER_EVENT_MAX + 1);
    expect(run.notices.filter(({ code }) => code === "RISK_INTENT_FLOOD")).toHaveLength(1);
  });
});

describe("the same run", () => {
  it("gives the same hash whether or not anybody listens", () => {
    const bots = () => [
      { bot: strategy(() => [WISH, { ...WISH, size: 1 }]), configuration: {} },
      { bot: guard("a", () => warn("RISK_HM")), configuration: {} },
    ];
    const heard = orderPath(bots());
    const unheard = new Runtime({
      markets: [buildMarket()],
      bots: bots(),
      configVersion: "test",
      seed: 1,
      stopwatch: new ManualStopwatch(),
      log: () => ({ info: () => undefined, warn: () => undefined }),
      onNotice: () => undefined,
      risk: { execution: new RecordingExecution() },
    });
    unheard.command(buildCommand("enable_trading"));
    heard.step();
    unheard.apply(script(at(1_000), book({ bids: [[0.4, 100]], asks: [[0.6, 100]] })));
    unheard.kernel.finish();
    expect(unheard.kernel.stateHash).toBe(heard.stateHash);
    expect(unheard.kernel.envelopeCount).toBe(heard.envelopes.length);
  });

  it("gives the same hash and ids; another vote gives another hash", () => {
    const play = (code: "RISK_FINE" | "RISK_HM") => {
      const run = orderPath([strategy(() => [WISH]), guard("a", () => approve(code))]);
      for (let round = 0; round < 20; round += 1) run.step();
      run.runtime.apply(script(book({})));
      return [run.stateHash, run.execution.orders];
    };
    expect(play("RISK_FINE")).toEqual(play("RISK_FINE"));
    expect(play("RISK_FINE")[0]).not.toBe(play("RISK_HM")[0]);
  });
});
