import { createHash } from "node:crypto";
import {
  complementPrice,
  notionalMicroUsd,
  type MicroShares,
  type PriceUnits,
} from "@polytraders/core";
import type { OrderRequest, OrderType } from "../exchange/order-request.ts";
import type { TokenIndex } from "../market/venue-market.ts";

/** What a simulated trader wants. It only ever buys: a sale of one token is a purchase of the other. */
export interface Purchase {
  readonly tokenIds: readonly [string, string];
  readonly token: TokenIndex;
  /** Limit in the token's own price. */
  readonly price: PriceUnits;
  readonly size: MicroShares;
  readonly orderType: OrderType;
  readonly isPostOnly: boolean;
}

/** Wallet and session of a simulated trader, and the ids of its orders, all from its name. */
export class OrderWriter {
  readonly account: string;
  readonly session: string;
  readonly #name: string;
  #written = 0;

  constructor(name: string) {
    this.#name = name;
    const digest = digestOf(name);
    this.account = `0x${digest.slice(0, 40)}`;
    const variant = `8${digest.slice(17, 20)}`;
    this.session = [
      digest.slice(0, 8),
      digest.slice(8, 12),
      `4${digest.slice(13, 16)}`,
      variant,
      digest.slice(20, 32),
    ].join("-");
  }

  write(purchase: Purchase): OrderRequest {
    this.#written += 1;
    return {
      orderId: `0x${digestOf(`${this.#name}:${this.#written}`)}`,
      account: this.account,
      session: this.session,
      tokenId: purchase.tokenIds[purchase.token],
      side: "BUY",
      makerAmount: notionalMicroUsd(purchase.price, purchase.size, "up"),
      takerAmount: purchase.size,
      orderType: purchase.orderType,
      isPostOnly: purchase.isPostOnly,
      expiresAtMs: null,
      defersExecution: false,
      builderCode: null,
    };
  }
}

/** The purchase that stands on a side of the unified book: an ask is a purchase of the second token. */
export function purchaseOf(
  bookSide: 0 | 1,
  bookPrice: PriceUnits,
): { readonly token: TokenIndex; readonly price: PriceUnits } {
  return bookSide === 0
    ? { token: 0, price: bookPrice }
    : { token: 1, price: complementPrice(bookPrice) };
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
