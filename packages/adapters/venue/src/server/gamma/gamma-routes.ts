import type { Exchange, ListedMarket } from "../../exchange/exchange.ts";
import type { GatewayAnswer } from "../../gateway/gateway.ts";
import { ok, refused } from "../http/answers.ts";
import type { RouteCall } from "../http/route-call.ts";
import type { Route } from "../http/route.ts";
import { isClosed, isoSeconds } from "../markets/market-object.ts";
import { eventIdOf, marketIdOf } from "./gamma-ids.ts";
import { eventTitle, gammaMarket, type GammaContext } from "./gamma-market.ts";

const NOT_FOUND: GatewayAnswer = {
  status: 404,
  body: { type: "not found error", error: "id not found" },
};
const INVALID_PAGE = refused(400, "invalid limit, offset or after_cursor");

const TAGS = [{ id: "2", label: "All", slug: "all" }];

/** Lists that exist and are always empty here. */
const EMPTY_LISTS = ["/series", "/sports", "/sports/market-types", "/teams", "/comments"];

export interface GammaPorts {
  readonly exchange: Exchange;
  readonly collateral: string;
  readonly listedAtOf: (market: ListedMarket) => string;
}

/** Markets and events as Gamma lists them. */
export function gammaRoutes(ports: GammaPorts): readonly Route[] {
  const listing = new GammaListing(ports);
  const get = (path: string, answer: (call: RouteCall) => GatewayAnswer): Route => ({
    method: "GET",
    path,
    auth: "public",
    answer,
  });
  return [
    get("/markets", (call) => listing.page(call, listing.markets(call), (row) => row)),
    get("/markets/keyset", (call) => listing.keyset(call, listing.markets(call), "markets", 100)),
    get("/markets/{id}", (call) => listing.single(listing.market("id", call.params["id"]))),
    get("/markets/slug/{slug}", (call) =>
      listing.single(listing.market("slug", call.params["slug"])),
    ),
    get("/markets/{id}/tags", () => ok(TAGS)),
    get("/events", (call) => listing.page(call, listing.events(call), (row) => row)),
    get("/events/keyset", (call) => listing.keyset(call, listing.events(call), "events", 500)),
    get("/events/{id}", (call) => listing.single(listing.event("id", call.params["id"]))),
    get("/events/slug/{slug}", (call) =>
      listing.single(listing.event("slug", call.params["slug"])),
    ),
    get("/events/{id}/tags", () => ok(TAGS)),
    get("/tags", () => ok(TAGS)),
    get("/tags/{id}", (call) => (call.params["id"] === "2" ? ok(TAGS[0]) : NOT_FOUND)),
    get("/public-search", (call) => listing.search(call)),
    ...EMPTY_LISTS.map((path) => get(path, () => ok([]))),
  ];
}

type Row = Readonly<Record<string, unknown>>;

class GammaListing {
  readonly #exchange: Exchange;
  readonly #ports: GammaPorts;

  constructor(ports: GammaPorts) {
    this.#exchange = ports.exchange;
    this.#ports = ports;
  }

  /** Markets that a call's filters let through, as thunks: only a page of them is written out. */
  markets(call: RouteCall): (() => Row)[] {
    const passes = marketFilter(call);
    const context = this.#context();
    return ordered(this.#exchange.markets().filter(passes), call).map(
      (market) => () => gammaMarket(market, context),
    );
  }

  events(call: RouteCall): (() => Row)[] {
    const ids = new Set(call.queryList("id"));
    const slugs = new Set(call.queryList("slug"));
    const closed = call.query("closed");
    const context = this.#context();
    return [...this.#groups().values()]
      .filter((markets) => {
        const [first] = markets;
        if (first === undefined) return false;
        if (ids.size > 0 && !ids.has(eventIdOf(first))) return false;
        if (slugs.size > 0 && !slugs.has(first.terms.eventSlug)) return false;
        return closed === "" ? true : markets.every(isClosed) === (closed === "true");
      })
      .map((markets) => () => this.#eventRow(markets, context));
  }

  market(by: "id" | "slug", value = ""): Row | null {
    const market = this.#exchange
      .markets()
      .find((listed) => (by === "id" ? marketIdOf(listed) : listed.terms.slug) === value);
    return market === undefined ? null : gammaMarket(market, this.#context());
  }

  event(by: "id" | "slug", value = ""): Row | null {
    for (const markets of this.#groups().values()) {
      const [first] = markets;
      if (first === undefined) continue;
      const key = by === "id" ? eventIdOf(first) : first.terms.eventSlug;
      if (key === value) return this.#eventRow(markets, this.#context());
    }
    return null;
  }

  single(row: Row | null): GatewayAnswer {
    return row === null ? NOT_FOUND : ok(row);
  }

  page(
    call: RouteCall,
    rows: readonly (() => Row)[],
    wrap: (rows: Row[]) => unknown,
  ): GatewayAnswer {
    const limit = call.queryInteger("limit", { min: 0, max: 1_000, byDefault: 20 });
    const offset = call.queryInteger("offset", { min: 0, max: 1e9, byDefault: 0 });
    if (limit === null || offset === null) return INVALID_PAGE;
    return ok(wrap(rows.slice(offset, offset + limit).map((row) => row())));
  }

  keyset(
    call: RouteCall,
    rows: readonly (() => Row)[],
    name: "markets" | "events",
    limitMax: number,
  ): GatewayAnswer {
    const limit = call.queryInteger("limit", { min: 1, max: limitMax, byDefault: 20 });
    const cursor = call.query("after_cursor");
    const text = Buffer.from(cursor, "base64").toString("latin1");
    if (limit === null || (cursor !== "" && !/^\d{1,9}$/.test(text))) return INVALID_PAGE;
    const start = cursor === "" ? 0 : Number(text);
    const end = start + limit;
    const page = rows.slice(start, end).map((row) => row());
    const next = Buffer.from(String(end)).toString("base64");
    return ok(end < rows.length ? { [name]: page, next_cursor: next } : { [name]: page });
  }

  search(call: RouteCall): GatewayAnswer {
    const words = call.query("q").toLowerCase();
    const context = this.#context();
    const events = [...this.#groups().values()]
      .filter((markets) =>
        markets.some(({ terms }) =>
          `${terms.question} ${terms.slug} ${terms.eventSlug}`.toLowerCase().includes(words),
        ),
      )
      .map((markets) => this.#eventRow(markets, context));
    return ok({
      events,
      tags: [],
      profiles: [],
      pagination: { hasMore: false, totalResults: events.length },
    });
  }

  #context(): GammaContext {
    const firsts = new Map<string, ListedMarket>();
    for (const [slug, markets] of this.#groups()) {
      const [first] = markets;
      if (first !== undefined) firsts.set(slug, first);
    }
    return {
      listedAtOf: this.#ports.listedAtOf,
      collateral: this.#ports.collateral,
      nowMs: this.#exchange.nowMs,
      firstOfEvent: (market) => firsts.get(market.terms.eventSlug) ?? market,
    };
  }

  /** Markets by event, in the order of listing. */
  #groups(): Map<string, ListedMarket[]> {
    const groups = new Map<string, ListedMarket[]>();
    for (const market of this.#exchange.markets()) {
      const group = groups.get(market.terms.eventSlug);
      if (group === undefined) groups.set(market.terms.eventSlug, [market]);
      else group.push(market);
    }
    return groups;
  }

  #eventRow(markets: readonly ListedMarket[], context: GammaContext): Row {
    const rows = markets.map((market) => gammaMarket(market, context));
    const [first] = markets;
    if (first === undefined) return {};
    const listedAt = context.listedAtOf(first);
    const { eventSlug, slug, question, negRiskSetId } = first.terms;
    const sum = (field: string): number =>
      rows.reduce((total, row) => total + Number(row[field] ?? 0), 0);
    return {
      id: eventIdOf(first),
      ticker: eventSlug,
      slug: eventSlug,
      title: eventSlug === slug ? question : eventTitle(eventSlug),
      description: "",
      startDate: listedAt,
      creationDate: listedAt,
      endDate: isoSeconds(Math.max(...markets.map(({ terms }) => terms.endAtMs))),
      image: "",
      icon: "",
      active: true,
      closed: markets.every(isClosed),
      archived: false,
      new: false,
      featured: false,
      restricted: true,
      liquidity: sum("liquidityNum"),
      volume: sum("volumeNum"),
      enableOrderBook: true,
      negRisk: negRiskSetId !== null,
      ...(negRiskSetId === null ? {} : { negRiskMarketID: negRiskSetId }),
      markets: rows,
      tags: TAGS,
    };
  }
}

/** Closed markets only show when they are asked for. */
function marketFilter(call: RouteCall): (market: ListedMarket) => boolean {
  const ids = new Set(call.queryList("id"));
  const slugs = new Set(call.queryList("slug"));
  const tokenIds = new Set(call.queryList("clob_token_ids"));
  const conditionIds = new Set(call.queryList("condition_ids").map((id) => id.toLowerCase()));
  const questionIds = new Set(call.queryList("question_ids"));
  const wantsClosed = call.query("closed") === "true";
  const isAnyWanted = call.query("closed") === "" && slugs.size > 0;
  return (market) => {
    const { terms } = market;
    if (!isAnyWanted && isClosed(market) !== wantsClosed) return false;
    if (ids.size > 0 && !ids.has(marketIdOf(market))) return false;
    if (slugs.size > 0 && !slugs.has(terms.slug)) return false;
    if (conditionIds.size > 0 && !conditionIds.has(terms.conditionId)) return false;
    if (questionIds.size > 0 && !questionIds.has(terms.questionId)) return false;
    return tokenIds.size === 0 || terms.tokenIds.some((tokenId) => tokenIds.has(tokenId));
  };
}

/** By volume or end where that is asked for, else by number. */
function ordered(markets: readonly ListedMarket[], call: RouteCall): readonly ListedMarket[] {
  const keyOf = SORT_KEYS.get(call.query("order"));
  if (keyOf === undefined) return markets;
  const direction = call.query("ascending") === "true" ? 1 : -1;
  return markets.toSorted((left, right) => direction * (keyOf(left) - keyOf(right)));
}

const SORT_KEYS: ReadonlyMap<string, (market: ListedMarket) => number> = new Map([
  ["id", ({ index }: ListedMarket) => index],
  ["volume", ({ state }: ListedMarket) => state.volumeMicroUsd],
  ["volumeNum", ({ state }: ListedMarket) => state.volumeMicroUsd],
  ["volume24hr", ({ state }: ListedMarket) => state.volumeMicroUsd],
  ["endDate", ({ terms }: ListedMarket) => terms.endAtMs],
]);
