import type { EpochMs, MicroShares, MicroUsd } from "../../domain/units.ts";
import { shareOf } from "../amounts/exact-ratio.ts";

/** What is taken from a position with the shares that leave it. */
export interface RemovedCost {
  readonly cost: MicroUsd;
  readonly fees: MicroUsd;
}

/**
 * The position in one token at average cost. What leaves takes its share of the cost with it, rounded
 * half up to the micro-pUSD; the last share takes whatever is left, so nothing stays behind.
 *
 * A position goes below zero only when a fill that later sales relied on has failed: `size` is then
 * negative and `cost` is minus what the uncovered sales brought.
 */
export class PositionCell {
  /** Micro-shares, fills on their way included. */
  size: MicroShares = 0;
  /** Micro-shares on the chain. */
  settledSize: MicroShares = 0;
  /** Price paid for what is held, without fees. */
  cost: MicroUsd = 0;
  /** Fees paid for what is held. */
  heldFees: MicroUsd = 0;
  /** Net of fees. */
  realizedPnl: MicroUsd = 0;
  /** All fees less rebates that came with fills. */
  feesPaid: MicroUsd = 0;
  /** Cost of tokens brought in from outside, less the cost of those taken out. */
  contributed: MicroUsd = 0;
  /** Sales that are not on the chain yet. */
  unsettledSaleSize: MicroShares = 0;
  unsettledSaleCost: MicroUsd = 0;
  unsettledSaleProceeds: MicroUsd = 0;
  /** Newest fill, -1 without one. */
  lastFillAtMs: EpochMs = -1;

  copyFrom(other: PositionCell): void {
    this.size = other.size;
    this.settledSize = other.settledSize;
    this.cost = other.cost;
    this.heldFees = other.heldFees;
    this.realizedPnl = other.realizedPnl;
    this.feesPaid = other.feesPaid;
    this.contributed = other.contributed;
    this.unsettledSaleSize = other.unsettledSaleSize;
    this.unsettledSaleCost = other.unsettledSaleCost;
    this.unsettledSaleProceeds = other.unsettledSaleProceeds;
    this.lastFillAtMs = other.lastFillAtMs;
  }

  /** Takes shares in at a cost; covers a negative position first. */
  acquire(size: MicroShares, cost: MicroUsd, fees: MicroUsd): void {
    if (this.size >= 0) {
      this.size += size;
      this.cost += cost;
      this.heldFees += fees;
      return;
    }
    const short = 0 - this.size;
    if (size <= short) {
      const covered = shareOf(this.cost, size, short);
      this.realizedPnl -= covered + cost + fees;
      this.cost -= covered;
      this.size += size;
      return;
    }
    const costToCover = shareOf(cost, short, size);
    const feesToCover = shareOf(fees, short, size);
    this.realizedPnl -= this.cost + costToCover + feesToCover;
    this.size += size;
    this.cost = cost - costToCover;
    this.heldFees = fees - feesToCover;
  }

  /** Gives shares away for money, net of fees. Returns the cost they had. */
  dispose(size: MicroShares, proceeds: MicroUsd): RemovedCost {
    const held = Math.max(0, this.size);
    if (size <= held) {
      const removed = this.removeAtCost(size);
      this.realizedPnl += proceeds - removed.cost - removed.fees;
      return removed;
    }
    const earned = held === 0 ? 0 : shareOf(proceeds, held, size);
    const removed = held === 0 ? { cost: 0, fees: 0 } : this.removeAtCost(held);
    this.realizedPnl += earned - removed.cost - removed.fees;
    this.size -= size - held;
    this.cost -= proceeds - earned;
    return removed;
  }

  /** Takes shares out together with their cost; nothing is realised. */
  removeAtCost(size: MicroShares): RemovedCost {
    const held = Math.max(0, this.size);
    this.size -= size;
    if (held === 0) return { cost: 0, fees: 0 };
    const covered = Math.min(size, held);
    const cost = shareOf(this.cost, covered, held);
    const fees = shareOf(this.heldFees, covered, held);
    this.cost -= cost;
    this.heldFees -= fees;
    return { cost, fees };
  }
}
