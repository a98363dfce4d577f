import type { Exchange } from "../../exchange/exchange.ts";
import { INVALID_TOKEN, ok, refused } from "../http/answers.ts";
import { isRecord, type RouteCall } from "../http/route-call.ts";
import type { Route } from "../http/route.ts";
import { placeOfToken } from "../markets/find-market.ts";
import type { PriceHistory, PriceRange } from "./price-history.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Length of each named interval, seconds. */
export const INTERVALS: Readonly<Record<string, number>> = {
  "1h": HOUR,
  "6h": 6 * HOUR,
  "1d": DAY,
  "1w": 7 * DAY,
  "1m": 30 * DAY,
  max: 365 * DAY,
  all: 365 * DAY,
};

/** Most tokens in one batch. */
const BATCH_MAX = 20;

const INVALID_RANGE = refused(400, "invalid filters: expected interval, or startTs and endTs");

/** The price line of one token, and of several at once. */
export function historyRoutes(exchange: Exchange, history: PriceHistory): readonly Route[] {
  const linesOf = (tokenId: string, range: PriceRange): { t: number; p: number }[] => {
    const place = placeOfToken(exchange, tokenId);
    if (place === null) return [];
    const { market, token } = place;
    return history
      .points(market.terms.conditionId, token, range)
      .map(({ timeSeconds, priceUsd }) => ({ t: timeSeconds, p: priceUsd }));
  };
  return [
    {
      method: "GET",
      path: "/prices-history",
      auth: "public",
      answer: (call) => {
        const tokenId = call.query("market");
        if (!/^\d{1,78}$/.test(tokenId)) return INVALID_TOKEN;
        const range = rangeOf((name) => call.query(name), exchange.nowMs);
        return range === null ? INVALID_RANGE : ok({ history: linesOf(tokenId, range) });
      },
    },
    {
      method: "POST",
      path: "/batch-prices-history",
      auth: "public",
      answer: (call) => {
        const request = batchOf(call, exchange.nowMs);
        if (request === null) return INVALID_RANGE;
        if (request.tokenIds.length > BATCH_MAX) return refused(400, "Payload exceeds the limit");
        const lines = new Map(request.tokenIds.map((id) => [id, linesOf(id, request.range)]));
        return ok({ history: Object.fromEntries(lines) });
      },
    },
  ];
}

function batchOf(
  { json }: RouteCall,
  nowMs: number,
): { tokenIds: readonly string[]; range: PriceRange } | null {
  if (!isRecord(json) || !Array.isArray(json["markets"])) return null;
  const markets: unknown[] = json["markets"];
  const tokenIds = markets.filter((id): id is string => typeof id === "string");
  const textOf = (name: string): string => {
    const value = json[name] ?? json[name.replace("Ts", "_ts")];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  };
  const range = rangeOf(textOf, nowMs);
  return range === null ? null : { tokenIds, range };
}

/** `null` when neither an interval nor two times are given. */
function rangeOf(textOf: (name: string) => string, nowMs: number): PriceRange | null {
  const nowSeconds = Math.floor(nowMs / 1_000);
  const fidelity = Number(textOf("fidelity") === "" ? "1" : textOf("fidelity"));
  if (!(fidelity >= 1) || fidelity > 100_000) return null;
  const stepMinutes = Math.floor(fidelity);
  const interval = textOf("interval");
  if (interval !== "") {
    const length = Object.hasOwn(INTERVALS, interval) ? INTERVALS[interval] : undefined;
    if (length === undefined) return null;
    return { startSeconds: nowSeconds - length, endSeconds: nowSeconds, stepMinutes };
  }
  const startSeconds = Number(textOf("startTs"));
  const endText = textOf("endTs");
  const endSeconds = endText === "" ? nowSeconds : Number(endText);
  if (textOf("startTs") === "" || !(startSeconds >= 0) || !(endSeconds >= 0)) return null;
  return { startSeconds, endSeconds, stepMinutes };
}
