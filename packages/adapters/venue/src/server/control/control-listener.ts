import type { FastifyInstance } from "fastify";
import type { Gateway } from "../../gateway/gateway.ts";
import { isSameText } from "../../gateway/session-store.ts";
import { refused } from "../http/answers.ts";
import { mountRoutes, write, type FrontDoor } from "../http/mount-routes.ts";
import { createListener, type ListenerLimits } from "../http/venue-listener.ts";
import { controlRoutes, type ControlPorts } from "./control-routes.ts";

const UNAUTHORIZED = refused(401, "Unauthorized: send Authorization: Bearer <control token>");

/** Commands may list many markets at once. */
const BODY_BYTES_MAX = 16 * 1_024 * 1_024;

/** The listener of the control port: nothing passes without the token, faults and limits do not apply. */
export function createControlListener(
  ports: ControlPorts,
  token: string,
  { door, limits }: { readonly door: FrontDoor; readonly limits: ListenerLimits },
): FastifyInstance {
  const server = createListener({ ...limits, bodyBytesMax: BODY_BYTES_MAX }, door.onDefect);
  const expected = `Bearer ${token}`;
  server.addHook("onRequest", (request, reply, done) => {
    if (isSameText(request.headers.authorization ?? "", expected)) done();
    else write(reply, UNAUTHORIZED);
  });
  const gateway: Gateway = {
    handle: (_request, handler, respond) => handler(respond, new Map()),
    clientNowMs: () => ports.exchange.nowMs,
  };
  mountRoutes(server, controlRoutes(ports), { ...door, gateway }, { prefix: "", host: "control:" });
  return server;
}
