import { strictEqual } from "node:assert";
import { notionalMicroUsd, type SettlementState } from "../../src/index.ts";
import { HistoryGround, TOKENS, type GivenFill, type GivenOrder } from "./history-ground.ts";

/** The part of a made-up life that is about orders and fills. */
export abstract class TradingHistory extends HistoryGround {
  protected newFill(): void {
    const order = this.random() < 0.4 ? this.openOrder() : null;
    const token = order?.token ?? this.pick(TOKENS);
    const held = this.ledger.view.heldSize(token);
    const side = order?.side ?? (this.random() < 0.5 && held > 0 ? "SELL" : "BUY");
    let size = this.size(order === null ? 60_000_000 : order.size - order.filled);
    if (side === "SELL") size = this.random() < 0.3 ? held : Math.min(size, held);
    if (order !== null) size = Math.min(size, order.size - order.filled);
    if (size <= 0) return;
    const price = order?.price ?? 1 + Math.floor(this.random() * 9_999);
    const notional = notionalMicroUsd(price, size, side === "BUY" ? "up" : "down");
    if (notional === 0) return;
    const fee = Math.floor(notional * this.pick([0, 0, 0.02, 0.035, -0.001]));
    const state = this.pick<SettlementState>([
      ...(["MATCHED", "MATCHED", "MATCHED", "MATCHED", "MINED"] as const),
      ...(["CONFIRMED", "RETRYING", "FAILED"] as const),
    ]);
    const message = {
      fillId: this.id("fill"),
      venueTradeId: "trade",
      orderId: order?.orderId ?? "unsent",
      tokenId: token,
      side,
      role: "taker",
      price,
      size,
      feeMicroUsd: fee,
      settlement: state,
      exchangeTimeMs: this.nowMs,
    } as const;
    const told = {
      id: message.fillId,
      token,
      market: token.slice(0, token.indexOf("-")),
      isBuy: side === "BUY",
      size,
      notional,
      fee,
    };
    const isMined = state === "MINED" || state === "CONFIRMED";
    const fill: GivenFill = { message, told, state, isMined };
    this.fills.push(fill);
    const { cause } = this;
    const status = this.say((ledger) => ledger.recordFill({ ...message, ...cause }), told.id);
    strictEqual(status, "booked");
    if (state === "FAILED") {
      this.model.failed.add(told.id);
      return;
    }
    if (order !== null) order.filled += size;
    this.model.tell(cause.timeMs, { is: "matched", fill: told });
    if (isMined) this.model.tell(cause.timeMs, { is: "mined", fill: told });
  }

  /** News about a fill: newer, older, the same again, or what cannot be. */
  protected nextState(): void {
    const open = this.fills.filter(({ state }) => state !== "CONFIRMED" && state !== "FAILED");
    const fill = this.random() < 0.85 && open.length > 0 ? this.pick(open) : this.fills.at(-1);
    if (fill === undefined) return;
    const state = this.pick<SettlementState>([
      ...(["MATCHED", "MINED", "MINED", "CONFIRMED", "CONFIRMED"] as const),
      ...(["RETRYING", "FAILED", "FAILED"] as const),
    ]);
    const way = ["MATCHED", "RETRYING", "MINED", "CONFIRMED"];
    const isOver = fill.state === "CONFIRMED" || fill.state === "FAILED";
    const isEnd = state === "CONFIRMED" || state === "FAILED";
    const isNews = !isOver && (isEnd || way.indexOf(state) > way.indexOf(fill.state));
    const isAgainst = isOver && isEnd && state !== fill.state;
    const { cause } = this;
    const message = { ...fill.message, settlement: state };
    const status = this.say((ledger) => ledger.recordFill({ ...message, ...cause }), fill.told.id);
    strictEqual(status, isNews ? "booked" : isAgainst ? "refused" : "unchanged");
    if (!isNews) return;
    fill.state = state;
    if (state === "FAILED") this.model.failed.add(fill.told.id);
    else if (state !== "RETRYING" && !fill.isMined) {
      fill.isMined = true;
      this.model.tell(cause.timeMs, { is: "mined", fill: fill.told });
    }
  }

  protected openOrder(): GivenOrder | null {
    const open = [...this.orders.values()].filter(
      ({ end, filled, size }) => end === null && filled < size,
    );
    return open.length === 0 ? null : this.pick(open);
  }

  protected order(): void {
    const order: GivenOrder = {
      orderId: this.id("order"),
      token: this.pick(TOKENS),
      side: this.pick(["BUY", "SELL"] as const),
      price: 1 + Math.floor(this.random() * 9_999),
      size: this.size(80_000_000),
      filled: 0,
      end: null,
    };
    this.orders.set(order.orderId, order);
    const { orderId, token: tokenId, side, price, size } = order;
    const { cause } = this;
    const reservation = { orderId, tokenId, side, price, size, feeMicroUsdMax: 0 };
    strictEqual(
      this.say((ledger) => ledger.reserveOrder(reservation, cause)),
      "booked",
    );
    strictEqual(this.ledger.reserveOrder(reservation, cause).status, "unchanged");
  }

  protected endOrder(): void {
    const order = this.openOrder();
    if (order === null) return;
    order.end = order.filled;
    const update = {
      orderId: order.orderId,
      status: this.pick(["cancelled", "expired"] as const),
      filledSize: order.filled,
    };
    const { cause } = this;
    strictEqual(
      this.say((ledger) => ledger.recordOrderUpdate(update, cause)),
      "booked",
    );
    strictEqual(this.ledger.recordOrderUpdate(update, cause).status, "unchanged");
  }
}
