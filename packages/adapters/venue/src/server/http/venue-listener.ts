import type { Server } from "node:http";
import type { Socket } from "node:net";
import { PolytradersError } from "@polytraders/core";
import Fastify, { type FastifyError, type FastifyInstance } from "fastify";
import { refused } from "./answers.ts";
import { write } from "./mount-routes.ts";

/** What a client may ask of a listener. Everything has a default. */
export interface ListenerLimits {
  /** Largest body, bytes. */
  readonly bodyBytesMax: number;
  /** Longest time to send a request, ms. */
  readonly requestMsMax: number;
  /** All headers of a request together, bytes. */
  readonly headerBytesMax: number;
  /** Open connections, WebSockets included; further ones are dropped. */
  readonly connectionsMax: number;
  /** Time an idle connection is kept for the next request, ms. */
  readonly idleMsMax: number;
}

export const LISTENER_LIMITS: ListenerLimits = {
  bodyBytesMax: 256 * 1_024,
  requestMsMax: 10_000,
  headerBytesMax: 16 * 1_024,
  connectionsMax: 4_096,
  idleMsMax: 65_000,
};

/** Requests of one connection that may be without their whole answer at a time. */
const PIPELINED_MAX = 64;

const NOT_FOUND = refused(404, "Not Found");
const WRONG_METHOD = refused(405, "Method Not Allowed");
const TOO_LARGE = refused(400, "Payload exceeds the limit");
const BAD_REQUEST = refused(400, "Bad Request");
const FAILED = refused(500, "could not run the execution");

/** Status lines of requests that never became one, by the platform's code. */
const BROKEN: Readonly<Record<string, string | undefined>> = {
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
};

/** An HTTP server that answers everything in the venue's shape and keeps bodies as they were sent. */
export function createListener(
  limits: ListenerLimits,
  onDefect: (error: unknown) => void,
): FastifyInstance {
  const server = Fastify({
    bodyLimit: limits.bodyBytesMax,
    requestTimeout: limits.requestMsMax,
    keepAliveTimeout: limits.idleMsMax,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    http: {
      maxHeaderSize: limits.headerBytesMax,
      headersTimeout: limits.requestMsMax,
      connectionsCheckingInterval: Math.max(500, Math.floor(limits.requestMsMax / 4)),
    },
    frameworkErrors: (_error, _request, reply) => {
      write(reply, BAD_REQUEST);
    },
    clientErrorHandler: (error, socket) => {
      if (socket.writable) socket.end(brokenRequest(error.code));
      else socket.destroy();
    },
  });
  server.server.maxConnections = limits.connectionsMax;
  // An expectation that nobody knows may be ignored; the platform's own answer has no body.
  server.server.on("checkExpectation", (request, response) => {
    server.server.emit("request", request, response);
  });
  endPipelines(server);
  keepBodiesRaw(server);
  answerTheRest(server, onDefect);
  return server;
}

/**
 * Ends connections on which requests come much faster than their answers are read. Clients send one
 * request at a time, or a few; of a pipeline every answer would wait in memory.
 */
function endPipelines(server: FastifyInstance): void {
  const openCounts = new WeakMap<Socket, number>();
  server.addHook("onRequest", ({ raw: { socket } }, reply, done) => {
    const open = (openCounts.get(socket) ?? 0) + 1;
    if (open > PIPELINED_MAX || socket.destroyed) {
      reply.hijack();
      socket.destroy();
      return;
    }
    openCounts.set(socket, open);
    reply.raw.once("close", () => openCounts.set(socket, (openCounts.get(socket) ?? 1) - 1));
    done();
  });
}

/** The whole answer to bytes that are no request. */
function brokenRequest(code: string): string {
  const line = BROKEN[code] ?? "400 Bad Request";
  const body = JSON.stringify({ error: line.slice(4) });
  return `HTTP/1.1 ${line}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

/** Bodies stay bytes whatever their type says: signatures cover what was sent. */
function keepBodiesRaw(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => {
    done(null, body);
  });
}

function answerTheRest(server: FastifyInstance, onDefect: (error: unknown) => void): void {
  const pathsOf = new Map<string, RegExp>();
  server.addHook("onRoute", ({ url }) => {
    pathsOf.set(url, patternOf(url));
  });
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?", 1)[0] ?? "";
    const isKnown = [...pathsOf.values()].some((pattern) => pattern.test(path));
    write(reply, isKnown ? WRONG_METHOD : NOT_FOUND);
  });
  server.setErrorHandler((error: FastifyError, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") write(reply, TOO_LARGE);
    else if (status < 500) write(reply, BAD_REQUEST);
    else {
      onDefect(error);
      write(reply, FAILED);
    }
  });
}

function patternOf(url: string): RegExp {
  const escaped = url.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll(/:\w+/g, "[^/]+")}/?$`);
}

/**
 * Starts listening.
 *
 * @returns the address as `host:port`, the port being the one that was given out for 0
 * @throws PolytradersError `VENUE_LISTEN_FAILED`
 */
export async function listen(
  server: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    await server.listen({ host, port });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PolytradersError("VENUE_LISTEN_FAILED", { found: reason, cause });
  }
  return addressOf(server.server, host);
}

function addressOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}
