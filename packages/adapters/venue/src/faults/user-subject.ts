import type { ExchangeEvent } from "../exchange/exchange-event.ts";
import type { VenueTrade } from "../exchange/venue-trade.ts";

/** What an event of the user channel is about. */
export interface UserSubject {
  readonly conditionId: string;
  readonly eventName: "placement" | "update" | "cancellation" | "trade_matched" | "trade_settled";
  /** The session and the wallets it uses. */
  readonly names: readonly string[];
}

const ORDER_EVENTS = {
  order_placed: "placement",
  order_delayed: "placement",
  order_updated: "update",
  order_cancelled: "cancellation",
  order_killed: "cancellation",
} as const;

/** `null` for events that the user channel does not tell. */
export function userSubjectOf(session: string, event: ExchangeEvent): UserSubject | null {
  switch (event.kind) {
    case "order_placed":
    case "order_delayed":
    case "order_updated":
    case "order_cancelled":
    case "order_killed": {
      const { conditionId, request } = event.order;
      const names = [session, request.account];
      return { conditionId, names, eventName: ORDER_EVENTS[event.kind] };
    }
    case "trade_matched":
    case "trade_settled": {
      const { conditionId } = event.trade;
      const names = [session, ...walletsOf(session, event.trade)];
      return { conditionId, names, eventName: event.kind };
    }
    default:
      return null;
  }
}

/** Everybody who takes part in a trade: sessions, their signers and wallets. */
export function tradeNames(
  trade: VenueTrade,
  signerOf: (session: string) => string | null,
): readonly (string | null)[] {
  const parties = [{ session: trade.takerSession, account: trade.takerAccount }, ...trade.makers];
  return parties.flatMap(({ session, account }) => [session, account, signerOf(session)]);
}

function walletsOf(session: string, trade: VenueTrade): readonly string[] {
  const wallets = trade.makers
    .filter((maker) => maker.session === session)
    .map(({ account }) => account);
  return trade.takerSession === session ? [trade.takerAccount, ...wallets] : wallets;
}
