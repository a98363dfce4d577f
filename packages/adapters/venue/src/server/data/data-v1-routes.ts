import type { Exchange } from "../../exchange/exchange.ts";
import type { GatewayAnswer } from "../../gateway/gateway.ts";
import { ok, refused } from "../http/answers.ts";
import type { RouteCall } from "../http/route-call.ts";
import type { Route } from "../http/route.ts";
import { isoSeconds } from "../markets/market-object.ts";
import { marketOf } from "../markets/find-market.ts";
import { fromMicro } from "@polytraders/core";
import type { DataReader, Holder } from "./data-reader.ts";
import { positionRowV1, tradePartRowV1 } from "./data-rows.ts";

const USER_MISSING = refused(400, "required query param 'user' not provided");
const INVALID_PAGE = refused(400, "invalid limit or offset");

/** Lists that exist and are always empty here. */
const EMPTY_LISTS = ["/v1/leaderboard", "/v1/builders/leaderboard", "/v1/builders/volume"];

/** Data API v1: camelCase rows in bare lists. */
export function dataV1Routes(exchange: Exchange, reader: DataReader): readonly Route[] {
  const get = (path: string, answer: (call: RouteCall) => GatewayAnswer): Route => ({
    method: "GET",
    path,
    auth: "public",
    answer,
  });
  return [
    get("/", () => ok({ data: "OK" })),
    get("/positions", (call) => positions(call, reader)),
    get("/closed-positions", (call) => closedPositions(call, reader)),
    get("/trades", (call) => trades(call, reader, tradePartRowV1)),
    get("/activity", (call) =>
      userOf(call) === ""
        ? USER_MISSING
        : trades(call, reader, (part) => ({
            ...tradePartRowV1(part),
            type: "TRADE",
            usdcSize: part.notionalUsd,
          })),
    ),
    get("/holders", (call) => holders(call, exchange, reader)),
    get("/value", (call) => {
      const user = userOf(call);
      return user === "" ? USER_MISSING : ok([{ user, value: reader.valueUsd(user) }]);
    }),
    get("/traded", (call) => {
      const user = userOf(call);
      return user === "" ? USER_MISSING : ok({ user, traded: marketsTraded(reader, user) });
    }),
    get("/oi", (call) =>
      ok(
        marketsOf(call, exchange).map((market) => ({
          market: market.terms.conditionId,
          value: reader.openInterestUsd(market),
        })),
      ),
    ),
    get("/live-volume", (call) => {
      const rows = exchange
        .markets()
        .filter((market) => reader.eventIdOf(market) === call.query("id"))
        .map(({ terms, state }) => ({
          market: terms.conditionId,
          value: fromMicro(state.volumeMicroUsd),
        }));
      return ok([{ total: rows.reduce((sum, { value }) => sum + value, 0), markets: rows }]);
    }),
    get("/v1/market-positions", (call) => {
      const [market] = marketsOf(call, exchange);
      const held = market === undefined ? [] : reader.positionsIn(market.terms.conditionId);
      return ok(
        ([0, 1] as const).map((token) => ({
          token: market?.terms.tokenIds[token] ?? "",
          positions: held.filter((row) => row.token === token).map(positionRowV1),
        })),
      );
    }),
    ...EMPTY_LISTS.map((path) => get(path, () => ok([]))),
  ];
}

function positions(call: RouteCall, reader: DataReader): GatewayAnswer {
  const user = userOf(call);
  if (user === "") return USER_MISSING;
  const threshold = Number(call.query("sizeThreshold") === "" ? "1" : call.query("sizeThreshold"));
  const wanted = new Set(call.queryList("market").map((id) => id.toLowerCase()));
  const held = reader
    .positions(user)
    .filter(({ sizeShares }) => sizeShares > 0 && sizeShares >= threshold)
    .filter(({ market: { terms } }) => wanted.size === 0 || wanted.has(terms.conditionId));
  return paged(call, held, positionRowV1, { limitMax: 500, byDefault: 100 });
}

function closedPositions(call: RouteCall, reader: DataReader): GatewayAnswer {
  const user = userOf(call);
  if (user === "") return USER_MISSING;
  const closed = reader.positions(user).filter(({ sizeShares }) => sizeShares === 0);
  return paged(
    call,
    closed,
    (position) => ({
      ...positionRowV1(position),
      timestamp: Math.floor(position.lastAtMs / 1_000),
      endDate: isoSeconds(position.market.terms.endAtMs),
    }),
    { limitMax: 50, byDefault: 10 },
  );
}

function trades(
  call: RouteCall,
  reader: DataReader,
  rowOf: Parameters<typeof paged<ReturnType<DataReader["trades"]>[number]>>[2],
): GatewayAnswer {
  const found = reader.trades({
    user: userOf(call),
    conditionIds: call.queryList("market").map((id) => id.toLowerCase()),
    isTakerOnly: call.query("takerOnly") !== "false",
    side: call.query("side").toUpperCase(),
  });
  return paged(call, found, rowOf, { limitMax: 10_000, byDefault: 100 });
}

function holders(call: RouteCall, exchange: Exchange, reader: DataReader): GatewayAnswer {
  const limit = call.queryInteger("limit", { min: 0, max: 500, byDefault: 20 });
  if (limit === null) return INVALID_PAGE;
  const groups = marketsOf(call, exchange).flatMap((market) =>
    reader.holders(market, Math.min(limit, 20)).map((rows, token) => {
      const asset = market.terms.tokenIds[token === 0 ? 0 : 1];
      return { token: asset, holders: rows.map((row) => holderRow(row, asset)) };
    }),
  );
  return ok(groups.filter((group) => group.holders.length > 0));
}

function holderRow({ account, token, sizeShares }: Holder, asset: string): unknown {
  return {
    proxyWallet: account,
    bio: "",
    asset,
    pseudonym: "",
    amount: sizeShares,
    displayUsernamePublic: false,
    outcomeIndex: token,
    name: "",
    profileImage: "",
    profileImageOptimized: "",
  };
}

function paged<Item>(
  call: RouteCall,
  items: readonly Item[],
  rowOf: (item: Item) => unknown,
  { limitMax, byDefault }: { readonly limitMax: number; readonly byDefault: number },
): GatewayAnswer {
  const limit = call.queryInteger("limit", { min: 0, max: limitMax, byDefault });
  const offset = call.queryInteger("offset", { min: 0, max: 10_000, byDefault: 0 });
  if (limit === null || offset === null) return INVALID_PAGE;
  return ok(items.slice(offset, offset + limit).map(rowOf));
}

function marketsTraded(reader: DataReader, user: string): number {
  return new Set(reader.positions(user).map(({ market }) => market.index)).size;
}

function marketsOf(call: RouteCall, exchange: Exchange): ReturnType<Exchange["markets"]> {
  return call.queryList("market").flatMap((id) => marketOf(exchange, id) ?? []);
}

/** Wallet of the question, lower case. */
function userOf(call: RouteCall): string {
  return call.query("user").toLowerCase();
}
