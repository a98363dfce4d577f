import type { LedgerOptions } from "../ledger/ledger-options.ts";
import type { OrderGateway } from "../ports/order-gateway.ts";

/** What a run needs to trade. Everything but the gateway has a default. */
export interface TradingOptions {
  readonly gateway: OrderGateway;
  readonly ledger?: LedgerOptions | undefined;
  /** Execution bot ids in the order of asking; the others follow in calling order. */
  readonly executionOrder?: readonly string[] | undefined;
  /** An order without an answer for so long has an unknown outcome; 5,000 by default. */
  readonly answerTimeoutMs?: number | undefined;
  /** How often balances are compared with the venue; 60,000 by default, `null` for never. */
  readonly balanceCheckMs?: number | null | undefined;
  /** Whether resolved positions are turned into money as soon as they can be; true by default. */
  readonly redeemsWhenResolved?: boolean | undefined;
}

export const TRADING_DEFAULTS = {
  answerTimeoutMs: 5_000,
  balanceCheckMs: 60_000,
} as const;
