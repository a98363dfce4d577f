import { MICRO } from "@polytraders/core";
import type { Exchange } from "../../exchange/exchange.ts";

const CASH_FLOOR_MICRO_USD = 50_000 * MICRO;
const CASH_TARGET_MICRO_USD = 500_000 * MICRO;

/** Traders of the demonstration never run out of money. */
export function keepFunded(exchange: Exchange, account: string): void {
  const cash = exchange.spendable(account, null);
  if (cash < CASH_FLOOR_MICRO_USD) exchange.deposit(account, CASH_TARGET_MICRO_USD - cash);
}
