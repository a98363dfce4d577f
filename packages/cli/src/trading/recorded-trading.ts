import { PolytradersError, type MarketDataSource } from "@polytraders/core";
import { openReplaySession } from "@polytraders/venue";
import type { RunPlan } from "../run/execute-run.ts";
import { driveSession } from "../run/run-driver.ts";
import { seedOf } from "../run/run-identity.ts";
import type { RunSelection } from "../run/run-selection.ts";
import type { CliIo } from "../verb.ts";
import { castTrading, sessionOptionsOf, tradingSettings } from "./cast-trading.ts";
import { unknownMarkets, withTerms } from "./market-terms-of.ts";

/** What of a plan follows from trading on recordings. */
type TradingPart = Pick<RunPlan, "origin" | "markets" | "bots" | "trading" | "driver">;

/**
 * Puts recordings under a simulated venue: their rows reach the bots as they are, and orders meet the
 * recorded books.
 *
 * @throws PolytradersError CONFIG_INVALID for terms of a market that is not recorded, and what opening
 *   a session or configuring bots throws
 */
export async function planRecordedTrading(
  source: MarketDataSource,
  selection: RunSelection,
  io: CliIo,
): Promise<TradingPart> {
  const { config } = selection;
  const section = config.trading ?? {};
  const [unknown] = unknownMarkets(section, source.markets);
  if (unknown !== undefined) {
    throw new PolytradersError("CONFIG_INVALID", {
      expected: "a market of the recordings, by id or slug",
      found: unknown,
      hint: "Correct its name under trading.markets.",
      ...(selection.configFile === null ? {} : { place: { file: selection.configFile } }),
    });
  }
  const settings = tradingSettings(selection, io);
  const session = await openReplaySession({
    ...sessionOptionsOf(section, settings),
    seed: seedOf(config),
    source: withMarkets(source, section),
  });
  return {
    origin: source.origin,
    markets: session.markets,
    ...(await castTrading(selection, session.markets, settings, io)),
    driver: driveSession(session, { rowCount: source.rowCount ?? null, operator: "backtest" }),
  };
}

function withMarkets(
  source: MarketDataSource,
  section: Parameters<typeof withTerms>[1],
): MarketDataSource {
  const { origin, markets, rowCount } = source;
  return {
    origin,
    markets: markets.map((definition) => withTerms(definition, section)),
    ...(rowCount === undefined ? {} : { rowCount }),
    batches: () => source.batches(),
  };
}
