import type { MarketDefinition } from "@polytraders/core";

type Parameters = Readonly<Record<string, number>>;
/** Parameters of single markets, by market id. */
export type MarketParameters = Readonly<Record<string, Parameters>>;

/** What guards are told of a market: its fees, and when it ends. */
const PARAMETERS_OF_MARKET: Readonly<Record<string, (market: MarketDefinition) => Parameters>> = {
  "risk.feeandgasguard": ({ terms }) => {
    if (terms === undefined) return {};
    const { rate = 0, exponent = 1 } = terms.fees ?? {};
    return { feeRate: rate, feeExponent: exponent };
  },
  "risk.portfolioguard": ({ terms }) =>
    terms === undefined ? {} : { takerFeeRate: terms.fees?.rate ?? 0 },
  "risk.settlementexposureguard": ({ terms }) => {
    const endAtMs = terms?.endAtMs ?? null;
    return endAtMs === null ? {} : { resolvesAtMs: endAtMs };
  },
};

/** The parameters that a bot has in single markets; markets without any are left out. */
export function marketParametersFor(
  botId: string,
  markets: readonly MarketDefinition[],
): MarketParameters {
  const make = PARAMETERS_OF_MARKET[botId];
  if (make === undefined) return {};
  const entries = markets.map((market) => [market.marketId, make(market)] as const);
  return Object.fromEntries(entries.filter(([, own]) => Object.keys(own).length > 0));
}
