import {
  defineBot,
  proceed,
  type ApprovedOrderRecord,
  type EpochMs,
  type OrderBookView,
  type PlanDraft,
  type PlanSlice,
} from "@polytraders/core";
import { contract, type Parameters } from "./contract.gen.ts";
import { DecayView } from "./decay-view.ts";
import { explainRoute } from "./explain-route.ts";
import { routeOrder } from "./route-order.ts";

/** SmartRouter (2.1): turns an approved order into slices: what takes, what rests, and when. */
export default defineBot(contract, ({ random, marketFacts }) => ({
  perMarket(market) {
    const { parameters, tokenIds, terms, minimumOrderSize } = market;
    const decay = new DecayView();
    return {
      onSignal: (signal) => decay.note(signal),
      plan(order, plan, { nowMs }) {
        const draft = unrouted(order, plan, nowMs);
        if (draft === null) return proceed("EXEC_ROUTE_WHOLE");
        const book = order.tokenId === tokenIds[0] ? market.book : market.complementBook;
        const ageMs = marketFacts.of(market.marketId)?.bookAgeMs ?? Number.POSITIVE_INFINITY;
        if (!isUsable(book, ageMs, parameters)) return proceed("EXEC_ROUTE_UNINFORMED");
        const remainingShare = decay.remainingShare(nowMs, parameters);
        return routeOrder({
          order,
          draft,
          book,
          terms,
          minimumOrderSize,
          remainingShare,
          parameters,
          random,
          nowMs,
        });
      },
    };
  },
  explain: explainRoute,
}));

/** The draft's slice while it is as approved, but for its size; what has a shape already keeps it. */
function unrouted(
  order: ApprovedOrderRecord,
  { slices }: PlanDraft,
  nowMs: EpochMs,
): PlanSlice | null {
  const [slice] = slices;
  if (slice === undefined || slices.length > 1 || slice.notBeforeMs > nowMs) return null;
  const { price, timeInForce, isPostOnly, isReduceOnly } = order;
  // All or nothing has no pieces, and an exit that must not wait does not wait for its own.
  if (timeInForce === "FOK" || (timeInForce === "FAK" && isReduceOnly)) return null;
  const isAsApproved =
    slice.price === price && slice.timeInForce === timeInForce && slice.isPostOnly === isPostOnly;
  return isAsApproved ? slice : null;
}

function isUsable(book: OrderBookView, ageMs: number, parameters: Parameters): boolean {
  return book.isProven && book.state !== "crossed" && ageMs <= parameters.orderBookAgeMsMax;
}
