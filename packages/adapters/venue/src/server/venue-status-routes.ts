import type { Gateway } from "../gateway/gateway.ts";
import { ok } from "./http/answers.ts";
import type { Route } from "./http/route.ts";

/** What the geoblock check answers for everybody. */
export interface Geoblock {
  readonly blocked: boolean;
  /** ISO 3166 code. */
  readonly country: string;
  readonly region: string;
}

/** Health, version, time, and whether the caller's place is blocked. */
export function venueStatusRoutes(gateway: Gateway, geoblock: Geoblock): readonly Route[] {
  return [
    { method: "GET", path: "/", auth: "public", answer: () => ok("OK") },
    { method: "GET", path: "/ok", auth: "public", answer: () => ok("OK") },
    { method: "GET", path: "/version", auth: "public", answer: () => ok({ version: 2 }) },
    {
      method: "GET",
      path: "/time",
      auth: "public",
      answer: () => ok(Math.floor(gateway.clientNowMs() / 1_000)),
    },
    {
      method: "GET",
      path: "/api/geoblock",
      auth: "public",
      answer: (call) => {
        const { blocked, country, region } = geoblock;
        return ok({ blocked, ip: call.address, country, region });
      },
    },
  ];
}
