import type { FillEvent } from "../../contracts/fill-event.ts";
import { notionalMicroUsd } from "../../domain/notional.ts";
import type { MicroUsd } from "../../domain/units.ts";
import {
  AMOUNT_MAX,
  isNamed,
  isOrderPrice,
  isPositiveAmount,
  isTime,
} from "../amounts/amount-range.ts";
import type { FillRecord } from "../fills/fill-record.ts";
import { isFinalState, SETTLEMENT_RANK } from "../fills/settlement-rank.ts";
import { type Decision, DUPLICATE, LATE, type LedgerRefused, refused } from "../ledger-answer.ts";
import type { LedgerState } from "../ledger-state.ts";
import type { OpenOrder } from "../orders/open-order.ts";
import type { TokenAccount } from "../positions/token-account.ts";

/** The part of a fill that the ledger reads. */
export type LedgerFill = Pick<
  FillEvent,
  | "fillId"
  | "venueTradeId"
  | "orderId"
  | "tokenId"
  | "side"
  | "role"
  | "price"
  | "size"
  | "feeMicroUsd"
  | "settlement"
  | "exchangeTimeMs"
>;

/**
 * What a fill, or the next state of one, does.
 *
 * @param notional - what was paid or received without fees, where the venue tells it; otherwise price
 *   times size, up for a purchase and down for a sale
 */
export function decideFill(
  state: LedgerState,
  fill: LedgerFill,
  notional: MicroUsd | null,
): Decision {
  const invalid = invalidField(fill, notional);
  if (invalid !== null) return refused("LEDGER_FILL_INVALID", invalid);
  const known = state.fills.get(fill.fillId);
  if (known !== undefined) return decideNextState(known, fill);
  if (fill.exchangeTimeMs <= state.fills.forgottenThroughMs) {
    return refused("LEDGER_FILL_TOO_OLD", `fill ${fill.fillId} of ${fill.exchangeTimeMs}`);
  }
  const token = state.markets.token(fill.tokenId);
  if (token === undefined) return refused("LEDGER_TOKEN_UNKNOWN", `token ${fill.tokenId}`);
  const order = state.orders.get(fill.orderId);
  const paid = notional ?? notionalOf(fill);
  if (fill.settlement !== "FAILED") {
    const impossible = impossibleFill(fill, paid, token, order);
    if (impossible !== null) return impossible;
  }
  return {
    kind: "fill_booked",
    fillId: fill.fillId,
    venueTradeId: fill.venueTradeId,
    orderId: fill.orderId,
    tokenId: fill.tokenId,
    side: fill.side,
    role: fill.role,
    price: fill.price,
    size: fill.size,
    notionalMicroUsd: paid,
    feeMicroUsd: fill.feeMicroUsd,
    settlement: fill.settlement,
    exchangeTimeMs: fill.exchangeTimeMs,
    isOrderKnown: order !== undefined,
  };
}

function decideNextState(known: FillRecord, fill: LedgerFill): Decision {
  const { booked, state } = known;
  const changed = CONTENT.find((field) => booked[field] !== fill[field]);
  if (changed !== undefined) {
    const found = `fill ${fill.fillId} with ${changed} ${fill[changed]} after ${booked[changed]}`;
    return refused("LEDGER_FILL_CHANGED", found);
  }
  const { fillId, settlement, exchangeTimeMs } = fill;
  if (settlement === state) return DUPLICATE;
  if (isFinalState(state) && isFinalState(settlement)) {
    const found = `fill ${fillId} ${settlement} after ${state}`;
    return refused("LEDGER_SETTLEMENT_CONTRADICTED", found);
  }
  if (SETTLEMENT_RANK[settlement] <= SETTLEMENT_RANK[state]) return LATE;
  if (settlement === "FAILED") return { kind: "fill_reversed", fillId, exchangeTimeMs };
  if (settlement === "MATCHED") return LATE;
  return { kind: "fill_advanced", fillId, settlement, exchangeTimeMs };
}

const CONTENT = ["orderId", "tokenId", "side", "price", "size", "feeMicroUsd"] as const;

function invalidField(fill: LedgerFill, notional: MicroUsd | null): string | null {
  const { fillId, orderId, side, price, size, feeMicroUsd, settlement, exchangeTimeMs } = fill;
  if (!isNamed(fillId) || !isNamed(orderId)) return "a fill without ids";
  if (side !== "BUY" && side !== "SELL") return "a side other than BUY and SELL";
  if (!(settlement in SETTLEMENT_RANK)) return "an unknown settlement state";
  if (!isOrderPrice(price)) return `price ${price}`;
  if (!isPositiveAmount(size)) return `size ${size}`;
  if (!isTime(exchangeTimeMs)) return `exchangeTimeMs ${exchangeTimeMs}`;
  const paid = notional ?? notionalOf(fill);
  if (!isPositiveAmount(paid)) return `a notional of ${paid}`;
  if (!Number.isSafeInteger(feeMicroUsd) || Math.abs(feeMicroUsd) > paid) {
    return `feeMicroUsd ${feeMicroUsd} for a notional of ${paid}`;
  }
  return null;
}

function notionalOf({ side, price, size }: LedgerFill): MicroUsd {
  return notionalMicroUsd(price, size, side === "BUY" ? "up" : "down");
}

function impossibleFill(
  fill: LedgerFill,
  notional: MicroUsd,
  token: TokenAccount,
  order: OpenOrder | undefined,
): LedgerRefused | null {
  const { size, side } = fill;
  if (order !== undefined) {
    const { reserved } = order;
    if (reserved.tokenId !== fill.tokenId || reserved.side !== side) {
      const found = `a ${side} of token ${fill.tokenId} for order ${fill.orderId}`;
      return refused("LEDGER_FILL_ORDER_MISMATCH", found);
    }
    if (exceedsOrder(order, size, notional)) {
      const found = `${size} micro-shares more for order ${fill.orderId}`;
      return refused("LEDGER_FILL_EXCEEDS_ORDER", found);
    }
  }
  if (side === "SELL" && size > token.cell.size) {
    const found = `a sale of ${size} with ${token.cell.size} micro-shares held`;
    return refused("LEDGER_TOKENS_INSUFFICIENT", found);
  }
  if (side === "BUY" && token.cell.size + size > AMOUNT_MAX) {
    return refused("LEDGER_FILL_INVALID", `a position of more than ${AMOUNT_MAX} micro-shares`);
  }
  return null;
}

/**
 * A sale is limited by shares, a purchase by money: at a better price it may bring more shares.
 * Rounding may cost a micro-pUSD with each fill.
 */
function exceedsOrder(order: OpenOrder, size: number, notional: MicroUsd): boolean {
  const { reserved, keptSize, keptNotional } = order;
  if (reserved.side === "SELL") return keptSize + size > reserved.size;
  if (keptSize + size <= reserved.size) return false;
  return keptNotional + notional > notionalMicroUsd(reserved.price, reserved.size, "up");
}
