import { complementPrice, createSeededRandom, type PriceUnits } from "@polytraders/core";
import { DEFAULT_SETTLEMENT } from "../settlement/settlement-model.ts";
import { createSettlement } from "../settlement/settlement.ts";
import type { ExchangeOptions } from "./exchange-options.ts";
import type { ExchangeGround, OrderSide } from "./exchange-parts.ts";
import type { BuilderFees } from "./exchange.ts";
import { Heartbeats } from "./heartbeats.ts";
import type { MarketBoard } from "./market-board.ts";
import { MarketControl } from "./market-control.ts";
import { MatchBooking, type TradeEntry } from "./match-booking.ts";
import { OrderClosing } from "./order-closing.ts";
import { OrderDesk } from "./order-desk.ts";
import { OrderExecution } from "./order-execution.ts";
import { OrderExpiry } from "./order-expiry.ts";
import type { OrderRecord } from "./order-record.ts";
import { OrderRules } from "./order-rules.ts";
import { Reservations } from "./reservations.ts";

/** What takes orders and changes books, on the exchange's common ground. */
export function createOrderSide(ground: ExchangeGround, options: ExchangeOptions): OrderSide {
  const { schedule, hub, vault, store, builders } = ground;
  const { emit } = hub;
  const builderOf = ({ request }: OrderRecord): BuilderFees | undefined =>
    request.builderCode === null ? undefined : builders.feesOf(request.builderCode, schedule.nowMs);
  const reservations = new Reservations(vault, store, builderOf);
  const expiry = new OrderExpiry(schedule, (orders) => execution.cancelAll(orders, "expired"));
  const closing = new OrderClosing({ schedule, store, reservations, expiry, emit });
  const settlement = settlementOf(ground, options);
  const money = { reservations, closing, settlement, builderOf, emit };
  const booking = new MatchBooking({ ...ground, ...money });
  const { tell } = hub;
  const execution = new OrderExecution({ ...ground, ...money, expiry, booking, tell });
  const rules = new OrderRules(ground);
  const desk = new OrderDesk({ ...ground, ...money, rules, execution });
  const selfTradePrevention = options.selfTradePrevention ?? "cancel_resting";
  const control = new MarketControl({ ...ground, ...money, execution, selfTradePrevention });
  return { desk, execution, control, heartbeats: heartbeatsOf(ground, execution) };
}

function settlementOf(ground: ExchangeGround, options: ExchangeOptions): TradeEntry {
  const { schedule, vault, board, trades, hub, seed } = ground;
  return createSettlement({
    schedule,
    vault,
    random: createSeededRandom(seed, "settlement"),
    model: { ...DEFAULT_SETTLEMENT, ...options.settlement },
    marketIndexOf: (conditionId) => board.get(conditionId).index,
    midpointOf: (conditionId, token) => midpointOf(board, conditionId, token),
    faultOf: (trade) => options.faults?.settlementOf(trade) ?? null,
    settled: (trade) => {
      trades.replace(trade);
      hub.emit({ kind: "trade_settled", timeMs: schedule.nowMs, trade });
    },
  });
}

function heartbeatsOf(ground: ExchangeGround, execution: OrderExecution): Heartbeats {
  const { schedule, identifiers, store, hub } = ground;
  return new Heartbeats(schedule, identifiers, (session) => {
    const resting = store.openOfSession(session).filter((order) => order.state === "live");
    execution.cancelAll(resting, "heartbeat lapsed");
    const cancelledCount = resting.length;
    hub.emit({ kind: "heartbeat_lapsed", timeMs: schedule.nowMs, session, cancelledCount });
  });
}

/** Middle of the book on the view of a token, `null` when a side is empty. */
function midpointOf(board: MarketBoard, conditionId: string, token: 0 | 1): PriceUnits | null {
  const { book } = board.get(conditionId);
  const bid = book.bestPrice(0);
  const ask = book.bestPrice(1);
  if (bid === 0 || ask === 0) return null;
  const middle = (bid + ask) / 2;
  return token === 0 ? middle : complementPrice(middle);
}
