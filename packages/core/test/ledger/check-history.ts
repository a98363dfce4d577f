import { deepStrictEqual, strictEqual } from "node:assert";
import { Ledger, notionalMicroUsd } from "../../src/index.ts";
import { MARKETS, TOKENS } from "./history-ground.ts";
import { History } from "./history.ts";
import { peakOf, worthOf } from "./rational-ledger.ts";
import { higher, NOUGHT } from "./rational.ts";

/** What was seen in the histories of a run. */
export interface Tally {
  histories: number;
  steps: number;
  entries: number;
  failures: number;
  refused: number;
  unchanged: number;
  oversold: number;
  /** Histories compared with the same without their failed fills, bit for bit. */
  compared: number;
}

export function emptyTally(): Tally {
  return {
    histories: 0,
    steps: 0,
    entries: 0,
    failures: 0,
    refused: 0,
    unchanged: 0,
    oversold: 0,
    compared: 0,
  };
}

const UNHELD = {
  size: 0n,
  onChain: 0n,
  cost: NOUGHT,
  fees: NOUGHT,
  gain: NOUGHT,
  feesPaid: 0,
  lastFillAtMs: -1,
  soldSize: 0n,
  soldCost: NOUGHT,
  soldFor: 0,
};

/** Lives one history, comparing as it goes along. */
export function checkHistory(seed: number, steps: number, tally: Tally): void {
  const history = new History(seed);
  for (let step = 1; step <= steps; step += 1) {
    history.step();
    if (step % 12 === 0 || step === steps) checkAgainstModel(history);
  }
  history.ledger.audit();
  checkRestored(history);
  tally.histories += 1;
  tally.steps += steps;
  tally.entries += history.entries.length;
  tally.failures += history.entries.filter(({ kind }) => kind === "fill_reversed").length;
  tally.refused += history.refusedCount;
  tally.unchanged += history.unchangedCount;
  if (history.ledger.view.oversoldPositionCount > 0) tally.oversold += 1;
  if (checkWithoutFailures(history)) tally.compared += 1;
}

function checkAgainstModel(history: History): void {
  const { ledger, model, nowMs } = history;
  const { view } = ledger;
  const story = model.story();
  // Each operation rounds a cost, a fee and a gain once at most in each token it touches.
  const tolerance = 2 * model.facts.length;
  let gain = 0;
  let open = 0;
  let exposure = NOUGHT;
  for (const token of TOKENS) {
    const position = view.position(token);
    if (position === null) throw new Error(`no position of ${token}`);
    const told = story.holdings.get(token) ?? UNHELD;
    strictEqual(BigInt(position.size), told.size);
    strictEqual(BigInt(position.settledSize), told.onChain);
    strictEqual(position.feesMicroUsd, told.feesPaid);
    strictEqual(position.lastFillAtMs ?? -1, told.lastFillAtMs);
    strictEqual(told.cost.isNear(position.costMicroUsd, tolerance), true);
    strictEqual(told.fees.isNear(position.heldFeesMicroUsd, tolerance), true);
    strictEqual(told.gain.isNear(position.realizedPnlMicroUsd, tolerance), true);
    if (position.size === 0) strictEqual(position.costMicroUsd + position.heldFeesMicroUsd, 0);
    const prices = history.prices.get(token) ?? { bid: null, price: null, payout: null };
    const { redeemable, inFlight } = worthOf(told, prices);
    strictEqual(redeemable.isNear(position.redeemableMicroUsd, 1), true);
    strictEqual(inFlight.isNear(position.inFlightMicroUsd, tolerance), true);
    gain += position.realizedPnlMicroUsd;
    exposure = exposure.plus(higher(NOUGHT, told.cost));
    if (told.size > 0n) open += 1;
  }
  strictEqual(exposure.isNear(view.exposureMicroUsd, tolerance), true);
  const byMarket = MARKETS.reduce((sum, id) => sum + view.marketExposureMicroUsd(id), 0);
  strictEqual(byMarket, view.exposureMicroUsd);
  const { cash } = view;
  strictEqual(cash.settledMicroUsd, story.onChain);
  strictEqual(cash.cashMicroUsd, story.free);
  strictEqual(cash.committedMicroUsd, story.promised);
  strictEqual(cash.unsettledProceedsMicroUsd, story.expected);
  strictEqual(view.pnl.realizedMicroUsd, gain);
  strictEqual(view.openPositionCount, open);
  for (let day = 0; day < 4; day += 1) {
    const then = nowMs - day * 86_400_000;
    const told = story.volumeByDay.get(Math.floor(then / 86_400_000)) ?? 0;
    strictEqual(view.dailyVolumeMicroUsd(then), told);
  }
  strictEqual(
    view.drawdown(nowMs).peakMicroUsd,
    peakOf(story, history.peakMode, history.windowMs, nowMs),
  );
  checkOrdersAndIncome(history);
}

function checkOrdersAndIncome({ ledger: { view }, orders, accruals, model }: History): void {
  let reserved = 0;
  for (const { side, price, size, filled, end } of orders.values()) {
    const left = Math.max(0, (end ?? size) - filled);
    if (side === "BUY") reserved += notionalMicroUsd(price, left, "up");
  }
  strictEqual(view.reservedBuysMicroUsd, reserved);
  const byMarket = MARKETS.reduce((sum, id) => sum + view.marketReservedBuysMicroUsd(id), 0);
  strictEqual(byMarket, reserved);
  for (const income of ["rebate", "reward"] as const) {
    let due = 0;
    for (const accrual of accruals) {
      const isGone = accrual.fillId !== null && model.failed.has(accrual.fillId);
      if (accrual.income === income && !accrual.isPaid && !isGone) due += accrual.amount;
    }
    const { rebatesAccruedMicroUsd, rewardsAccruedMicroUsd } = view.pnl;
    strictEqual(income === "rebate" ? rebatesAccruedMicroUsd : rewardsAccruedMicroUsd, due);
  }
}

/** Everything that must not depend on a failed fill; orders stay as far as they had come. */
function figuresOf(ledger: Ledger, history: History): unknown {
  const { view } = ledger;
  const { availableMicroUsd: _, reservedMicroUsd: __, ...cash } = view.cash;
  const { reservedMicroUsd: ___, ...equity } = view.equity;
  return {
    cash,
    equity,
    pnl: view.pnl,
    positions: TOKENS.map((token) => ({ ...view.position(token), reservedSize: 0 })),
    exposure: view.exposureMicroUsd,
    byMarket: MARKETS.map((market) => view.marketExposureMicroUsd(market)),
    openPositionCount: view.openPositionCount,
    lastFills: MARKETS.map((market) => view.lastFillAtMs(market)),
    volumes: [0, 1, 2, 3].map((day) => view.dailyVolumeMicroUsd(history.nowMs - day * 86_400_000)),
    drawdown: view.drawdown(history.nowMs),
    outcomes: view.setOutcomes("set"),
  };
}

/** Where later events did not need the failed fills, the ledger is that of a life without them. */
function checkWithoutFailures(history: History): boolean {
  if (history.isChecked) return false;
  const other = new Ledger(history.options);
  for (const { say, fillId } of history.said) {
    if (fillId !== null && history.model.failed.has(fillId)) continue;
    const isPossible = say(other).status !== "refused";
    if (!isPossible) return false;
  }
  deepStrictEqual(figuresOf(other, history), figuresOf(history.ledger, history));
  return true;
}

function checkRestored(history: History): void {
  const restored = Ledger.restore(history.entries, history.options);
  for (const [token, { bid, price }] of history.prices) {
    restored.mark(restored.view.tokenIndexOf(token), bid ?? -1, price ?? -1);
  }
  strictEqual(restored.view.entriesHash, history.ledger.view.entriesHash);
  deepStrictEqual(figuresOf(restored, history), figuresOf(history.ledger, history));
  deepStrictEqual(restored.view.cash, history.ledger.view.cash);
  restored.audit();
}
