import { createRequire } from "node:module";
import type { Server } from "node:http";

// The venue's own libraries, which are no dependency of the benchmarks: only what is used of them.

interface FastifyServer {
  readonly server: Server;
  post(
    path: string,
    handle: (
      request: { readonly body: unknown },
      reply: { send(body: unknown): unknown },
    ) => unknown,
  ): void;
  listen(address: { readonly host: string; readonly port: number }): Promise<string>;
}

interface ServedSocket {
  readonly readyState: number;
  send(text: string): void;
}

interface SocketServer {
  readonly clients: Iterable<ServedSocket>;
}

const requireOfVenue = createRequire(
  new URL("../../packages/adapters/venue/package.json", import.meta.url),
);

export const { fastify } = requireOfVenue("fastify") as { readonly fastify: () => FastifyServer };

export const { WebSocketServer } = requireOfVenue("ws") as {
  readonly WebSocketServer: new (options: {
    readonly server: Server;
    readonly perMessageDeflate: boolean;
  }) => SocketServer;
};

export const { pointFromScalar, signRecoverable } = requireOfVenue("tiny-secp256k1") as {
  readonly pointFromScalar: (privateKey: Uint8Array, isCompressed: boolean) => Uint8Array | null;
  readonly signRecoverable: (
    digest: Uint8Array,
    privateKey: Uint8Array,
  ) => { readonly signature: Uint8Array; readonly recoveryId: number };
};
