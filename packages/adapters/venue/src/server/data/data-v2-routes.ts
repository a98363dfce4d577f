import type { Exchange } from "../../exchange/exchange.ts";
import type { GatewayAnswer } from "../../gateway/gateway.ts";
import { INTERVALS } from "../history/history-routes.ts";
import type { PriceHistory } from "../history/price-history.ts";
import { ok } from "../http/answers.ts";
import type { RouteCall } from "../http/route-call.ts";
import type { Route } from "../http/route.ts";
import { marketOf, placeOfToken } from "../markets/find-market.ts";
import type { DataReader, Holder } from "./data-reader.ts";
import { positionRow, tradePartRow } from "./data-rows.ts";
import { invalidV2, pageV2 } from "./data-v2-answers.ts";
import { resolutionRow } from "./resolution-row.ts";

export interface DataPorts {
  readonly exchange: Exchange;
  readonly reader: DataReader;
  readonly history: PriceHistory;
}

const CONDITIONS_MAX = 20;

/** Data API v2: snake_case rows in an envelope. */
export function dataV2Routes(ports: DataPorts): readonly Route[] {
  const { exchange, reader } = ports;
  const get = (path: string, answer: (call: RouteCall) => GatewayAnswer): Route => ({
    method: "GET",
    path: `/v2${path}`,
    auth: "public",
    answer,
  });
  return [
    get("/positions", (call) => positions(call, ports)),
    get("/trades", (call) => trades(call, ports)),
    get("/activity", (call) => trades(call, ports)),
    get("/holders", (call) => holders(call, ports)),
    get("/value", (call) => {
      const user = userOf(call);
      if (user === "") return invalidV2(call, "user", "required query param 'user' not provided");
      return ok({ data: { proxy_wallet: user, value: reader.valueUsd(user) } });
    }),
    get("/oi", (call) => {
      const listed = conditionsOf(call).flatMap((id) => marketOf(exchange, id) ?? []);
      const markets = listed.length === 0 ? exchange.markets() : listed;
      return ok({
        data: markets.map((market) => ({
          condition_id: market.terms.conditionId,
          value: reader.openInterestUsd(market),
        })),
      });
    }),
    get("/prices-history", (call) => prices(call, ports)),
    get("/resolutions", (call) => {
      const ids = new Set(conditionsOf(call).map((id) => id.toLowerCase()));
      const question = call.query("question_id");
      if (ids.size === 0 && question === "") {
        return invalidV2(call, "condition", "required query param 'condition' not provided");
      }
      const rows = exchange
        .markets()
        .filter(({ terms }) => ids.has(terms.conditionId) || terms.questionId === question)
        .map((market) => resolutionRow(market, exchange.nowMs));
      return ok({ data: rows });
    }),
    get("/status", () =>
      ok({ data: { status: "ok", timestamp: Math.floor(exchange.nowMs / 1_000) } }),
    ),
  ];
}

function positions(call: RouteCall, { exchange, reader }: DataPorts): GatewayAnswer {
  const user = userOf(call);
  const conditions = conditionsOf(call);
  if (user === "" && conditions.length !== 1) {
    return invalidV2(call, "user", "required query param 'user' or 'condition' not provided");
  }
  const market = marketOf(exchange, conditions[0] ?? "");
  const held =
    user === ""
      ? market === undefined
        ? []
        : reader.positionsIn(market.terms.conditionId)
      : reader.positions(user);
  const wanted = new Set(conditions.map((id) => id.toLowerCase()));
  const status = call.query("status") === "" ? "OPEN" : call.query("status");
  const minimum = Number(call.query("filter_amount") === "" ? "0.1" : call.query("filter_amount"));
  const isByCash = call.query("filter_type") === "CASH";
  const rows = held
    .filter(({ market: { terms } }) => wanted.size === 0 || wanted.has(terms.conditionId))
    .map((position) => ({
      position,
      row: positionRow(position, reader.eventIdOf(position.market)),
    }))
    .filter(({ row, position: { sizeShares, valueUsd } }) => {
      if (status === "CLOSED") return row["status"] === "CLOSED";
      if ((isByCash ? valueUsd : sizeShares) < minimum || sizeShares === 0) return false;
      // OPEN means everything that is still held.
      if (status === "OPEN") return true;
      return status === "MERGEABLE" ? row["mergeable"] === true : row["status"] === status;
    });
  return pageV2(call, rows, ({ row }) => row, { limitMax: 1_000, byDefault: 100 });
}

function trades(call: RouteCall, { reader }: DataPorts): GatewayAnswer {
  const found = reader.trades({
    user: userOf(call),
    conditionIds: conditionsOf(call).map((id) => id.toLowerCase()),
    isTakerOnly: call.query("taker_only") !== "false",
    side: call.query("side").toUpperCase(),
  });
  return pageV2(call, found, tradePartRow, { limitMax: 1_000, byDefault: 100 });
}

function holders(call: RouteCall, { exchange, reader }: DataPorts): GatewayAnswer {
  const conditions = conditionsOf(call);
  if (conditions.length === 0) {
    return invalidV2(call, "condition", "required query param 'condition' not provided");
  }
  const groups = conditions.flatMap((id) => {
    const market = marketOf(exchange, id);
    if (market === undefined) return [];
    const { tokenIds } = market.terms;
    return reader.holders(market, 500).map((rows, token) => {
      const tokenId = tokenIds[token === 0 ? 0 : 1];
      return { token_id: tokenId, holders: rows.map((row) => holderRow(row, tokenId)) };
    });
  });
  const filled = groups.filter((group) => group.holders.length > 0);
  return pageV2(call, filled, (group) => group, { limitMax: 500, byDefault: 100 });
}

function holderRow({ account, token, sizeShares }: Holder, tokenId: string): unknown {
  return {
    proxy_wallet: account,
    bio: "",
    token_id: tokenId,
    pseudonym: "",
    amount: sizeShares,
    display_username_public: false,
    outcome_index: token,
    name: "",
    profile_image: "",
    profile_image_optimized: "",
    verified: false,
  };
}

function prices(call: RouteCall, { exchange, history }: DataPorts): GatewayAnswer {
  const place = placeOfToken(exchange, call.query("token_id"));
  if (place === null)
    return invalidV2(call, "token_id", "required query param 'token_id' not provided");
  const seconds = call.queryInteger("bucket_seconds", { min: 1, max: 86_400, byDefault: 60 });
  if (seconds === null) return invalidV2(call, "bucket_seconds", "invalid bucket_seconds");
  const nowSeconds = Math.floor(exchange.nowMs / 1_000);
  const interval = call.query("interval");
  const length = Object.hasOwn(INTERVALS, interval) ? INTERVALS[interval] : undefined;
  const bounds = { min: 0, max: 1e12 };
  const start = call.queryInteger("start", {
    ...bounds,
    byDefault: nowSeconds - (length ?? 86_400),
  });
  const end = call.queryInteger("end", { ...bounds, byDefault: nowSeconds });
  if (start === null || end === null) return invalidV2(call, "start", "invalid start or end");
  const stepMinutes = Math.max(1, Math.round(seconds / 60));
  const points = history.points(place.market.terms.conditionId, place.token, {
    startSeconds: start,
    endSeconds: end,
    stepMinutes,
  });
  return pageV2(
    call,
    points,
    ({ timeSeconds, priceUsd }) => ({
      timestamp: timeSeconds,
      price: priceUsd,
      resolution_seconds: stepMinutes * 60,
    }),
    { limitMax: 10_000, byDefault: 1_000 },
  );
}

/** Wallet of the question, lower case. */
function userOf(call: RouteCall): string {
  return call.query("user").toLowerCase();
}

function conditionsOf(call: RouteCall): string[] {
  const names = ["condition", "condition_id", "conditionId"];
  return names.flatMap((name) => call.queryList(name)).slice(0, CONDITIONS_MAX);
}
