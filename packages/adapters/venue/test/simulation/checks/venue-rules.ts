import type { ExchangeEvent } from "../../../src/exchange/exchange-event.ts";
import type { VenueOrder } from "../../../src/exchange/order-request.ts";
import type { ListedMarket } from "../../../src/exchange/exchange.ts";
import type { Venue } from "../../../src/venue/open-venue.ts";
import { demand, type SimulationCheck } from "./check.ts";

/** The venue lets a GTD order go this long before the expiry it states. */
const EXPIRY_LEAD_MS = 60_000;

/** Orders are placed only when and where they may be, and do not stay longer than they may. */
export function checkVenueRules({ exchange }: Venue): SimulationCheck {
  const problems: string[] = [];
  const refuse = (order: VenueOrder, why: string): void => {
    problems.push(`order ${order.request.orderId} was placed ${why}`);
  };
  const hearPlaced = (order: VenueOrder): void => {
    const { request, price } = order;
    const market = exchange.market(order.conditionId);
    if (market === undefined) return refuse(order, "in no market");
    const { phase, tickSize } = market.state;
    if (phase !== "open") refuse(order, `in a market that is ${phase}`);
    if (price % tickSize !== 0 || price < tickSize || price > 10_000 - tickSize) {
      refuse(order, `at ${price}, ticks of ${tickSize}`);
    }
    const { mode } = exchange;
    const isAllowed = mode === "normal" || (mode === "post_only" && request.isPostOnly);
    if (!isAllowed) refuse(order, `in mode ${mode}`);
    const { expiresAtMs } = request;
    if (expiresAtMs !== null && exchange.nowMs >= expiresAtMs - EXPIRY_LEAD_MS) {
      refuse(order, "after its expiry");
    }
    const ban = exchange.banOf(request.account);
    if (ban === "banned" || (ban === "closed_only" && request.side === "BUY")) {
      refuse(order, `by an account that is ${ban}`);
    }
  };
  exchange.subscribe((event: ExchangeEvent) => {
    if (event.kind === "order_placed") hearPlaced(event.order);
    if (event.kind === "order_updated" && event.order.request.isPostOnly) {
      const { tradeIds, request } = event.order;
      const [first] = exchange.trades({ tradeId: tradeIds.at(-1) ?? "" });
      if (first?.takerOrderId === request.orderId)
        problems.push(`${request.orderId} took, post-only`);
    }
    if (event.kind === "heartbeat_lapsed") {
      const left = exchange.openOrders({ session: event.session });
      if (left.some(({ state }) => state === "live")) problems.push("orders outlived a heartbeat");
    }
  });
  return {
    afterStep: () => demand(problems.length === 0, () => problems[0] ?? ""),
    atCheckpoint: () => {
      checkResolutions(exchange.markets());
      for (const order of exchange.openOrders({})) {
        const market = exchange.market(order.conditionId);
        if (market !== undefined && order.state === "live") {
          checkStay(order, market, exchange.nowMs);
        }
      }
    },
  };
}

function checkStay(order: VenueOrder, { terms, state }: ListedMarket, nowMs: number): void {
  const { request, restingSinceMs } = order;
  const name = `order ${request.orderId}`;
  const isOver = state.phase === "closed" || state.phase === "resolved";
  demand(!isOver, () => `${name} rests in a market that is ${state.phase}`);
  const { expiresAtMs, orderType } = request;
  demand(orderType === "GTC" || orderType === "GTD", () => `${name} rests, a ${orderType}`);
  demand(
    expiresAtMs === null || nowMs < expiresAtMs - EXPIRY_LEAD_MS,
    () => `${name} rests ${nowMs - (expiresAtMs ?? 0)} ms after its expiry`,
  );
  const { gameStartAtMs, clearsBookOnStart } = terms;
  const clears = clearsBookOnStart && gameStartAtMs !== null && nowMs >= gameStartAtMs;
  demand(
    !clears || (restingSinceMs ?? 0) >= (gameStartAtMs ?? 0),
    () => `${name} rests since before its game`,
  );
}

/** A resolved market pays a dollar in all, and of a neg-risk set one YES ends all. */
function checkResolutions(markets: readonly ListedMarket[]): void {
  const won = new Set<string>();
  for (const { terms, state } of markets) {
    const sum = (state.payouts?.[0] ?? 0) + (state.payouts?.[1] ?? 0);
    const isResolved = state.phase === "resolved";
    demand(sum === (isResolved ? 10_000 : 0), () => `${terms.slug} is ${state.phase}, pays ${sum}`);
    if (state.payouts?.[0] === 10_000 && terms.negRiskSetId !== null) won.add(terms.negRiskSetId);
  }
  for (const { terms, state } of markets) {
    const isDecided = terms.negRiskSetId !== null && won.has(terms.negRiskSetId);
    demand(!isDecided || state.phase === "resolved", () => `${terms.slug} outlived its set`);
  }
}
