import { createSeededRandom, formatPrice, formatShares } from "@polytraders/core";
import type { Exchange } from "../../src/exchange/exchange.ts";
import type { OrderType } from "../../src/exchange/order-request.ts";
import { ALICE, BOB, CAROL, CONDITION, NO, requestOf, YES } from "./exchange-world.ts";

const ACCOUNTS = [ALICE, BOB, CAROL];
const TYPES: readonly OrderType[] = ["GTC", "GTC", "GTC", "GTD", "FOK", "FAK"];

/** Runs a seeded script of everything a client and the venue can do against an exchange. */
export function runRandomScript(
  exchange: Exchange,
  seed: number,
  steps: number,
  builderCode?: string,
): void {
  const random = createSeededRandom(seed, "script");
  const below = (bound: number): number => Math.floor(random.next() * bound);
  const pick = <Item>(items: readonly [Item, ...Item[]] | readonly Item[], fallback: Item): Item =>
    items[below(items.length)] ?? fallback;
  const ids: string[] = [];
  for (let step = 0; step < steps; step += 1) {
    const dice = below(100);
    const by = pick(ACCOUNTS, ALICE);
    const session = `session-${by.slice(2, 4)}`;
    if (dice < 70) {
      const type = pick(TYPES, "GTC");
      const side = below(2) === 0 ? "BUY" : "SELL";
      const price = formatPrice((30 + below(40)) * 100);
      const size = formatShares((1 + below(4000)) * 10_000 * (below(3) === 0 ? 10 : 1));
      const id = `script-${step}`;
      ids.push(id);
      const isMarketBuy = side === "BUY" && (type === "FOK" || type === "FAK");
      const request = requestOf(
        {
          by,
          token: below(2) === 0 ? YES : NO,
          side,
          price,
          size,
          type,
          isPostOnly: below(10) === 0,
          ...(builderCode === undefined || below(2) === 0 ? {} : { builderCode }),
          ...(type === "GTD" ? { expiresAtMs: exchange.nowMs + 60_000 + below(20_000) } : {}),
        },
        id,
      );
      exchange.place(isMarketBuy ? marketBuy(request, price) : request, () => {});
    } else if (dice < 82) exchange.cancel(session, [pick(ids, ""), pick(ids, "")]);
    else if (dice < 84) exchange.cancelAll(session);
    else if (dice < 86) exchange.cancelMarket(session, { tokenId: below(2) === 0 ? YES : NO });
    else if (dice < 88) exchange.merge(by, CONDITION, 1_000_000 * (1 + below(20)));
    else if (dice < 90) exchange.split(by, CONDITION, 1_000_000 * (1 + below(20)));
    else exchange.advanceTo(exchange.nowMs + below(3000));
  }
}

/** Whole cents of money for shares of at most four decimals, as the official client makes it. */
function marketBuy(
  request: ReturnType<typeof requestOf>,
  price: string,
): ReturnType<typeof requestOf> {
  const makerAmount = Math.ceil(request.makerAmount / 10_000) * 10_000;
  const takerAmount = Math.floor(makerAmount / Number(price) / 100) * 100;
  return { ...request, makerAmount, takerAmount };
}
