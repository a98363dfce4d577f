// The simulated venue in a process of its own, with many markets and funded wallets.
import { loadInternal } from "../harness/internal-modules.ts";
import { serveParent, type ServerReady, type ServerStart } from "./server-process.ts";

const { createExchange } = await loadInternal("adapters/venue/exchange/create-exchange");
const { createFeed } = await loadInternal("adapters/venue/feed/market-feed");
const { createUserFeed } = await loadInternal("adapters/venue/feed/user-feed");
const { createGateway } = await loadInternal("adapters/venue/gateway/create-gateway");
const { createSessionStore } = await loadInternal("adapters/venue/gateway/session-store");
const { attachChannels } = await loadInternal("adapters/venue/server/channels/attach-channels");
const { createSystemClock } = await loadInternal("adapters/venue/server/system-clock");
const { serveVenue } = await loadInternal("adapters/venue/server/venue-server");
const { domainOfMarket } = await loadInternal("adapters/venue/signing/signing-domain");
const { createWalletRegistry } = await loadInternal("adapters/venue/signing/wallet-registry");
const { plannedMarketOf } = await loadInternal("adapters/venue/world/market-terms");
const { marketDocumentSchema } = await loadInternal("adapters/venue/world/world-document");

type Channels = ReturnType<typeof attachChannels>;

const DEPOSIT_MICRO_USD = 1_000_000_000_000;
const CHAIN = 137;

let channels: Channels | undefined;

serveParent(start, () => {
  const counts = channels?.counts;
  return {
    sentFrames: counts?.sentFrameCount ?? 0,
    sentMb: (counts?.sentBytes ?? 0) / 1_048_576,
    slowReaders: counts?.slowReaderCount ?? 0,
  };
});

async function start({ markets, wallets }: ServerStart): Promise<ServerReady> {
  const clock = createSystemClock();
  const exchange = createExchange({ startMs: clock.nowMs() });
  const listed = Array.from({ length: markets }, (_, index) => {
    const document = marketDocumentSchema.parse({ slug: `market-${index}` });
    const { terms, tickSize } = plannedMarketOf(document, {
      slug: `market-${index}`,
      nowMs: exchange.nowMs,
    });
    return exchange.listMarket(terms, tickSize);
  });
  const sessions = createSessionStore({ seed: 1 });
  const gateway = createGateway({ exchange });
  const feed = createFeed({ exchange });
  const userFeed = createUserFeed({ exchange });
  const ready = wallets.map(({ privateKey, address }) => {
    exchange.deposit(address, DEPOSIT_MICRO_USD);
    const session = sessions.create(address, 0);
    if (session === null) throw new Error("expected a new API key");
    const { apiKey, secret, passphrase } = session;
    return { privateKey, address, apiKey, secret, passphrase };
  });
  const server = await serveVenue({
    exchange,
    sessions,
    gateway,
    wallets: createWalletRegistry(),
    chainId: CHAIN,
    clock,
    speed: 1,
    listen: { host: "127.0.0.1", port: 0 },
    attachChannels: (http) => {
      channels = attachChannels(http, { exchange, feed, userFeed, sessions, timers: clock });
      return channels;
    },
    onDefect: (error) => {
      throw error;
    },
  });
  const [first] = listed;
  if (first === undefined) throw new Error("expected a market");
  const { separator } = domainOfMarket(CHAIN, first.terms);
  return {
    port: Number(new URL(server.addresses.http).port),
    wallets: ready,
    tokenIds: listed.map(({ terms }) => terms.tokenIds),
    domainSeparator: Buffer.from(separator).toString("hex"),
  };
}
