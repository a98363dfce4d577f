import { MICRO, RowKind, type MarketDataBatch, type Timers } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { worldDocumentSchema } from "../../src/world/world-document.ts";
import { chanceTrader } from "./chance-trader.ts";
import { booksAtVenue, booksOf, heldIn } from "./reported-books.ts";
import { ScriptedKernel } from "./scripted-kernel.ts";
import { faultsOf, HOUR_MS, opened, quietWorld, START_MS } from "./simulated-world.ts";

/** Hours of trading: the machine may be busy. */
const PATIENCE = { timeout: 30_000 };

describe("trading in a simulated world", PATIENCE, () => {
  it("shows the books first, then what happens, with a heartbeat every ten seconds", async () => {
    const kinds: number[] = [];
    const { session, kernel } = opened(undefined);
    const apply = kernel.apply.bind(kernel);
    kernel.apply = (batch: MarketDataBatch) => {
      kinds.push(...batch.kind.subarray(0, batch.length));
      apply(batch);
    };
    await session.runUntil(START_MS + 60_000);
    expect(kinds[0]).toBe(RowKind.BookStart);
    expect(kinds.filter((kind) => kind === RowKind.Heartbeat)).toHaveLength(6);
    const [market] = kernel.kernel.markets;
    expect(market?.book.isProven).toBe(true);
    const shown = session.venue.exchange.markets()[0]?.book;
    for (const side of ["bid", "ask"] as const) {
      expect(market?.firstView.levels(side)).toEqual(shown?.levels(side === "bid" ? 0 : 1));
    }
    expect(market?.definition.terms).toMatchObject({
      fees: { rate: 0.04, rebateShare: 0.2 },
      rewards: { dailyPoolMicroUsd: 60 * MICRO, sizeMin: 20 * MICRO, spreadMax: 350 },
      endAtMs: START_MS + 30 * 24 * HOUR_MS,
    });
  });

  it("accounts for every micro-dollar and share that the reports tell of", async () => {
    const { session, kernel } = opened(chanceTrader(5, 40));
    await session.runUntil(START_MS + 6 * HOUR_MS);
    expect(await session.finish()).toBe(0);
    const roles = new Set(kernel.of("trade_changed").map(({ role }) => role));
    expect(roles).toEqual(new Set(["maker", "taker"]));
    const told = booksOf(session, kernel.heard);
    const real = booksAtVenue(session);
    expect(told.cashMicroUsd).toBe(real.cashMicroUsd);
    expect(heldIn(told)).toEqual(heldIn(real));
    session.venue.exchange.audit();
  });

  it("takes failed settlements back to the last micro-dollar", async () => {
    const { session, kernel } = opened(chanceTrader(6, 40), {
      settlement: { failureRate: 0.3, retryRate: 0.2 },
    });
    await session.runUntil(START_MS + 3 * HOUR_MS);
    await session.finish();
    const settled = kernel.of("trade_changed").map(({ settlement }) => settlement);
    expect(new Set(settled)).toEqual(
      new Set(["MATCHED", "RETRYING", "MINED", "CONFIRMED", "FAILED"]),
    );
    expect(booksOf(session, kernel.heard).cashMicroUsd).toBe(booksAtVenue(session).cashMicroUsd);
  });

  it("pays rewards after midnight, about what it had estimated", async () => {
    let isQuoting = false;
    const { session, kernel } = opened(
      (event, bot) => {
        if (isQuoting || event.kind !== "frame") return;
        isQuoting = true;
        bot.place({ price: 3_000, shares: 100, isPostOnly: true });
        bot.place({ price: 3_000, token: 1, shares: 100, isPostOnly: true });
      },
      { world: quietWorld(), startMs: Date.UTC(2026, 0, 5) },
    );
    await session.runUntil(Date.UTC(2026, 0, 6, 0, 1));
    const paid = kernel.of("income_paid");
    expect(paid).toMatchObject([
      {
        income: "reward",
        utcDay: Date.UTC(2026, 0, 5) / 86_400_000,
        marketId: session.markets[0]?.marketId,
      },
    ]);
    const accrued = kernel
      .of("income_accrued")
      .reduce((sum, { amountMicroUsd }) => sum + amountMicroUsd, 0);
    const amount = paid[0]?.amountMicroUsd ?? 0;
    expect(amount).toBeGreaterThan(MICRO);
    expect(Math.abs(accrued - amount)).toBeLessThan(amount * 0.01);
    expect(booksOf(session, kernel.heard).cashMicroUsd).toBe(booksAtVenue(session).cashMicroUsd);
  });

  it("calls an outcome unknown when no answer comes, and finds out when it is asked", async () => {
    const ids: string[] = [];
    const { session, kernel } = opened(
      ScriptedKernel.atFirstBook((bot) => {
        ids.push(bot.place({ price: 2_000, shares: 10 }), bot.place({ price: 1_900, shares: 10 }));
      }),
      faultsOf(
        "  - {kind: timeout_after_accept, when: {count: 1}}\n  - {kind: timeout_before_accept, when: {count: 1}}\n",
      ),
    );
    await session.runUntil(START_MS + 20_000);
    expect(kernel.of("order_answered")).toMatchObject([
      { answer: "unknown", heardAtMs: START_MS + 5_000 },
      { answer: "unknown", heardAtMs: START_MS + 5_000 },
    ]);
    for (const id of ids) session.gateway.reconcile(id);
    await session.runUntil(START_MS + 40_000);
    expect(
      kernel
        .of("order_changed")
        .slice(-2)
        .map(({ state }) => state)
        .toSorted(),
    ).toEqual(["missing", "resting"]);
  });

  it("tells how the venue is doing, and refuses what a mode refuses", async () => {
    const { session, kernel } = opened((event, bot) => {
      if (event.kind === "venue" && event.report.kind === "venue_status_changed") {
        bot.place({ price: 2_000, shares: 10 });
      }
    });
    await session.runUntil(START_MS + 1_000);
    session.venue.exchange.restartEngine(30_000);
    await session.runUntil(START_MS + 10 * 60_000);
    expect(kernel.of("venue_status_changed").map(({ status }) => status)).toEqual([
      "open",
      "closed",
      "post_only",
      "open",
    ]);
    expect(kernel.of("order_answered").map(({ answer }) => answer)).toEqual([
      "resting",
      "unknown",
      "unknown",
      "resting",
    ]);
  });

  it("fires the kernel's timers at their time, orders included", async () => {
    const { session, kernel } = opened((event, bot) => {
      if (event.kind === "timer") bot.place({ price: 2_000, shares: 10 });
    });
    const timers: Pick<Timers, "set"> = {
      set: (_market, name, atMs) => kernel.kernel.timers.set(0, 0, name, atMs),
    };
    timers.set(0, "quote", START_MS + 1_234);
    await session.runUntil(START_MS + 5_000);
    expect(kernel.of("order_answered")).toMatchObject([
      { answer: "resting", heardAtMs: START_MS + 1_234, exchangeTimeMs: START_MS + 1_234 },
    ]);
  });

  it("lets time go on for a bot that never stops reacting to itself", async () => {
    let sent = 0;
    const { session, kernel } = opened((event, bot) => {
      if (event.kind !== "venue" || event.report.kind !== "order_changed") return;
      sent += 1;
      const { state, venueOrderId } = event.report;
      if (state === "resting") bot.cancel(venueOrderId);
      else bot.place({ price: 2_000, shares: 10 });
    });
    await session.runUntil(START_MS + 100);
    kernel.place({ price: 2_000, shares: 10 });
    await session.runUntil(START_MS + 110);
    expect(session.nowMs).toBe(START_MS + 110);
    expect(sent).toBeGreaterThan(50);
    expect(sent).toBeLessThan(1_000);
  });

  it("refuses a world without markets and a run without an end", async () => {
    expect(() => opened(undefined, { world: worldDocumentSchema.parse({ version: 1 }) })).toThrow(
      expect.objectContaining({ code: "VENUE_COMMAND_INVALID" }),
    );
    const { session } = opened(undefined);
    await expect(session.runUntil(Number.POSITIVE_INFINITY)).rejects.toThrow(RangeError);
    await expect(session.runUntil(Number.NaN)).rejects.toThrow(RangeError);
  });
});
