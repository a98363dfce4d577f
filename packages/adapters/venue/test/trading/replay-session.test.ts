import { MarketStatusCode, MICRO, type KernelEvent } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { openReplaySession, type ReplaySessionOptions } from "../../src/trading/replay-session.ts";
import type { TradingSession } from "../../src/trading/trading-session.ts";
import { book, level, status, takerSells, type PlainFrame } from "../replay/frames.ts";
import { definitionOf, sourceOf, START_MS } from "./recorded-source.ts";
import { ScriptedKernel } from "./scripted-kernel.ts";

const CASH = 1_000 * MICRO;
const FREE = { fees: { rate: 0, exponent: 1, rebateShare: 0 } };

type Script = (event: KernelEvent, kernel: ScriptedKernel) => void;

async function opened(
  frames: readonly PlainFrame[],
  script: Script,
  options: Partial<ReplaySessionOptions> = {},
): Promise<{ session: TradingSession; kernel: ScriptedKernel }> {
  const source = options.source ?? sourceOf(frames);
  const session = await openReplaySession({
    source,
    cashMicroUsd: CASH,
    termsOf: () => FREE,
    ...options,
  });
  const kernel = new ScriptedKernel(session, script);
  session.attach(kernel);
  return { session, kernel };
}

const at = (seconds: number, rows: PlainFrame["rows"], market = 0): PlainFrame => ({
  timeMs: START_MS + seconds * 1_000,
  market,
  rows,
});

const STAND = book({ bids: [[0.48, 100]], asks: [[0.52, 100]] });

describe("trading on a recording", () => {
  it("begins with the venue's state and the account's money", async () => {
    const { session, kernel } = await opened([at(0, STAND)], () => undefined);
    await session.runUntil(Number.POSITIVE_INFINITY);
    expect(kernel.heard).toMatchObject([
      { kind: "venue_status_changed", status: "open", isGeoblocked: false },
      { kind: "cash_transferred", amountMicroUsd: CASH },
    ]);
    expect(session).toMatchObject({ nowMs: START_MS, startMs: START_MS, isOver: true });
  });

  it("takes what is shown, and no more of it", async () => {
    const { session, kernel } = await opened(
      [at(0, STAND), at(10, [level(1, 0.53, 40)])],
      ScriptedKernel.atFirstBook((bot) => bot.place({ price: 5_300, shares: 500 })),
    );
    await session.runUntil(Number.POSITIVE_INFINITY);
    await session.finish();
    const fills = kernel.of("trade_changed").filter(({ settlement }) => settlement === "MATCHED");
    expect(fills).toMatchObject([
      { price: 5_200, size: 100 * MICRO, role: "taker", notionalMicroUsd: 52 * MICRO },
      { price: 5_300, size: 40 * MICRO, role: "maker" },
    ]);
    expect(kernel.of("order_answered")).toMatchObject([
      { placementId: "order-1", answer: "matched", heardAtMs: START_MS },
    ]);
    expect(
      kernel.of("trade_changed").filter((trade) => trade.settlement === "CONFIRMED"),
    ).toHaveLength(2);
  });

  it("fills a resting order by what was traded behind the queue", async () => {
    const { session, kernel } = await opened(
      [at(0, STAND), at(1, [takerSells(0.48, 130), level(0, 0.48, 0)])],
      ScriptedKernel.atFirstBook((bot) =>
        bot.place({ price: 4_800, shares: 50, isPostOnly: true }),
      ),
    );
    await session.runUntil(Number.POSITIVE_INFINITY);
    expect(kernel.of("trade_changed")).toMatchObject([
      { role: "maker", size: 30 * MICRO, price: 4_800, tokenId: "001", feeMicroUsd: 0 },
    ]);
  });

  it("tells several meetings of one order in one frame as one fill", async () => {
    const rows = [takerSells(0.48, 110), takerSells(0.48, 15), level(0, 0.48, 0)];
    const { session, kernel } = await opened(
      [at(0, STAND), at(1, rows)],
      ScriptedKernel.atFirstBook((bot) => bot.place({ price: 4_800, shares: 50 })),
    );
    await session.runUntil(Number.POSITIVE_INFINITY);
    expect(kernel.of("trade_changed")).toMatchObject([
      { role: "maker", size: 25 * MICRO, notionalMicroUsd: 12 * MICRO },
    ]);
  });

  it("meets the book after the frame that the bot has seen, not before", async () => {
    let hasSeen = false;
    const { session, kernel } = await opened(
      [at(0, STAND), at(5, [level(1, 0.52, 0), level(1, 0.6, 10)])],
      (event, bot) => {
        if (event.kind !== "frame" || event.timeMs === START_MS || hasSeen) return;
        hasSeen = true;
        bot.place({ price: 5_200, shares: 20 });
      },
    );
    await session.runUntil(Number.POSITIVE_INFINITY);
    expect(kernel.of("order_answered")).toMatchObject([{ answer: "resting" }]);
    expect(kernel.of("trade_changed")).toEqual([]);
  });

  it("arrives late with latency: at what is shown by then", async () => {
    const { session, kernel } = await opened(
      [at(0, STAND), at(0.04, [level(1, 0.52, 0)]), at(1, [level(1, 0.7, 5)])],
      ScriptedKernel.atFirstBook((bot) => bot.place({ price: 5_200, shares: 20 })),
      {
        latency: {
          order: { kind: "constant", ms: 50 },
          answer: { kind: "constant", ms: 30 },
        },
      },
    );
    await session.runUntil(Number.POSITIVE_INFINITY);
    expect(kernel.of("order_answered")).toMatchObject([
      { answer: "resting", heardAtMs: START_MS + 80, exchangeTimeMs: START_MS + 50 },
    ]);
  });

  it("shows the kernel late frames late, and the venue at their time", async () => {
    const seen: number[] = [];
    const { session, kernel } = await opened(
      [at(0, STAND), at(1, [level(1, 0.52, 0)]), at(1.02, [level(1, 0.55, 7)])],
      (event, bot) => {
        if (event.kind !== "frame") return;
        seen.push(event.timeMs - START_MS);
        if (seen.length === 1) bot.place({ price: 5_200, shares: 20 });
      },
      { latency: { feed: { kind: "constant", ms: 1_000 } } },
    );
    await session.runUntil(Number.POSITIVE_INFINITY);
    expect(seen).toEqual([1_000, 2_000, 2_020]);
    // Sent on seeing the first book, when its offer is just gone.
    expect(kernel.of("order_answered")).toMatchObject([{ answer: "resting" }]);
  });

  it("cancels, and says what could not be cancelled", async () => {
    const ids: string[] = [];
    const { session, kernel } = await opened([at(0, STAND), at(2, STAND)], (event, bot) => {
      if (event.kind !== "frame") return;
      if (ids.length === 0) ids.push(bot.place({ price: 4_700, shares: 20 }));
      else bot.cancel(...ids, `0x${"0".repeat(64)}`);
    });
    await session.runUntil(Number.POSITIVE_INFINITY);
    expect(kernel.of("cancel_answered")).toMatchObject([
      {
        cancelId: "cancel-1",
        outcome: "answered",
        cancelled: ids,
        notCancelled: [{ reason: "Order not found or already canceled" }],
      },
    ]);
    expect(kernel.of("order_changed").at(-1)).toMatchObject({ state: "cancelled", matchedSize: 0 });
  });

  it("ends a GTD order at its expiry", async () => {
    const expiresAtMs = START_MS + 90_000;
    const { session, kernel } = await opened(
      [at(0, STAND), at(200, STAND)],
      ScriptedKernel.atFirstBook((bot) => bot.place({ price: 4_700, shares: 20, expiresAtMs })),
    );
    await session.runUntil(Number.POSITIVE_INFINITY);
    expect(kernel.of("order_changed").at(-1)).toMatchObject({
      state: "expired",
      heardAtMs: expiresAtMs,
    });
  });

  it("hands on the venue's refusal in its own words", async () => {
    const { session, kernel } = await opened(
      [at(0, STAND)],
      ScriptedKernel.atFirstBook((bot) => {
        bot.place({ price: 4_850, shares: 20 });
        bot.place({ price: 5_300, shares: 20, isPostOnly: true });
        bot.place({ price: 5_300, shares: 500, timeInForce: "FOK" });
        bot.place({ price: 4_800, shares: 100_000 });
      }),
    );
    await session.runUntil(Number.POSITIVE_INFINITY);
    expect(
      kernel.of("order_answered").map(({ answer, venueReason }) => [answer, venueReason]),
    ).toEqual([
      ["rejected", expect.stringContaining("breaks minimum tick size rule: 0.01")],
      ["rejected", "invalid post-only order: order crosses book"],
      ["rejected", "order couldn't be fully filled. FOK orders are fully filled or killed."],
      ["rejected", expect.stringContaining("not enough balance / allowance")],
    ]);
  });

  it("resolves with the record, pays what is redeemed, and keeps the books even", async () => {
    const { session, kernel } = await opened(
      [
        at(0, STAND),
        at(20, [status(MarketStatusCode.Closed)]),
        at(30, [status(MarketStatusCode.ResolvedFirst)]),
        at(60, [level(0, 0.99, 1)]),
      ],
      (event, bot) => {
        if (event.kind === "frame" && event.timeMs === START_MS) {
          bot.place({ price: 5_200, shares: 60 });
        }
        if (event.kind === "venue" && event.report.kind === "market_resolved") {
          session.gateway.redeem("market-0");
        }
      },
    );
    await session.runUntil(Number.POSITIVE_INFINITY);
    expect(kernel.of("market_resolved")).toMatchObject([
      { marketId: "market-0", payouts: [10_000, 0], heardAtMs: START_MS + 30_000 },
    ]);
    expect(kernel.of("tokens_redeemed")).toMatchObject([{ sizes: [60 * MICRO, 0] }]);
    const { exchange } = session.venue;
    expect(exchange.balance(session.gateway.account, null)).toBe(CASH + 60 * MICRO - 31_200_000);
    exchange.audit();
  });

  it("tells balances and what became of an order, known or not", async () => {
    const missing = `0x${"0".repeat(64)}`;
    const { session, kernel } = await opened([at(0, STAND), at(30, STAND)], (event, bot) => {
      if (event.kind !== "frame") return;
      if (event.timeMs === START_MS) {
        const id = bot.place({ price: 5_200, shares: 60 });
        session.gateway.reconcile(id);
        session.gateway.reconcile(missing);
      } else session.gateway.checkBalances([null, "001", "002"]);
    });
    await session.runUntil(Number.POSITIVE_INFINITY);
    expect(kernel.of("balance_found").map(({ tokenId, amount }) => [tokenId, amount])).toEqual([
      [null, CASH - 31_200_000],
      ["001", 60 * MICRO],
      ["002", 0],
    ]);
    expect(kernel.of("order_changed").slice(-2)).toMatchObject([
      { state: "filled", matchedSize: 60 * MICRO },
      { state: "missing", venueOrderId: missing },
    ]);
  });

  it("pays no rewards for the part of a day that is not recorded", async () => {
    const rewards = {
      dailyPoolMicroUsd: 10_000 * MICRO,
      spreadMax: 400,
      sizeMin: 20 * MICRO,
      multiplier: 1,
    };
    // Two hours of quoting on a day that is known from noon on.
    const frames = [at(0, STAND), at(7_200, [level(0, 0.48, 101)]), at(43_260, STAND)];
    const ids: string[] = [];
    const { session, kernel } = await opened(
      frames,
      (event, bot) => {
        if (event.kind !== "frame") return;
        if (ids.length > 0) return bot.cancel(...ids);
        ids.push(bot.place({ price: 4_800, shares: 100, isPostOnly: true }));
        ids.push(bot.place({ price: 4_800, token: 1, shares: 100, isPostOnly: true }));
      },
      { termsOf: () => ({ ...FREE, rewards }) },
    );
    await session.runUntil(Number.POSITIVE_INFINITY);
    const [paid] = kernel.of("income_paid");
    const accrued = kernel
      .of("income_accrued")
      .reduce((sum, { amountMicroUsd }) => sum + amountMicroUsd, 0);
    // Two of 24 hours, shared with the recorded makers.
    expect(paid?.amountMicroUsd).toBeGreaterThan(300 * MICRO);
    expect(paid?.amountMicroUsd).toBeLessThan((10_000 * MICRO) / 12);
    expect(Math.abs(accrued - (paid?.amountMicroUsd ?? 0))).toBeLessThan(5 * MICRO);
  });

  it("gives markets the terms that are known of them, and tells the bots the same", async () => {
    const rewards = {
      dailyPoolMicroUsd: 100 * MICRO,
      spreadMax: 350,
      sizeMin: 20 * MICRO,
      multiplier: 1,
    };
    const definition = definitionOf(0, { tokenIds: ["001", ""], minimumOrderSize: 0 });
    const { session } = await opened([], () => undefined, {
      source: sourceOf([at(0, STAND)], [definition]),
      termsOf: () => ({ rewards, tags: ["sports"] }),
    });
    const [market] = session.markets;
    expect(market).toMatchObject({
      marketId: "market-0",
      minimumOrderSize: 5_000_000,
      terms: { rewards, fees: { rate: 0.05 }, endAtMs: null, tags: ["sports"] },
    });
    expect(market?.tokenIds[1]).toMatch(/^\d{70,}$/);
    expect(session.venue.exchange.markets()[0]?.terms.rewards).toMatchObject(rewards);
  });
});
