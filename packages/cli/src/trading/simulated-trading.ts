import { openSimulatedSession, tradingDemoWorld } from "@polytraders/venue";
import type { RunFeed } from "../run/run-feed.ts";
import type { CliIo } from "../verb.ts";
import { sessionOptionsOf } from "./session-options-of.ts";
import { groundOf, type TradingGround, type TradingSelection } from "./trading-ground.ts";

/** A made-up world with makers and takers of its own. */
export type SimulatedFeed = Extract<RunFeed, { kind: "simulated" }>;

/** A made-up world is at an honest distance, unless somebody says otherwise. */
const USUAL_LATENCY = { orderMs: 40, cancelMs: 40, answerMs: 20 } as const;

/**
 * Opens the built-in world for trading.
 *
 * @throws PolytradersError what opening a session or configuring bots throws
 */
export async function openSimulatedGround(
  { seed, markets, startMs }: SimulatedFeed,
  selection: TradingSelection,
  io: Pick<CliIo, "err">,
): Promise<TradingGround> {
  const { trading = {} } = selection.config;
  const section = { ...trading, latency: trading.latency ?? USUAL_LATENCY };
  const session = openSimulatedSession({
    ...sessionOptionsOf(section, selection.settings),
    ...tradingDemoWorld(seed, { markets }),
    seed,
    startMs,
  });
  return groundOf(session, selection, io, null);
}
