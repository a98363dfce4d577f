import type { ListedMarket } from "../../exchange/exchange.ts";

const FIRST_MARKET = 900_001;
const FIRST_EVENT = 70_001;

/** Gamma's number of a market. */
export function marketIdOf({ index }: ListedMarket): string {
  return String(FIRST_MARKET + index);
}

/** Gamma's number of an event, from the place of its first market. */
export function eventIdOf(first: ListedMarket): string {
  return String(FIRST_EVENT + first.index);
}
