import { MICRO } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { booksAtVenue, booksOf } from "./reported-books.ts";
import { ScriptedKernel } from "./scripted-kernel.ts";
import { CASH, faultsOf, opened, quietWorld, START_MS } from "./simulated-world.ts";

const QUIET = { world: quietWorld(), traders: () => undefined };
const once = (
  act: (bot: ScriptedKernel) => void,
): ConstructorParameters<typeof ScriptedKernel>[1] => ScriptedKernel.atFirstBook(act);

/** One order under a fault: how it is answered, and what is told of it. */
async function answeredUnder(entry: string) {
  const { session, kernel } = opened(
    once((bot) => bot.place({ price: 2_000, shares: 10 })),
    { ...QUIET, ...faultsOf(`  - {${entry}}`) },
  );
  await session.runUntil(START_MS + 30_000);
  const [answered] = kernel.of("order_answered");
  const told = kernel.of("order_changed").map(({ state }) => state);
  return [answered?.answer, answered?.venueReason, told];
}

describe("answers that are none", () => {
  it.each([
    ["kind: http_429", ["rejected", expect.any(String), []]],
    ["kind: http_error, status: 400, text: no such thing", ["rejected", "no such thing", []]],
    ["kind: http_error, status: 503, text: later", ["unknown", "later", []]],
    ["kind: http_error, status: 425, text: too early", ["unknown", "too early", []]],
    ["kind: http_500_after_accept", ["unknown", "could not run the execution", ["resting"]]],
    ["kind: timeout_after_accept", ["unknown", null, ["resting"]]],
    ["kind: timeout_before_accept", ["unknown", null, []]],
    ["kind: answer_delayed", ["delayed", null, ["resting"]]],
    ["kind: answer_unmatched", ["unmatched", null, ["resting"]]],
  ])("%s", async (entry, expected) => {
    expect(await answeredUnder(entry)).toEqual(expected);
  });
});

describe("an account at a simulated venue", () => {
  it("tells deposits and withdrawals that come from elsewhere", async () => {
    const { session, kernel } = opened(undefined, QUIET);
    await session.runUntil(START_MS + 1_000);
    session.venue.exchange.deposit(session.gateway.account, 25 * MICRO);
    session.venue.exchange.withdraw(session.gateway.account, 5 * MICRO);
    await session.runUntil(START_MS + 2_000);
    const transfers = kernel.of("cash_transferred");
    expect(transfers.map(({ amountMicroUsd }) => amountMicroUsd)).toEqual([
      CASH,
      25 * MICRO,
      -5 * MICRO,
    ]);
    expect(new Set(transfers.map(({ operationId }) => operationId)).size).toBe(3);
  });

  it("redeems until it is done, also when the chain fails and costs money", async () => {
    const redeem = { delayMs: 4_000, costMicroUsd: 10_000, failureRate: 0.7 };
    const { session, kernel } = opened(
      (event, bot) => {
        if (
          event.kind === "frame" &&
          bot.of("order_answered").length === 0 &&
          event.sequence < 20
        ) {
          bot.place({ price: 3_300, shares: 40 });
        }
        if (event.kind === "venue" && event.report.kind === "market_resolved") {
          session.gateway.redeem(event.report.marketId);
          session.gateway.redeem(event.report.marketId);
        }
      },
      { ...QUIET, chain: { redeem }, seed: 5 },
    );
    await session.runUntil(START_MS + 20_000);
    const conditionId = session.markets[0]?.marketId ?? "";
    session.venue.exchange.resolve(conditionId, [5_000, 5_000]);
    await session.runUntil(START_MS + 20_000);
    expect(await session.finish()).toBe(0);
    expect(kernel.of("tokens_redeemed")).toHaveLength(1);
    const told = booksOf(session, kernel.heard);
    expect(told.cashMicroUsd).toBe(booksAtVenue(session).cashMicroUsd);
    expect(kernel.of("cash_transferred").length).toBeGreaterThan(1);
  });

  it("redeems what a trade brings that is settled only after the resolution", async () => {
    const { session, kernel } = opened(
      once((bot) => bot.place({ price: 3_300, shares: 40 })),
      { ...QUIET, settlement: { minedDelayMs: 60_000, delayJitter: 0 } },
    );
    await session.runUntil(START_MS + 1_000);
    const marketId = session.markets[0]?.marketId ?? "";
    session.venue.exchange.resolve(marketId, [10_000, 0]);
    session.gateway.redeem(marketId);
    await session.finish();
    expect(kernel.of("tokens_redeemed")).toMatchObject([{ sizes: [40 * MICRO, 0] }]);
  });

  it("keeps its ids apart from another run's, and repeats its own", () => {
    const placement = {
      schemaVersion: 1,
      placementId: "e1/strat/0/1",
      orderId: "e1/strat/0",
      intentId: "i",
      botId: "strat.script",
      marketId: "m",
      tokenId: "1",
      side: "BUY",
      price: 5_000,
      size: MICRO,
      timeInForce: "GTC",
      isPostOnly: true,
      expiresAtMs: null,
      correlationId: "c",
      eventSequence: 1,
      placedAtMs: 1,
    } as const;
    const idIn = (runId: string, price = 5_000): string =>
      opened(undefined, { ...QUIET, runId }).session.gateway.venueOrderIdOf({
        ...placement,
        price,
      });
    expect(idIn("a")).toMatch(/^0x[0-9a-f]{64}$/);
    expect(idIn("a")).toBe(idIn("a"));
    expect(new Set([idIn("a"), idIn("b"), idIn("a", 5_100)]).size).toBe(3);
  });
});
