import { MICRO } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { buildCommand, buildRuntime } from "../../../../testkit/src/index.ts";
import { parseFaultPlan } from "../../src/faults/fault-plan.ts";
import { tradingDemoWorld } from "../../src/trading/demo/trading-demo-world.ts";
import type { SessionOptions } from "../../src/trading/session-options.ts";
import { openSimulatedSession } from "../../src/trading/simulated-session.ts";
import type { MarketDocument } from "../../src/world/world-document.ts";
import { booksAtVenue, heldIn } from "./reported-books.ts";
import { wishingStrategy } from "./wishing-strategy.ts";

const START_MS = Date.UTC(2026, 0, 5, 21);
const HOUR_MS = 3_600_000;

/** The order path of core on the demonstration's markets, over midnight. */
async function run(options: Partial<SessionOptions>, hours = 5) {
  const { world, traders } = tradingDemoWorld(11, { markets: 2 });
  const session = openSimulatedSession({
    traders,
    world: { ...world, markets: world.markets.map(generous) },
    seed: 11,
    startMs: START_MS,
    cashMicroUsd: 20_000 * MICRO,
    ...options,
  });
  const statuses = new Map<string, number>();
  const { runtime, notices } = buildRuntime({
    markets: session.markets,
    bots: [wishingStrategy(3, 40)],
    trading: { gateway: session.gateway },
    observers: [
      {
        onOrderUpdate: ({ status }) => statuses.set(status, (statuses.get(status) ?? 0) + 1),
      },
    ],
  });
  session.attach(runtime);
  runtime.advanceTo(START_MS);
  runtime.command(buildCommand("enable_trading"));
  await session.runUntil(START_MS + hours * HOUR_MS);
  runtime.command(buildCommand("disable_trading", { commandId: "stop" }));
  const unsettledCount = await session.finish();
  return { session, runtime, notices, statuses, unsettledCount };
}

/** With a pool of which a share of some hours is paid. */
function generous(market: MarketDocument): MarketDocument {
  return market.rewards === null
    ? market
    : { ...market, rewards: { ...market.rewards, dailyPoolUsd: 5_000 } };
}

function expectEven({ session, runtime }: Awaited<ReturnType<typeof run>>): void {
  const view = runtime.desk?.ledger.view;
  const venue = booksAtVenue(session);
  expect(view?.cash.settledMicroUsd).toBe(venue.cashMicroUsd);
  const held = (view?.positions() ?? [])
    .map(({ tokenId, settledSize }) => [tokenId, settledSize] as const)
    .filter(([, size]) => size !== 0)
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
  expect(held).toEqual(heldIn(venue));
  session.venue.exchange.audit();
}

const faults = (entries: readonly string[]): Pick<SessionOptions, "faults"> => ({
  faults: parseFaultPlan(
    `version: 1\nfaults:\n${entries.map((entry) => `  - {${entry}}\n`).join("")}`,
    "test",
  ),
});

describe("ledger and venue", () => {
  it("agree to the last micro-dollar after hours of trading, rewards included", async () => {
    const ended = await run({});
    expect(ended.unsettledCount).toBe(0);
    expectEven(ended);
    const common = ["resting", "filled", "partially_filled", "cancelled", "rejected"];
    expect([...ended.statuses.keys()]).toEqual(expect.arrayContaining(common));
    const { rewardsPaidMicroUsd } = ended.runtime.desk?.ledger.view.pnl ?? {};
    expect(rewardsPaidMicroUsd).toBeGreaterThan(MICRO);
    expect(ended.notices.filter(({ code }) => code === "EXEC_BALANCE_MOVED")).toEqual([]);
  });

  it("agree over failed settlements and slow connections", async () => {
    expectEven(
      await run({
        settlement: { failureRate: 0.1, retryRate: 0.2 },
        latency: {
          feed: { kind: "constant", ms: 30 },
          order: { kind: "lognormal", p50Ms: 40, p99Ms: 300 },
          cancel: { kind: "constant", ms: 40 },
          answer: { kind: "constant", ms: 25 },
        },
      }),
    );
  });

  it("agree over answers that are lost, late and wrong, restarts and missed news", async () => {
    const ended = await run(
      faults([
        "kind: timeout_after_accept, when: {probability: 0.03}",
        "kind: timeout_before_accept, when: {probability: 0.03}",
        "kind: http_500_after_accept, when: {probability: 0.03}",
        "kind: answer_delayed, when: {probability: 0.03}",
        "kind: user_event_drop, when: {probability: 0.02}",
        "kind: http_425_restart, when: {from: 1h}, duration: 90s",
        "kind: settlement_failed, when: {probability: 0.05}",
      ]),
    );
    expectEven(ended);
    expect(ended.statuses.get("unknown")).toBeGreaterThan(0);
  });

  it("agree after resolution and redemption", async () => {
    const ended = await run({}, 1);
    const { exchange } = ended.session.venue;
    const held = heldIn(booksAtVenue(ended.session)).length;
    expect(held).toBeGreaterThan(0);
    for (const [index, { marketId }] of ended.session.markets.entries()) {
      exchange.resolve(marketId, index === 0 ? [10_000, 0] : [5_000, 5_000]);
    }
    await ended.session.runUntil(ended.session.nowMs + 10 * 60_000);
    expect(heldIn(booksAtVenue(ended.session))).toEqual([]);
    expectEven(ended);
  });
});
