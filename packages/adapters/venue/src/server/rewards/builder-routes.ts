import type { Exchange } from "../../exchange/exchange.ts";
import { ok, refused } from "../http/answers.ts";
import { cursorPage } from "../http/cursor-page.ts";
import type { Route } from "../http/route.ts";
import type { BuilderTrades } from "./builder-trades.ts";

const PAGE = 300;

const BUILDER_CODE = /^0x[0-9a-fA-F]{64}$/;
const INVALID_CODE = refused(400, "Invalid builder code");

/** What a builder charges and the trades that came through it. */
export function builderRoutes(exchange: Exchange, trades: BuilderTrades): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/fees/builder-fees/{id}",
      auth: "public",
      answer: (call) => {
        const code = call.params["id"] ?? "";
        if (!BUILDER_CODE.test(code)) return INVALID_CODE;
        const fees = exchange.builderFees(code.toLowerCase());
        return ok({
          builder_maker_fee_rate_bps: fees?.makerBps ?? 0,
          builder_taker_fee_rate_bps: fees?.takerBps ?? 0,
        });
      },
    },
    {
      method: "GET",
      path: "/builder/trades",
      auth: "public",
      answer: (call) => {
        const code = call.query("builder_code").toLowerCase();
        if (!BUILDER_CODE.test(code)) return INVALID_CODE;
        const cursor = call.query("next_cursor");
        const page = cursorPage(trades.of(code), { cursor, limit: PAGE }, (part) =>
          trades.row(part, code),
        );
        return page === null ? refused(400, "invalid next_cursor") : ok(page);
      },
    },
  ];
}
