import { PolytradersError } from "@polytraders/core";
import { readDocument } from "../../document/read-document.ts";
import type { Exchange } from "../../exchange/exchange.ts";
import { populate, type PopulatedMarket } from "../../world/populate.ts";
import { worldDocumentSchema } from "../../world/world-document.ts";
import { isRecord } from "../http/route-call.ts";
import { withCamelCaseKeys } from "./control-commands.ts";
import { withOurNames } from "./venue-names.ts";

/** Answer to new markets; the first one's ids also stand at the top. */
export interface ListedMarkets extends PopulatedMarket {
  readonly markets: readonly PopulatedMarket[];
}

/**
 * Lists what a command's body names: one market, a list of them, an event with its markets, or a
 * whole world. Simulated traders come only where the body asks for them.
 *
 * @throws PolytradersError `VENUE_COMMAND_INVALID` with the first field that is wrong
 */
export function listMarkets(exchange: Exchange, text: string, seed: number): ListedMarkets {
  const world = readDocument(JSON.stringify(worldOf(jsonOf(text))), "body", {
    schema: worldDocumentSchema,
    code: "VENUE_COMMAND_INVALID",
  });
  const isEmpty = world.markets.length + world.events.length === 0;
  const markets = isEmpty ? [] : populate(exchange, world, seed);
  const [first] = markets;
  if (first === undefined) throw invalid("at least one market", "none");
  return { ...first, markets };
}

/** The body as a world's document. */
function worldOf(body: unknown): unknown {
  const base = { version: 1, makers: null };
  if (Array.isArray(body)) return { ...base, markets: marketsOf(body) };
  if (!isRecord(body)) throw invalid("a market, a list of markets, or an event", "something else");
  if ("events" in body || body["version"] === 1) return { ...base, ...body };
  if ("event" in body) return { ...base, events: [eventOf(body["event"])] };
  if ("markets" in body) {
    const isEvent = "slug" in body || "title" in body || "isNegRisk" in body || "negRisk" in body;
    return isEvent
      ? { ...base, events: [eventOf(body)] }
      : { ...base, ...body, markets: marketsOf(body["markets"]) };
  }
  const { negRisk = false, isNegRisk = negRisk, ...market } = body;
  if (isNegRisk !== true) return { ...base, markets: [withOurNames(market)] };
  // A neg-risk market is one of a set, if only of its own.
  return { ...base, events: [eventOf({ title: titleOf(market), isNegRisk, markets: [market] })] };
}

/** An event may call itself `negRisk`, and do without a slug. */
function eventOf(event: unknown): unknown {
  if (!isRecord(event)) return event;
  const { negRisk, slug, markets, ...rest } = event;
  return {
    slug: slug ?? slugOf(titleOf(rest)),
    ...(negRisk === undefined ? {} : { isNegRisk: negRisk }),
    ...rest,
    markets: marketsOf(markets),
  };
}

function marketsOf(markets: unknown): unknown {
  return Array.isArray(markets) ? markets.map(withOurNames) : markets;
}

function titleOf({ title, question, slug }: Readonly<Record<string, unknown>>): string {
  return [title, question, slug].find((text) => typeof text === "string") ?? "event";
}

function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}

function jsonOf(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text);
    return withCamelCaseKeys(body);
  } catch {
    throw invalid("a JSON body", text === "" ? "an empty body" : "something else");
  }
}

function invalid(expected: string, found: string): PolytradersError {
  return new PolytradersError("VENUE_COMMAND_INVALID", { expected, found });
}
