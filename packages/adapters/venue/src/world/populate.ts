import { createSeededRandom, MICRO, PolytradersError } from "@polytraders/core";
import type { Exchange } from "../exchange/exchange.ts";
import { plannedMarketOf, type PlannedMarket } from "./market-terms.ts";
import { SimulatedMaker } from "./simulated-maker.ts";
import { SimulatedTaker } from "./simulated-taker.ts";
import type { MakerDocument, WorldDocument } from "./world-document.ts";

/** What was added to the exchange. */
export interface PopulatedMarket {
  readonly conditionId: string;
  readonly tokenIds: readonly [first: string, second: string];
  readonly slug: string;
}

/**
 * Lists a document's markets, opens its accounts and sets its simulated traders going.
 *
 * @param seed - of everything random about the traders
 * @throws PolytradersError `VENUE_COMMAND_INVALID` for a market that is listed already; nothing has
 *   changed then
 */
export function populate(
  exchange: Exchange,
  world: WorldDocument,
  seed: number,
): readonly PopulatedMarket[] {
  const planned = plannedMarketsOf(exchange, world);
  requireNew(exchange, planned);
  for (const { address, pusd } of world.accounts) {
    exchange.deposit(address.toLowerCase(), Math.round(pusd * MICRO));
  }
  return planned.map((market) => list(exchange, market, { makers: world.makers, seed }));
}

function plannedMarketsOf(exchange: Exchange, world: WorldDocument): readonly PlannedMarket[] {
  const { nowMs } = exchange;
  const first = exchange.markets().length;
  const planned: PlannedMarket[] = world.markets.map((market, index) =>
    plannedMarketOf(market, { slug: `market-${first + index + 1}`, nowMs }),
  );
  for (const event of world.events) {
    for (const [index, market] of event.markets.entries()) {
      const slug = `${event.slug}-${index + 1}`;
      planned.push(plannedMarketOf(market, { slug, nowMs }, { document: event, index }));
    }
  }
  return planned;
}

/** Looks at all of them first, so that a refused document leaves nothing behind. */
function requireNew(exchange: Exchange, planned: readonly PlannedMarket[]): void {
  const seen = new Set<string>();
  for (const { terms } of planned) {
    const { conditionId, slug, tokenIds } = terms;
    const isListed =
      exchange.market(conditionId) !== undefined ||
      tokenIds.some((tokenId) => exchange.marketOfToken(tokenId) !== undefined);
    const ids = [conditionId, ...tokenIds];
    if (isListed || ids.some((id) => seen.has(id)) || new Set(ids).size < ids.length) {
      throw new PolytradersError("VENUE_COMMAND_INVALID", {
        expected: "markets whose condition and token ids are new",
        found: `${slug} a second time`,
        hint: "Give it another slug, or ids of its own; nothing has changed.",
      });
    }
    for (const id of ids) seen.add(id);
  }
}

function list(
  exchange: Exchange,
  { terms, tickSize, probability, makers }: PlannedMarket,
  world: { readonly makers: MakerDocument | null; readonly seed: number },
): PopulatedMarket {
  exchange.listMarket(terms, tickSize);
  const { conditionId, slug, tokenIds } = terms;
  const settings = makers === undefined ? world.makers : makers;
  if (settings !== null) {
    const trader = (
      kind: string,
    ): { name: string; random: ReturnType<typeof createSeededRandom> } => ({
      name: `${kind}:${slug}`,
      random: createSeededRandom(world.seed, `${kind}:${slug}`),
    });
    const common = { exchange, conditionId };
    new SimulatedMaker({ ...common, ...trader("maker"), probability, settings }).quote(
      exchange.nowMs,
    );
    if (settings.takeMs > 0) {
      const taker = new SimulatedTaker({
        ...common,
        ...trader("taker"),
        meanWaitMs: settings.takeMs,
      });
      taker.wait(exchange.nowMs);
    }
  }
  return { conditionId, tokenIds, slug };
}
