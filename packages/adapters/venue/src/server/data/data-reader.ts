import { fromMicro } from "@polytraders/core";
import type { Exchange, ListedMarket } from "../../exchange/exchange.ts";
import { eventIdOf } from "../gamma/gamma-ids.ts";
import {
  partsOf,
  positionsOf,
  rounded,
  type TradePart,
  type WalletPosition,
} from "./position-ledger.ts";

/** Most trades looked at for one question that names no wallet. */
const TRADES_SCANNED = 10_000;

/** Largest holder first. */
export interface Holder {
  readonly account: string;
  readonly token: 0 | 1;
  readonly sizeShares: number;
}

/** Which trades are wanted. */
export interface TradeQuestion {
  /** Wallet, lower case; `""` for everybody's. */
  readonly user: string;
  readonly conditionIds: readonly string[];
  /** Only the takers' parts. */
  readonly isTakerOnly: boolean;
  readonly side: string;
}

/** Wallets and their history, read off the exchange. */
export class DataReader {
  readonly #exchange: Exchange;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  /** Newest first. */
  trades({ user, conditionIds, isTakerOnly, side }: TradeQuestion): readonly TradePart[] {
    const filter = user === "" ? {} : { account: user };
    const wanted =
      conditionIds.length === 0
        ? this.#exchange.trades(filter)
        : conditionIds.flatMap((conditionId) => this.#exchange.trades({ ...filter, conditionId }));
    const parts: TradePart[] = [];
    for (const trade of wanted.slice(0, TRADES_SCANNED)) {
      const market = this.#exchange.market(trade.conditionId);
      if (market === undefined || trade.settlement === "FAILED") continue;
      for (const part of partsOf(trade, market)) {
        if (isTakerOnly && part.role === "MAKER") continue;
        if (user !== "" && part.account !== user) continue;
        if (side === "" || part.side === side) parts.push(part);
      }
    }
    return parts;
  }

  positions(user: string): readonly WalletPosition[] {
    return positionsOf(this.#exchange, user);
  }

  /** Everybody's positions in one market. */
  positionsIn(conditionId: string): readonly WalletPosition[] {
    return this.#exchange
      .accounts()
      .flatMap((account) => this.positions(account))
      .filter((position) => position.market.terms.conditionId === conditionId);
  }

  /** What a wallet's tokens are worth, dollars. */
  valueUsd(user: string): number {
    return rounded(this.positions(user).reduce((sum, { valueUsd }) => sum + valueUsd, 0));
  }

  holders({ terms }: ListedMarket, limit: number): readonly (readonly Holder[])[] {
    return ([0, 1] as const).map((token) =>
      this.#exchange
        .accounts()
        .map((account) => ({
          account,
          token,
          sizeShares: fromMicro(this.#exchange.balance(account, terms.tokenIds[token])),
        }))
        .filter(({ sizeShares }) => sizeShares > 0)
        .toSorted((left, right) => right.sizeShares - left.sizeShares)
        .slice(0, limit),
    );
  }

  /** Pairs in existence, which is dollars locked in the market. */
  openInterestUsd({ terms }: ListedMarket): number {
    const [tokenId] = terms.tokenIds;
    const micro = this.#exchange
      .accounts()
      .reduce((sum, account) => sum + this.#exchange.balance(account, tokenId), 0);
    return fromMicro(micro);
  }

  eventIdOf(market: ListedMarket): string {
    const { eventSlug } = market.terms;
    const first = this.#exchange.markets().find(({ terms }) => terms.eventSlug === eventSlug);
    return eventIdOf(first ?? market);
  }
}
