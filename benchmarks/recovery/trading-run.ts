import {
  createBatch,
  RowFlag,
  RowKind,
  RowSide,
  Runtime,
  type KernelJournal,
  type MarketDataBatch,
  type MarketDefinition,
  type OrderGateway,
} from "@polytraders/core";
import { loaded } from "../backtest/bench-bots.ts";
import { quotingBot } from "./quoting-bot.ts";

/** How much a run trades. */
export interface TradingRunInput {
  readonly markets: number;
  /** Frames of one market between two orders in it. */
  readonly framesPerQuote: number;
}

/** A runtime with a desk, a ledger and a strategy that quotes. */
export function createTradingRuntime(
  { markets, framesPerQuote }: TradingRunInput,
  { journal, gateway }: { readonly journal: KernelJournal; readonly gateway: OrderGateway },
): Runtime {
  const definitions = marketsOf(markets);
  return new Runtime({
    markets: definitions,
    bots: [{ bot: loaded(quotingBot(definitions, framesPerQuote)), configuration: {} }],
    configVersion: "benchmark",
    seed: 1,
    stopwatch: { nowMs: () => 0 },
    log: () => ({ info: () => undefined, warn: () => undefined }),
    onNotice: ({ code, found }) => {
      throw new Error(`${code}: ${found}`);
    },
    trading: { gateway, balanceCheckMs: null },
    risk: { waitsForVotes: true },
    journal,
  });
}

/** Gives the account its money and lets it trade. */
export function beginTrading(runtime: Runtime): void {
  runtime.report({
    schemaVersion: 1,
    kind: "cash_transferred",
    exchangeTimeMs: 0,
    operationId: "deposit",
    amountMicroUsd: 1_000_000_000_000,
  });
  runtime.command({
    schemaVersion: 1,
    command: "enable_trading",
    commandId: "enable",
    operator: "benchmark",
    reason: "measuring",
    atMs: 0,
    expiresAtMs: null,
    scope: { botId: null, marketId: null },
  });
}

/** One changed level a frame, market after market, a millisecond apart. */
export function framesFrom(first: number, length: number, markets: number): MarketDataBatch {
  const batch = createBatch(length);
  batch.length = length;
  for (let row = 0; row < length; row += 1) {
    const number = first + row;
    batch.timeMs[row] = 1_000 + number;
    batch.exchangeTimeMs[row] = 1_000 + number;
    batch.market[row] = number % markets;
    batch.kind[row] = RowKind.Level;
    batch.side[row] = RowSide.Bid;
    batch.flags[row] = RowFlag.FrameEnd;
    batch.price[row] = 4_000;
    batch.size[row] = 100_000_000 + (number % 7) * 1_000_000;
  }
  return batch;
}

function marketsOf(count: number): MarketDefinition[] {
  return Array.from({ length: count }, (_, index) => ({
    marketId: `market-${String(index).padStart(4, "0")}`,
    slug: `market-${index}`,
    tokenIds: [`${index}-first`, `${index}-second`],
    outcomes: ["Yes", "No"],
    tickSize: 100,
    minimumOrderSize: 5_000_000,
    isNegRisk: false,
  }));
}
