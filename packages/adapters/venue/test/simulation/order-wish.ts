import { complementPrice, notionalMicroUsd } from "@polytraders/core";
import type { Exchange, ListedMarket } from "../../src/exchange/exchange.ts";
import type { InProcessOrder } from "../../src/venue/in-process-order.ts";
import type { Dice } from "./dice.ts";
import { BUILDER_CODE } from "./simulated-world.ts";
import { walletAt } from "./wallets.ts";

/** An order without an id: what is signed, or placed in process, is made of it. */
export type OrderWish = Omit<InProcessOrder, "orderId">;

const CENT = 10_000;
const FOURTH_DECIMAL = 100;

/** Draws orders near a price that wanders, as a busy venue gets them: good ones and bad ones. */
export class WishWriter {
  readonly #dice: Dice;
  readonly #exchange: Exchange;
  /** Where each market is thought to be, price units on the first token. */
  readonly #beliefs = new Map<string, number>();

  constructor(dice: Dice, exchange: Exchange) {
    this.#dice = dice;
    this.#exchange = exchange;
  }

  draw(wallet: number, market: ListedMarket): OrderWish {
    const dice = this.#dice;
    const { address } = walletAt(wallet);
    const token = dice.chance(0.5) ? 0 : 1;
    const tokenId = market.terms.tokenIds[token];
    const has = this.#exchange.spendable(address, tokenId);
    const side = (has > 5_000_000 ? dice.chance(0.6) : dice.chance(0.05)) ? "SELL" : "BUY";
    const orderType = dice.pick([
      "GTC",
      "GTC",
      "GTC",
      "GTC",
      "GTC",
      "GTD",
      "FOK",
      "FAK",
      "FAK",
    ] as const);
    const isMarket = orderType === "FOK" || orderType === "FAK";
    const price = this.#priceOf(market, token, side, isMarket);
    const size = this.#sizeOf(side === "SELL" ? has : Number.POSITIVE_INFINITY);
    const amounts = isMarket ? marketAmounts(side, price, size) : limitAmounts(side, price, size);
    const isGoodTill = orderType === "GTD";
    return {
      account: address,
      tokenId,
      side,
      ...(dice.chance(0.02) ? bentAmounts(amounts, dice) : amounts),
      orderType,
      isPostOnly: dice.chance(isMarket ? 0.02 : 0.15),
      expiresAtMs: isGoodTill ? this.#expiry() : null,
      defersExecution: dice.chance(0.1),
      builderCode: dice.chance(0.1) ? BUILDER_CODE : null,
    };
  }

  /** Whole seconds ahead, now and then too soon. */
  #expiry(): number {
    const seconds = Math.floor(this.#exchange.nowMs / 1_000);
    const isShort = this.#dice.chance(0.4);
    return (seconds + this.#dice.between(isShort ? 58 : 70, isShort ? 65 : 900)) * 1_000;
  }

  #priceOf(market: ListedMarket, token: 0 | 1, side: "BUY" | "SELL", isMarket: boolean): number {
    const dice = this.#dice;
    const { tickSize } = market.state;
    const { conditionId } = market.terms;
    const belief = this.#beliefs.get(conditionId) ?? dice.between(1_500, 8_500);
    const step = Math.max(tickSize, 50);
    const moved = Math.min(9_500, Math.max(500, belief + dice.between(-step, step)));
    this.#beliefs.set(conditionId, moved);
    const own = token === 0 ? moved : complementPrice(moved);
    const eager = side === "BUY" ? 1 : -1;
    const distance = dice.between(isMarket ? 0 : -5, isMarket ? 10 : 4) * eager;
    const onGrid = (Math.round(own / tickSize) + distance) * tickSize;
    if (dice.chance(0.02)) return onGrid + 1;
    if (dice.chance(0.01)) return dice.pick([tickSize, 10_000 - tickSize, 10_000]);
    return Math.min(10_000 - tickSize, Math.max(tickSize, onGrid));
  }

  /** Micro-shares with two decimals. */
  #sizeOf(has: number): number {
    const dice = this.#dice;
    if (dice.chance(0.02)) return dice.between(1, 6) * 1_000_000;
    if (has !== Number.POSITIVE_INFINITY && has >= 5_000_000 && dice.chance(0.2)) {
      return Math.floor(has / CENT) * CENT;
    }
    const wanted = dice.chance(0.02) ? dice.between(100_000, 900_000) : dice.between(500, 20_000);
    return wanted * CENT;
  }
}

type Amounts = Pick<OrderWish, "makerAmount" | "takerAmount">;

function limitAmounts(side: "BUY" | "SELL", price: number, size: number): Amounts {
  const money = notionalMicroUsd(price, size);
  return side === "BUY"
    ? { makerAmount: money, takerAmount: size }
    : { makerAmount: size, takerAmount: money };
}

/** Whole cents for shares of four decimals, or shares for money of four, as the clients round them. */
function marketAmounts(side: "BUY" | "SELL", price: number, size: number): Amounts {
  const money = notionalMicroUsd(price, size);
  if (side === "SELL") {
    return { makerAmount: size, takerAmount: Math.floor(money / FOURTH_DECIMAL) * FOURTH_DECIMAL };
  }
  const makerAmount = Math.ceil(money / CENT) * CENT;
  const shares = (makerAmount * 10_000) / price;
  return { makerAmount, takerAmount: Math.floor(shares / FOURTH_DECIMAL) * FOURTH_DECIMAL };
}

function bentAmounts({ makerAmount, takerAmount }: Amounts, dice: Dice): Amounts {
  return dice.pick([
    { makerAmount: makerAmount + 1, takerAmount },
    { makerAmount, takerAmount: takerAmount + 1 },
    { makerAmount: makerAmount * 2, takerAmount },
    { makerAmount: 1, takerAmount },
  ]);
}
