import type { EpochMs, MicroShares, MicroUsd } from "../../domain/units.ts";
import type { PositionCell } from "./position-cell.ts";

/** A fill as positions see it. */
export interface TradeOperation {
  readonly kind: "trade";
  readonly cell: number;
  readonly isBuy: boolean;
  readonly size: MicroShares;
  readonly notional: MicroUsd;
  readonly fee: MicroUsd;
  readonly timeMs: EpochMs;
  /** On the chain. */
  isSettled: boolean;
  /** Cannot fail any more. */
  isFinal: boolean;
  /** What the shares of a sale had cost, fees included: found when the operation is applied. */
  costOfSale: MicroUsd;
}

/** A dollar per share becomes one of each token, half the cost for either; or back. */
export interface PairOperation {
  readonly kind: "split" | "merge";
  readonly first: number;
  readonly second: number;
  readonly size: MicroShares;
}

/** NO tokens of some outcomes become dollars and YES tokens of the others. */
export interface ConversionOperation {
  readonly kind: "convert";
  readonly given: readonly number[];
  readonly received: readonly number[];
  readonly size: MicroShares;
  readonly receivedSize: MicroShares;
  readonly collateral: MicroUsd;
}

export interface RedemptionOperation {
  readonly kind: "redeem";
  readonly cells: readonly [number, number];
  readonly sizes: readonly [MicroShares, MicroShares];
  readonly paid: readonly [MicroUsd, MicroUsd];
}

/** Tokens from or to outside: a transfer, or a correction after a look at the venue. */
export interface TransferOperation {
  readonly kind: "transfer";
  readonly cell: number;
  /** Negative for tokens that leave. */
  readonly size: MicroShares;
  /** Cost of tokens that arrive. */
  readonly cost: MicroUsd;
  /** Tokens that are gone without anybody having moved them: their cost is lost. */
  readonly isLoss: boolean;
}

export type PositionOperation =
  | TradeOperation
  | PairOperation
  | ConversionOperation
  | RedemptionOperation
  | TransferOperation;

type Cells = readonly PositionCell[];

/** Applies one operation to the positions of a group. */
export function applyOperation(operation: PositionOperation, cells: Cells): void {
  switch (operation.kind) {
    case "trade":
      applyTrade(operation, cellAt(cells, operation.cell));
      break;
    case "split":
    case "merge":
      applyPair(operation, cells);
      break;
    case "convert":
      applyConversion(operation, cells);
      break;
    case "redeem":
      for (const index of [0, 1] as const) {
        const cell = cellAt(cells, operation.cells[index]);
        const size = operation.sizes[index];
        if (size === 0) continue;
        cell.settledSize -= size;
        cell.dispose(size, operation.paid[index]);
      }
      break;
    case "transfer":
      applyTransfer(operation, cellAt(cells, operation.cell));
  }
}

/** A fill that was on its way has reached the chain. */
export function settleTrade(operation: TradeOperation, cell: PositionCell): void {
  operation.isSettled = true;
  if (operation.isBuy) {
    cell.settledSize += operation.size;
    return;
  }
  cell.settledSize -= operation.size;
  cell.unsettledSaleSize -= operation.size;
  cell.unsettledSaleCost -= operation.costOfSale;
  cell.unsettledSaleProceeds -= operation.notional - operation.fee;
}

function applyTrade(operation: TradeOperation, cell: PositionCell): void {
  const { isBuy, size, notional, fee, timeMs, isSettled } = operation;
  cell.feesPaid += fee;
  if (timeMs > cell.lastFillAtMs) cell.lastFillAtMs = timeMs;
  if (isBuy) {
    cell.acquire(size, notional, fee);
    if (isSettled) cell.settledSize += size;
    return;
  }
  const removed = cell.dispose(size, notional - fee);
  operation.costOfSale = removed.cost + removed.fees;
  if (isSettled) {
    cell.settledSize -= size;
    return;
  }
  cell.unsettledSaleSize += size;
  cell.unsettledSaleCost += operation.costOfSale;
  cell.unsettledSaleProceeds += notional - fee;
}

function applyPair({ kind, first, second, size }: PairOperation, cells: Cells): void {
  const firstHalf = Math.floor(size / 2);
  const halves = [
    [first, firstHalf],
    [second, size - firstHalf],
  ] as const;
  for (const [index, money] of halves) {
    const cell = cellAt(cells, index);
    if (kind === "split") {
      cell.settledSize += size;
      cell.acquire(size, money, 0);
    } else {
      cell.settledSize -= size;
      cell.dispose(size, money);
    }
  }
}

/**
 * The dollars repay what the NO tokens had cost, then their fees; only what is left after that is a
 * gain. Cost that is not repaid goes over to the YES tokens in equal parts, odd micro-pUSD to the
 * first ones. Without YES tokens it is a loss.
 */
function applyConversion(operation: ConversionOperation, cells: Cells): void {
  const { given, received, size, receivedSize, collateral } = operation;
  let cost = 0;
  let fees = 0;
  for (const index of given) {
    const cell = cellAt(cells, index);
    const removed = cell.removeAtCost(size);
    cell.settledSize -= size;
    cost += removed.cost;
    fees += removed.fees;
  }
  const fromCost = Math.min(cost, collateral);
  const fromFees = Math.min(fees, collateral - fromCost);
  const gain = collateral - fromCost - fromFees;
  const costLeft = cost - fromCost;
  const feesLeft = fees - fromFees;
  cellAt(cells, given[0] ?? 0).realizedPnl +=
    received.length === 0 ? gain - costLeft - feesLeft : gain;
  for (const [place, index] of received.entries()) {
    const cell = cellAt(cells, index);
    cell.settledSize += receivedSize;
    cell.acquire(
      receivedSize,
      partOf(costLeft, place, received.length),
      partOf(feesLeft, place, received.length),
    );
  }
}

function partOf(amount: MicroUsd, place: number, count: number): MicroUsd {
  const odd = ((amount % count) + count) % count;
  return (amount - odd) / count + (place < odd ? 1 : 0);
}

function applyTransfer(operation: TransferOperation, cell: PositionCell): void {
  const { size, cost, isLoss } = operation;
  cell.settledSize += size;
  if (size > 0) {
    cell.contributed += cost;
    cell.acquire(size, cost, 0);
    return;
  }
  const removed = cell.removeAtCost(0 - size);
  if (isLoss) cell.realizedPnl -= removed.cost + removed.fees;
  else cell.contributed -= removed.cost + removed.fees;
}

function cellAt(cells: Cells, index: number): PositionCell {
  const cell = cells[index];
  if (cell === undefined)
    throw new RangeError(`no position ${index} in a group of ${cells.length}`);
  return cell;
}
