// The simulated venue in a process of its own, with many markets and funded wallets.
import { loadInternal } from "../harness/internal-modules.ts";
import { serveParent, type ServerReady, type ServerStart } from "./server-process.ts";

const { startVenue } = await loadInternal("adapters/venue/server/start-venue");
const { domainOfMarket } = await loadInternal("adapters/venue/signing/signing-domain");
const { openVenue } = await loadInternal("adapters/venue/venue/open-venue");
const { plannedMarketOf } = await loadInternal("adapters/venue/world/market-terms");
const { marketDocumentSchema } = await loadInternal("adapters/venue/world/world-document");

const DEPOSIT_MICRO_USD = 1_000_000_000_000;

serveParent(start);

async function start({ markets, wallets }: ServerStart): Promise<ServerReady> {
  const venue = openVenue({ startMs: Date.now() });
  const { exchange, sessions, chainId } = venue;
  const listed = Array.from({ length: markets }, (_, index) => {
    const slug = `market-${index}`;
    const document = marketDocumentSchema.parse({ slug });
    const { terms, tickSize } = plannedMarketOf(document, { slug, nowMs: exchange.nowMs });
    return exchange.listMarket(terms, tickSize);
  });
  const ready = wallets.map(({ privateKey, address }) => {
    exchange.deposit(address, DEPOSIT_MICRO_USD);
    const session = sessions.create(address, 0);
    if (session === null) throw new Error("expected a new API key");
    const { apiKey, secret, passphrase } = session;
    return { privateKey, address, apiKey, secret, passphrase };
  });
  const server = await startVenue(venue, {
    onDefect: (error) => {
      throw error;
    },
  });
  const [first] = listed;
  if (first === undefined) throw new Error("expected a market");
  const { separator } = domainOfMarket(chainId, first.terms);
  return {
    port: Number(new URL(server.addresses.http).port),
    wallets: ready,
    tokenIds: listed.map(({ terms }) => terms.tokenIds),
    domainSeparator: Buffer.from(separator).toString("hex"),
  };
}
