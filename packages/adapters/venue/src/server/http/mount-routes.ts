import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type {
  Gateway,
  GatewayAnswer,
  GatewayRequest,
  RouteHandler,
} from "../../gateway/gateway.ts";
import type { SessionStore, VenueSession } from "../../gateway/sessions.ts";
import type { ChainId } from "../../signing/contract-addresses.ts";
import { sessionOf, walletProofOf } from "../auth/authenticate.ts";
import type { ExchangePacer } from "../exchange-pacer.ts";
import type { ArrivalLine } from "./arrival-line.ts";
import { INVALID_WALLET_PROOF, refused, UNAUTHORIZED } from "./answers.ts";
import { RouteCall, type QueryValues } from "./route-call.ts";
import type { Route } from "./route.ts";

/** What a request passes on its way to its route. */
export interface FrontDoor {
  readonly gateway: Gateway;
  readonly sessions: SessionStore;
  readonly pacer: ExchangePacer;
  readonly chainId: ChainId;
  readonly line: ArrivalLine;
  /** Hears of defects that were answered as failures. */
  readonly onDefect: (error: unknown) => void;
}

interface Shape {
  Params: Readonly<Record<string, string>>;
  Querystring: QueryValues;
  Body: Buffer | undefined;
}

const JSON_TYPE = "application/json; charset=utf-8";
const FAILED = refused(500, "could not run the execution");

/**
 * Puts routes under a prefix of a server.
 *
 * @param host - how gateway and limits call the routes' host: `""`, `gamma:` or `data:`
 */
export function mountRoutes(
  server: FastifyInstance,
  routes: readonly Route[],
  door: FrontDoor,
  { prefix, host }: { readonly prefix: string; readonly host: string },
): void {
  for (const route of routes) {
    const name = `${route.method} ${host}${route.path}`;
    server.route<Shape>({
      method: route.method,
      url: `${prefix}${route.path.replaceAll(/\{(\w+)\}/g, ":$1")}`,
      handler: (request, reply) => {
        enter(door, route, name, callOf(request, prefix), reply);
      },
    });
  }
}

function enter(
  door: FrontDoor,
  route: Route,
  name: string,
  call: RouteCall,
  reply: FastifyReply,
): void {
  const { line, sessions, onDefect } = door;
  const prepare = route.auth === "trading key" ? route.prepare : undefined;
  // Nothing is worked out for strangers.
  const isKnown = prepare && sessions.byApiKey(call.header("poly_api_key")) !== undefined;
  line.enter(
    () => {
      try {
        pass(door, route, name, call, reply);
      } catch (error) {
        onDefect(error);
        write(reply, FAILED);
      }
    },
    isKnown === true ? (ready) => prepare?.(call, ready) : undefined,
  );
}

function pass(
  door: FrontDoor,
  route: Route,
  name: string,
  call: RouteCall,
  reply: FastifyReply,
): void {
  door.pacer.catchUp();
  const { handler, session, signer } = handlerOf(door, route, call);
  const subject = route.subject?.(call);
  const request: GatewayRequest = {
    route: name,
    session: session?.apiKey ?? null,
    signer,
    address: call.address,
    itemCount: subject?.itemCount ?? 1,
    conditionId: subject?.conditionId ?? null,
  };
  door.gateway.handle(request, handler, (answer) => {
    if (answer !== null) write(reply, answer);
  });
  door.pacer.arm();
}

interface Prepared {
  readonly handler: RouteHandler;
  readonly session: VenueSession | null;
  readonly signer: string | null;
}

function handlerOf(door: FrontDoor, route: Route, call: RouteCall): Prepared {
  if (route.auth === "public") {
    return { handler: guarded(door, () => route.answer(call)), session: null, signer: null };
  }
  if (route.auth === "wallet") {
    const proof = walletProofOf(call, door.chainId);
    if (proof === null)
      return { handler: always(INVALID_WALLET_PROOF), session: null, signer: null };
    const { signer } = proof;
    return { handler: guarded(door, () => route.answer(call, proof)), session: null, signer };
  }
  const session = sessionOf(call, route.method, door.sessions);
  if (session === null) return { handler: always(UNAUTHORIZED), session: null, signer: null };
  const { signer } = session;
  if (route.auth === "key") {
    return { handler: guarded(door, () => route.answer(call, session)), session, signer };
  }
  if (session.kind !== "trading") return { handler: always(UNAUTHORIZED), session, signer };
  return { handler: guardedWork(door, route.work(call, session)), session, signer };
}

function always(answer: GatewayAnswer): RouteHandler {
  return (respond) => respond(answer);
}

/** An answer that is known at once; a defect becomes the venue's own failure, never a stack. */
function guarded({ onDefect }: FrontDoor, answer: () => GatewayAnswer): RouteHandler {
  return (respond) => {
    let outcome: GatewayAnswer;
    try {
      outcome = answer();
    } catch (error) {
      onDefect(error);
      outcome = FAILED;
    }
    respond(outcome);
  };
}

function guardedWork({ onDefect }: FrontDoor, work: RouteHandler): RouteHandler {
  return (respond, refusedLegs) => {
    try {
      work(respond, refusedLegs);
    } catch (error) {
      onDefect(error);
      respond(FAILED);
    }
  };
}

function callOf(request: FastifyRequest<Shape>, prefix: string): RouteCall {
  const { url } = request;
  const queryAt = url.indexOf("?");
  const path = queryAt < 0 ? url : url.slice(0, queryAt);
  return new RouteCall({
    params: request.params,
    query: request.query,
    path: prefix === "" ? path : path.slice(prefix.length),
    text: request.body === undefined ? "" : request.body.toString("utf8"),
    headers: request.headers,
    address: request.ip,
  });
}

/** Sends an answer; the empty body stays empty, everything else is JSON. */
export function write(reply: FastifyReply, answer: GatewayAnswer): void {
  if (reply.sent) return;
  reply.code(answer.status);
  if (answer.headers !== undefined) reply.headers(answer.headers);
  if (answer.body === "") {
    reply.send();
    return;
  }
  reply.header("content-type", JSON_TYPE);
  reply.send(JSON.stringify(answer.body));
}
