import { createSeededRandom, type MarketDataSource } from "@polytraders/core";
import {
  connectInProcess,
  createLatentLink,
  createReplayFeed,
  firstRowTimeMs,
  openVenue,
  type GatewayAnswer,
  type InProcessOrder,
} from "@polytraders/venue";

/** One order, sent a minute into a recording over a connection with latency. */
export async function tryOrder(
  source: MarketDataSource,
  account: string,
  orderOf: (tokenId: string) => InProcessOrder,
): Promise<GatewayAnswer | null> {
  const startMs = (await firstRowTimeMs(source)) ?? 0;
  const venue = openVenue({ startMs });
  const { exchange } = venue;
  const feed = createReplayFeed({ exchange, source });
  exchange.deposit(account, 100_000_000);

  const connection = connectInProcess(venue, { signer: account });
  const link = createLatentLink({
    time: exchange,
    random: createSeededRandom(7, "my link"),
    latency: {
      order: { kind: "lognormal", p50Ms: 40, p99Ms: 180 },
      cancel: { kind: "constant", ms: 35 },
      answer: { kind: "sampled", measuredMs: [18, 21, 22, 40] },
    },
    messagesPerSecond: 20, // what exceeds it waits
  });

  await feed.playUntil(startMs + 60_000);
  const order = orderOf(exchange.markets()[0]?.terms.tokenIds[0] ?? "");
  let received: GatewayAnswer | null = null;
  link.send<GatewayAnswer | null>(
    "order",
    (respond) => connection.place(order, respond),
    (answer) => (received = answer),
  );
  await feed.playUntil(startMs + 120_000);
  await feed.close();
  return received;
}
