import {
  at,
  book,
  buildCommand,
  buildMarket,
  buildMarkets,
  buildReport,
  ManualStopwatch,
  RecordingLog,
  script,
  ScriptedGateway,
} from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { Runtime, type KernelObserver, type OrderPlacement } from "../../src/index.ts";
import { strategy, WISH } from "../risk/order-path.ts";
import { DeskBench, MICRO, planner } from "./desk-bench.ts";

/** A run whose orders rest, are half filled or are refused, in turn; answers its state hash. */
function trade(observers: readonly KernelObserver[]): string {
  const gateway = new ScriptedGateway();
  const maker = strategy(({ nowMs }) => [
    { ...WISH, price: 4_000 + (nowMs % 7_000) / 10, size: 20 * MICRO },
    { ...WISH, tokenId: "market-0-no", price: 3_000, size: 10 * MICRO },
  ]);
  const router = planner("router", (_order, draft) => ({
    plan: { slices: draft.slices.map((slice) => ({ ...slice, size: slice.size / 2 })) },
    reasonCode: "EXEC_TEST",
  }));
  const runtime = new Runtime({
    markets: [buildMarket()],
    bots: [maker, router].map((bot) => ({ bot, configuration: {} })),
    configVersion: "test",
    seed: 1,
    stopwatch: new ManualStopwatch(),
    log: new RecordingLog().for,
    onNotice: () => undefined,
    trading: { gateway },
    observers,
  });
  runtime.command(buildCommand("enable_trading"));
  runtime.report(buildReport("cash_transferred", { amountMicroUsd: 10_000 * MICRO }));
  let answered = 0;
  for (let frame = 1; frame <= 30; frame += 1) {
    runtime.apply(script(at(1_000 * frame), book({ bids: [[0.4, frame]], asks: [[0.6, 100]] })));
    for (const placement of gateway.placements.slice(answered)) answer(runtime, placement, frame);
    answered = gateway.placements.length;
  }
  expect(gateway.placements.length).toBeGreaterThan(20);
  return runtime.kernel.stateHash;
}

function answer(runtime: Runtime, placement: OrderPlacement, frame: number): void {
  const { placementId, venueOrderId, tokenId, side, price, size } = placement;
  const refused = frame % 5 === 0;
  const said = refused ? ("rejected" as const) : ("resting" as const);
  runtime.report(buildReport("order_answered", { placementId, venueOrderId, answer: said }));
  if (refused || frame % 2 === 0) return;
  const fields = { tokenId, side, price, size: size / 2, venueTradeId: `trade of ${placementId}` };
  runtime.report(buildReport("trade_changed", { venueOrderId, ...fields }));
}

describe("a trading run", () => {
  it("has the same state hash whoever looks on", () => {
    const silent = trade([]);
    expect(trade([])).toBe(silent);
    expect(trade([{ onEnvelope: () => undefined }])).toBe(silent);
    expect(trade([{ onAudit: () => undefined }])).toBe(silent);
    expect(trade([{ onOrderUpdate: () => undefined, onFill: () => undefined }])).toBe(silent);
  });

  it("tells each market's bots of its own orders, once for each event", () => {
    const bench = new DeskBench({ markets: buildMarkets(2) });
    const [first = "", second = ""] = bench.wish({}, { price: 4_900 });
    bench.answer(first, "resting");
    bench.answer(second, "resting");
    bench.run.runtime.command(buildCommand("cancel_orders"));
    const { cancelId = "", venueOrderIds = [] } = bench.gateway.cancels[0] ?? {};
    bench.report(buildReport("cancel_answered", { cancelId, cancelled: venueOrderIds }));
    const news = bench.run.audit.flatMap(({ event }) => (event.kind === "orders" ? [event] : []));
    expect(news.map(({ updates }) => updates.map(({ status }) => status))).toEqual([
      ["resting"],
      ["resting"],
      ["cancelled", "cancelled"],
    ]);
    expect(news.every(({ market }) => market.index === 0)).toBe(true);
  });
});

describe("a neg-risk set in the ledger", () => {
  const markets = (outcomeCount?: number) =>
    buildMarkets(2).map((market) => ({
      ...market,
      isNegRisk: true,
      negRiskSetId: "set",
      ...(outcomeCount === undefined ? {} : { negRiskOutcomeCount: outcomeCount }),
    }));

  it.each([
    [undefined, 0],
    [3, 0],
    [2, 10 * MICRO],
  ])("of %s outcomes releases only what is certain", (outcomeCount, released) => {
    const bench = new DeskBench({ markets: markets(outcomeCount) });
    for (const marketId of ["market-0", "market-1"]) {
      const tokenId = `${marketId}-no`;
      const fields = { operationId: tokenId, tokenId, size: 10 * MICRO };
      bench.report(buildReport("tokens_transferred", fields));
    }
    expect(bench.desk.ledger.view.setOutcomes("set")?.releasableMicroUsd).toBe(released);
    expect(bench.noticeCodes).toEqual([]);
  });
});
