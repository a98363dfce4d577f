import type { Exchange } from "../../exchange/exchange.ts";
import { INVALID_PAYLOAD, ok } from "../http/answers.ts";
import { isRecord } from "../http/route-call.ts";
import type { Route } from "../http/route.ts";

const MISMATCH = "Invalid Heartbeat ID";

/** The dead man's switch: once begun, silence cancels every open order of the key. */
export function heartbeatRoutes(exchange: Exchange): readonly Route[] {
  return [
    {
      method: "POST",
      path: "/v1/heartbeats",
      auth: "trading key",
      work: (call, session) => (respond) => {
        const sent = isRecord(call.json) ? (call.json["heartbeat_id"] ?? "") : undefined;
        if (typeof sent !== "string") return respond(INVALID_PAYLOAD);
        const { isAccepted, heartbeatId } = exchange.heartbeat(session.apiKey, sent);
        if (isAccepted) return respond(ok({ heartbeat_id: heartbeatId }));
        // One document calls the field `error`, the other `error_msg`.
        const body = { error: MISMATCH, error_msg: MISMATCH, heartbeat_id: heartbeatId };
        respond({ status: 400, body });
      },
    },
    {
      // Shares the registration of the other form and begins its chain anew.
      method: "POST",
      path: "/heartbeats",
      auth: "trading key",
      work: (_call, session) => (respond) => {
        const { isAccepted, heartbeatId } = exchange.heartbeat(session.apiKey, "");
        if (!isAccepted) exchange.heartbeat(session.apiKey, heartbeatId);
        respond(ok({ status: "ok" }));
      },
    },
  ];
}
