import { PolytradersError, type OperatorCommand } from "@polytraders/core";
import { readRunIdentity } from "../explain/run-identity.ts";
import { nearestName } from "../risk-settings/nearest-name.ts";

/**
 * What a command reaches: a bot and a market of the run, by id or, for a market, by slug. A halt of
 * something misspelt would halt nothing.
 *
 * @throws PolytradersError CONFIG_INVALID, RUN_NOT_FOUND
 */
export function knownScope(
  folder: string,
  { bot, market }: { readonly bot?: string; readonly market?: string },
): OperatorCommand["scope"] {
  if (bot === undefined && market === undefined) return { botId: null, marketId: null };
  const { bots, markets = {} } = readRunIdentity(folder);
  return {
    botId: bot === undefined ? null : botIn(bots, bot),
    marketId: market === undefined ? null : marketIn(markets, market),
  };
}

function botIn(bots: readonly { readonly botId: string }[], wanted: string): string {
  const ids = bots.map(({ botId }) => botId);
  return ids.includes(wanted) ? wanted : refuse("bot", wanted, ids);
}

function marketIn(markets: Readonly<Record<string, string>>, wanted: string): string {
  if (Object.hasOwn(markets, wanted)) return wanted;
  const bySlug = Object.entries(markets).find(([, slug]) => slug === wanted);
  return bySlug?.[0] ?? refuse("market", wanted, Object.values(markets));
}

function refuse(kind: string, wanted: string, known: readonly string[]): never {
  const nearest = nearestName(wanted, known);
  throw new PolytradersError("CONFIG_INVALID", {
    expected: `a ${kind} of the run`,
    found: wanted,
    hint:
      nearest === undefined
        ? `The run has ${known.length === 0 ? "none" : known.slice(0, 10).join(", ")}.`
        : `Did you mean ${nearest}?`,
  });
}
