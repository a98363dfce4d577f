import { isTickSize, parseMicroShares, parsePriceUnits } from "@polytraders/core";
import type { MarketFacts } from "./capture-message.ts";
import { pairOf, textOf, type JsonObject } from "./json-fields.ts";

/**
 * What a message of the market channel, or a Gamma market object, says about its market. Fields
 * that are absent or unreadable are left out: a fact is never worth losing a message.
 */
export function marketFactsOf(object: JsonObject): MarketFacts {
  const tickSize = firstText(object, [
    "tick_size",
    "order_price_min_tick_size",
    "orderPriceMinTickSize",
  ]);
  const tickUnits = parsePriceUnits(tickSize);
  const minimum = parseMicroShares(firstText(object, ["min_order_size", "orderMinSize"]));
  const isNegRisk = object["neg_risk"] ?? object["negRisk"];
  const winner = textOf(object, "winning_asset_id");
  return {
    ...withText("slug", textOf(object, "slug")),
    ...withPair("tokenIds", object, ["clob_token_ids", "assets_ids", "clobTokenIds"]),
    ...withPair("outcomes", object, ["outcomes"]),
    ...(isTickSize(tickUnits) ? { tickSize: tickUnits } : {}),
    ...(minimum > 0 ? { minimumOrderSize: minimum } : {}),
    ...(typeof isNegRisk === "boolean" ? { isNegRisk } : {}),
    ...(winner === "" ? {} : { winningTokenId: winner }),
  };
}

function firstText(object: JsonObject, names: readonly string[]): string {
  for (const name of names) {
    const text = textOf(object, name);
    if (text !== "") return text;
  }
  return "";
}

function withText(name: "slug", text: string): MarketFacts {
  return text === "" ? {} : { [name]: text };
}

function withPair(
  field: "tokenIds" | "outcomes",
  object: JsonObject,
  names: readonly string[],
): MarketFacts {
  for (const name of names) {
    const pair = pairOf(object, name);
    if (pair !== undefined) return { [field]: pair };
  }
  return {};
}
