import { PolytradersError, type MarketDataSource } from "@polytraders/core";
import { openReplaySession } from "@polytraders/venue";
import { seedOf } from "../run/run-identity.ts";
import type { CliIo } from "../verb.ts";
import { sessionOptionsOf } from "./session-options-of.ts";
import { groundOf, type TradingGround, type TradingSelection } from "./trading-ground.ts";
import { unknownMarkets, withTerms } from "./market-terms-of.ts";

/**
 * Puts recordings under a simulated venue: their rows reach the bots as they are, and orders meet the
 * recorded books.
 *
 * @throws PolytradersError CONFIG_INVALID for terms of a market that is not recorded, and what opening
 *   a session or configuring bots throws
 */
export async function openRecordedGround(
  source: MarketDataSource,
  selection: TradingSelection,
  io: Pick<CliIo, "err">,
): Promise<TradingGround> {
  const { config, settings } = selection;
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
  const session = await openReplaySession({
    ...sessionOptionsOf(section, settings),
    seed: seedOf(config),
    source: withMarkets(source, section),
  });
  return groundOf(session, selection, io, source.rowCount ?? null);
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
