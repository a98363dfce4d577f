// The floor: the same framework and WebSocket library without a venue behind them. It parses the
// order, answers it, and sends every client one message of a price change's size.
import { serveParent, type ServerReady, type ServerStart } from "./server-process.ts";
import { fastify, WebSocketServer } from "./venue-dependencies.ts";

const OPEN = 1;
const PRICE_CHANGE_BYTES = 650;

serveParent(start);

async function start({ markets, wallets }: ServerStart): Promise<ServerReady> {
  const server = fastify();
  const sockets = new WebSocketServer({ server: server.server, perMessageDeflate: false });
  server.post("/order", (request, reply) => {
    const { owner } = request.body as { readonly owner: string };
    const message = JSON.stringify({ owner, filler: "x".repeat(PRICE_CHANGE_BYTES - 70) });
    for (const socket of sockets.clients) {
      if (socket.readyState === OPEN) socket.send(message);
    }
    return reply.send({ success: true, errorMsg: "", orderID: owner, status: "live" });
  });
  const address = await server.listen({ host: "127.0.0.1", port: 0 });
  return {
    port: Number(new URL(address).port),
    wallets: wallets.map((wallet) => ({
      ...wallet,
      apiKey: wallet.address,
      secret: Buffer.alloc(32).toString("base64"),
      passphrase: "none",
    })),
    tokenIds: Array.from({ length: markets }, (_, index) => [`${2 * index}`, `${2 * index + 1}`]),
    domainSeparator: "",
  };
}
