import type { MarketDataSource, OperatorCommand, Runtime } from "@polytraders/core";
import { openReplaySession, type TradingSession } from "@polytraders/venue";

/** Trades a recording from its first row to its last; the runtime then knows what came of it. */
export async function tradeRecording(
  source: MarketDataSource,
  makeRuntime: (session: TradingSession) => Runtime,
  enableTrading: (atMs: number) => OperatorCommand,
): Promise<void> {
  const session = await openReplaySession({
    source,
    cashMicroUsd: 1_000_000_000, // 1,000 dollars
    seed: 7, // of latencies, settlement and ids
    termsOf: ({ slug }) => ({
      fees: { rate: slug.startsWith("mlb") ? 0.03 : 0.05, exponent: 1, rebateShare: 0.25 },
    }),
    latency: {
      feed: { kind: "constant", ms: 30 },
      order: { kind: "lognormal", p50Ms: 40, p99Ms: 180 },
      cancel: { kind: "constant", ms: 35 },
      answer: { kind: "constant", ms: 20 },
    },
  });
  // new Runtime({ markets: session.markets, trading: { gateway: session.gateway }, … })
  const runtime = makeRuntime(session);
  session.attach(runtime); // the recording's time begins
  runtime.command(enableTrading(session.startMs));
  await session.runUntil(Number.POSITIVE_INFINITY); // or to any moment, in as many calls as you like
  await session.finish(); // until every trade is final
  await session.close();
}
