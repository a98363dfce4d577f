import type { VenueReport } from "@polytraders/core";
import type { TradingSession } from "../../src/trading/trading-session.ts";

/** Final on the chain: tokens and money have moved. */
const SETTLED = new Set(["MINED", "CONFIRMED"]);

/** What an account must have on the chain, from the reports alone. */
export interface ReportedBooks {
  readonly cashMicroUsd: number;
  readonly tokens: ReadonlyMap<string, number>;
}

/** Adds up the newest word on every trade, and everything else that moves money or tokens. */
export function booksOf(session: TradingSession, reports: readonly VenueReport[]): ReportedBooks {
  let cashMicroUsd = 0;
  const tokens = new Map<string, number>();
  const payouts = new Map<string, readonly number[]>();
  const add = (tokenId: string, size: number): void => {
    tokens.set(tokenId, (tokens.get(tokenId) ?? 0) + size);
  };
  const trades = new Map<string, Extract<VenueReport, { kind: "trade_changed" }>>();
  for (const report of reports) {
    switch (report.kind) {
      case "cash_transferred":
      case "income_paid":
        cashMicroUsd += report.amountMicroUsd;
        break;
      case "market_resolved":
        payouts.set(report.marketId, report.payouts);
        break;
      case "tokens_redeemed": {
        const market = session.markets.find(({ marketId }) => marketId === report.marketId);
        for (const token of [0, 1] as const) {
          const size = report.sizes[token];
          add(market?.tokenIds[token] ?? "", 0 - size);
          cashMicroUsd += Math.floor(
            (size * (payouts.get(report.marketId)?.[token] ?? 0)) / 10_000,
          );
        }
        break;
      }
      case "trade_changed":
        trades.set(`${report.venueTradeId} ${report.venueOrderId}`, report);
        break;
      default:
        break;
    }
  }
  for (const trade of trades.values()) {
    if (!SETTLED.has(trade.settlement)) continue;
    const sign = trade.side === "BUY" ? 1 : -1;
    add(trade.tokenId, sign * trade.size);
    cashMicroUsd -= sign * (trade.notionalMicroUsd ?? Number.NaN) + trade.feeMicroUsd;
  }
  return { cashMicroUsd, tokens };
}

/** What the venue says that the account has. */
export function booksAtVenue({ venue, gateway }: TradingSession): ReportedBooks {
  const { exchange } = venue;
  const tokens = new Map<string, number>();
  for (const { terms } of exchange.markets()) {
    for (const tokenId of terms.tokenIds) {
      tokens.set(tokenId, exchange.balance(gateway.account, tokenId));
    }
  }
  return { cashMicroUsd: exchange.balance(gateway.account, null), tokens };
}

/** Tokens held, none of size 0. */
export function heldIn({ tokens }: ReportedBooks): readonly (readonly [string, number])[] {
  return [...tokens]
    .filter(([, size]) => size !== 0)
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
}
