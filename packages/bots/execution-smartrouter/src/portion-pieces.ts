import type { BookLevel, MicroShares, PlanSlice } from "@polytraders/core";
import { isImmediate, wholeLots, type RoutedOrder } from "./routed-order.ts";

/** What of a slice a piece decides. */
type Piece = Pick<PlanSlice, "price" | "size" | "timeInForce">;

/**
 * A portion as what is sent. The venue limits a purchase that takes by its money, so that one piece
 * over several levels would buy more shares than it says: such a purchase is one piece per level.
 * Sales, and orders that rest with what they miss, are limited by their shares: one piece.
 *
 * @param levels - what the portion takes, best first
 */
export function piecesOf(
  routed: RoutedOrder,
  levels: readonly BookLevel[],
  limits: {
    /** True for the portion that goes out at once. */
    readonly isFirst: boolean;
    readonly smallest: MicroShares;
    readonly countMax: number;
  },
): Piece[] {
  const { isFirst, smallest } = limits;
  const isBuy = routed.order.side === "BUY";
  if (!isFirst) {
    const isLatePurchase = isBuy && isImmediate(routed);
    return [isLatePurchase ? latePurchase(routed, levels, smallest) : laterPiece(routed, levels)];
  }
  const groups = isBuy ? groupsOf(levels, smallest) : [[...levels]];
  const tail = groups.splice(limits.countMax - 1).flat();
  if (tail.length > 0) groups.push(tail);
  return groups.map((group) => takingPiece(routed, group, smallest));
}

/** A later sale that takes, or an order that rests with what it misses. */
function laterPiece(routed: RoutedOrder, levels: readonly BookLevel[]): Piece {
  return isImmediate(routed) ? salePiece(routed, levels) : restingPiece(routed, levels);
}

/**
 * A later purchase that takes meets a book that nobody knows: its money must not buy more than the
 * portion, should the best price of now be back.
 */
function latePurchase(
  routed: RoutedOrder,
  levels: readonly BookLevel[],
  smallest: MicroShares,
): Piece {
  const { draft, book } = routed;
  const price = worstPrice(levels, draft);
  const size = Math.max(smallest, wholeLots((sumOf(levels) * book.bestAskPrice) / price));
  return { price, size, timeInForce: draft.timeInForce };
}

/** Levels one by one; one too small to be sent goes along with the next worse, or the last, one. */
function groupsOf(levels: readonly BookLevel[], smallest: MicroShares): BookLevel[][] {
  const groups: BookLevel[][] = [];
  let group: BookLevel[] = [];
  for (const level of levels) {
    group.push(level);
    if (sumOf(group) < smallest) continue;
    groups.push(group);
    group = [];
  }
  const last = groups.pop() ?? [];
  return [...groups, [...last, ...group]];
}

function takingPiece(
  routed: RoutedOrder,
  group: readonly BookLevel[],
  smallest: MicroShares,
): Piece {
  const { draft, order } = routed;
  const worst = worstPrice(group, draft);
  if (!isImmediate(routed)) {
    // Over several levels only an order limited by its shares buys no more than it says.
    const isSeveral = order.side === "BUY" && group.length > 1;
    return isSeveral
      ? restingPiece(routed, group)
      : { ...restingPiece(routed, group), timeInForce: "FAK" };
  }
  if (order.side === "SELL") return salePiece(routed, group);
  return { price: worst, size: paidSize(group, worst, smallest), timeInForce: draft.timeInForce };
}

/** A sale sells its size at whatever price: the limit leaves room for a book that moves. */
function salePiece({ draft, order }: RoutedOrder, group: readonly BookLevel[]): Piece {
  const price = order.slippageBpsMax === undefined ? draft.price : worstPrice(group, draft);
  return { price, size: wholeLots(sumOf(group)), timeInForce: draft.timeInForce };
}

function restingPiece({ draft }: RoutedOrder, group: readonly BookLevel[]): Piece {
  const size = wholeLots(sumOf(group));
  return { price: worstPrice(group, draft), size, timeInForce: draft.timeInForce };
}

/** What the money of a group pays for at its worst price; the better ones make up for the rest. */
function paidSize(group: readonly BookLevel[], worst: number, smallest: MicroShares): MicroShares {
  const whole = wholeLots(sumOf(group));
  if (group.length === 1) return whole;
  const paid = wholeLots(group.reduce((sum, { price, size }) => sum + (price * size) / worst, 0));
  return paid < smallest ? whole : paid;
}

function worstPrice(group: readonly BookLevel[], draft: PlanSlice): number {
  return group.at(-1)?.price ?? draft.price;
}

function sumOf(levels: readonly BookLevel[]): MicroShares {
  return levels.reduce((sum, { size }) => sum + size, 0);
}
