import { buildCommand, buildReport } from "@polytraders/testkit";
import { expect } from "vitest";
import { MICRO, type DeskBench } from "../trading/desk-bench.ts";

/** What a story ends with, beside the trading desk's own news. */
interface Outlook {
  /** False where nothing may be sent any more, as after a journal's failure. */
  readonly canTradeAgain?: boolean;
}

/**
 * Tells a story twice, and answers the first telling: both end in the same state, the books are
 * whole, and trading goes on once an operator has lifted what the story had closed.
 */
export function survive(story: () => DeskBench, { canTradeAgain = true }: Outlook = {}): DeskBench {
  const [first, second] = [story(), story()];
  expect(second.stateHash).toBe(first.stateHash);
  for (const bench of [first, second]) assertWhole(bench);
  if (canTradeAgain) assertTradesAgain(second);
  else assertTakesFrames(second);
  return first;
}

/** The books are whole, and strategies were told of nothing but numbers. */
export function assertWhole(bench: DeskBench): void {
  assertBooks(bench);
  assertNumbers("told", [bench.updates, bench.fills]);
}

/** The ledger's own audit passes, and no figure anybody is shown is other than a number. */
export function assertBooks(bench: DeskBench): void {
  const { desk } = bench;
  desk.ledger.audit();
  const { view } = desk.ledger;
  const { cash } = view;
  assertNumbers("ledger", [
    figuresOf(bench),
    view.positions(),
    view.openFills(),
    bench.run.runtime.kernel.markets.map(({ definition }) => [
      view.marketOutcomes(definition.marketId),
      definition.tokenIds.map((tokenId) => view.position(tokenId)),
    ]),
  ]);
  const { cashMicroUsd, reservedMicroUsd, reservedFeesMicroUsd, availableMicroUsd } = cash;
  expect(availableMicroUsd).toBe(cashMicroUsd - reservedMicroUsd - reservedFeesMicroUsd);
  expect(desk.ledgerPort.availableMicroUsd).toBe(availableMicroUsd);
  const { settledMicroUsd, committedMicroUsd } = cash;
  expect(cashMicroUsd).toBe(settledMicroUsd - committedMicroUsd);
  let reserved = 0;
  for (const { orderId, side } of desk.listOpenOrders()) {
    const order = view.order(orderId);
    if (side === "BUY") reserved += order?.openNotionalMicroUsd ?? 0;
  }
  expect(reservedMicroUsd).toBeGreaterThanOrEqual(reserved);
}

function figuresOf({ desk, nowMs }: DeskBench): object {
  const { view } = desk.ledger;
  const { ledgerPort } = desk;
  return {
    cash: view.cash,
    equity: view.equity,
    pnl: view.pnl,
    drawdown: view.drawdown(nowMs),
    exposure: view.exposureMicroUsd,
    marketValue: view.marketValueMicroUsd,
    contributed: view.contributedMicroUsd,
    volume: ledgerPort.dailyVolumeMicroUsd,
    start: ledgerPort.startEquityMicroUsd,
    effective: ledgerPort.effectiveEquityMicroUsd,
    peak: ledgerPort.peakCashMicroUsd("all_time"),
    rolling: ledgerPort.peakCashMicroUsd("rolling"),
    daily: ledgerPort.peakCashMicroUsd("daily"),
  };
}

/** Refuses NaN and infinities anywhere, and fractions of amounts and sizes. */
function assertNumbers(name: string, value: unknown): void {
  if (typeof value === "number") {
    const isWhole = Number.isSafeInteger(value);
    const mustBeWhole = /MicroUsd$|Size$|Count$|Ms$/.test(name);
    if (isWhole || (!mustBeWhole && Number.isFinite(value))) return;
    throw new Error(`expected a number as ${name}, found ${value}`);
  }
  if (typeof value !== "object" || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    assertNumbers(/^\d+$/.test(key) ? name : key, each);
  }
}

/** Lifts whatever is closed, as an operator would. */
export function liftAll({ run }: DeskBench): void {
  const { runtime } = run;
  for (const command of [
    "reset_peak",
    "reset_halt",
    "lift_quarantine",
    "resume",
    "enable_trading",
  ] as const) {
    const commandId = `lift-${runtime.kernel.sequence}`;
    runtime.command(buildCommand(command, { commandId }));
  }
}

/** A book is taken in, and an order goes out. */
export function assertTradesAgain(bench: DeskBench): void {
  const amountMicroUsd = 1_000 * MICRO - Math.min(0, bench.desk.ledgerPort.cashMicroUsd);
  bench.report(buildReport("cash_transferred", { operationId: "fresh money", amountMicroUsd }));
  liftAll(bench);
  assertTakesFrames(bench);
  bench.wish({ price: 100 });
  const sent = bench.gateway.placements.filter(
    ({ botId, price, placedAtMs }) =>
      botId === "strat.wisher" && price === 100 && placedAtMs === bench.nowMs,
  );
  // A loss beyond any deposit is no reason to trade: then the order is refused for that.
  const isBroke = bench.desk.ledgerPort.availableMicroUsd <= 0 && sent.length === 0;
  const refusals = new Set(["EXEC_ORDER_NOT_RESERVED", "EXEC_DRAWDOWN_HALTED"]);
  if (isBroke) expect(bench.noticeCodes.some((code) => refusals.has(code))).toBe(true);
  else expect(sent).toHaveLength(1);
  assertWhole(bench);
}

function assertTakesFrames(bench: DeskBench): void {
  const { kernel } = bench.run.runtime;
  const { sequence } = kernel;
  bench.showBook();
  expect(kernel.sequence).toBeGreaterThan(sequence);
}
