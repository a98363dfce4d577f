import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { startVenue } from "../../src/server/start-venue.ts";
import type { VenueServer } from "../../src/server/venue-server.ts";
import { openVenue, type Venue } from "../../src/venue/open-venue.ts";
import { worldDocumentSchema } from "../../src/world/world-document.ts";
import { START_MS } from "./serve-venue.ts";
import { openWallet, OrderPoster, signedBid, type LoadWallet } from "./signed-load.ts";

const MARKETS = 10;
const READERS = 4;
const SLOW_READERS = 2;
const LEVELS = 40;
/** Orders between two looks at how much has been sent. */
const ROUND = 500;
/** More than the system takes off the server's hands for a client that does not read. */
const SENT_BYTES = 24_000_000;
const WAITING_BYTES_MAX = 1_000_000;
const KEPT = 300;

/** A client of every market that counts what it hears. */
class Reader {
  readonly socket: WebSocket;
  bytes = 0;
  messages = 0;
  closeCode: number | undefined;
  #onPong = (): void => undefined;

  constructor(address: string) {
    this.socket = new WebSocket(address, { perMessageDeflate: false });
    this.socket.on("message", (data: Buffer) => {
      this.bytes += data.length;
      if (data.toString("latin1") === "PONG") this.#onPong();
      else this.messages += 1;
    });
    this.socket.on("close", (code) => {
      this.closeCode = code;
    });
    this.socket.on("error", () => undefined);
  }

  async follow(tokenIds: readonly string[]): Promise<void> {
    await once(this.socket, "open");
    this.socket.send(JSON.stringify({ type: "market", assets_ids: tokenIds }));
    await this.caughtUp();
  }

  /** Everything sent so far has arrived. */
  caughtUp(): Promise<void> {
    return new Promise((resolve) => {
      this.#onPong = resolve;
      this.socket.send("PING");
    });
  }
}

let server: VenueServer | undefined;
let poster: OrderPoster | undefined;

afterEach(async () => {
  poster?.close();
  await server?.close();
});

function openBusyVenue(): Venue {
  const markets = Array.from({ length: MARKETS }, (_, index) => ({ slug: `market-${index}` }));
  const world = worldDocumentSchema.parse({ version: 1, makers: null, accounts: [], markets });
  return openVenue({ startMs: START_MS, world, closedOrdersKept: KEPT, tradesKept: KEPT });
}

describe("a venue under load", () => {
  it("answers every order, keeps readers whole, and drops those that do not read", async () => {
    const venue = openBusyVenue();
    const { exchange } = venue;
    const defects: string[] = [];
    server = await startVenue(venue, {
      channelLimits: { waitingBytesMax: WAITING_BYTES_MAX, closeMsMax: 60_000 },
      onDefect: (error) => defects.push(String(error)),
    });
    poster = new OrderPoster(server.addresses.http);
    const [maker, taker] = [openWallet(venue, 1), openWallet(venue, 2)];
    const pairs = exchange.markets().map(({ terms }) => terms.tokenIds);
    const bid = (wallet: LoadWallet, tokenId: string, cents: number, shares: number) =>
      [wallet, signedBid(venue, { wallet, tokenId, cents, shares })] as const;

    const { wsMarket } = server.addresses;
    const readers = Array.from({ length: READERS + SLOW_READERS }, () => new Reader(wsMarket));
    await Promise.all(readers.map((reader) => reader.follow(pairs.flat())));
    const slow = readers.splice(0, SLOW_READERS);
    for (const { socket } of slow) socket.pause();

    const answers: unknown[] = [];
    const depth = pairs
      .flat()
      .flatMap((tokenId) =>
        Array.from({ length: LEVELS }, (_, level) => bid(maker, tokenId, 10 + level, 50)),
      );
    answers.push(...(await poster.post(depth)));
    const heldBefore = process.memoryUsage().arrayBuffers;
    let posted = depth.length;
    while ((readers[0]?.bytes ?? Infinity) < SENT_BYTES) {
      const round = Array.from({ length: ROUND }, (_, index) => {
        const [first, second] = pairs[(index >> 1) % MARKETS] ?? ["", ""];
        return index % 2 === 0 ? bid(maker, first, 49, 10) : bid(taker, second, 60, 10);
      });
      answers.push(...(await poster.post(round)));
      posted += ROUND;
    }

    expect(answers).toHaveLength(posted);
    expect(answers.filter((answer) => !isSuccess(answer))).toEqual([]);
    expect(defects).toEqual([]);
    exchange.audit();

    await Promise.all(readers.map((reader) => reader.caughtUp()));
    expect(readers.map(({ closeCode }) => closeCode)).toEqual(readers.map(() => undefined));
    expect(new Set(readers.map(({ messages }) => messages)).size).toBe(1);

    // Both directions of every connection, and what waits for the slow ones.
    const held = process.memoryUsage().arrayBuffers - heldBefore;
    expect(held).toBeLessThan(SLOW_READERS * WAITING_BYTES_MAX + 64_000_000);
    expect(exchange.trades({}).length).toBeLessThanOrEqual(KEPT);

    await Promise.all(
      slow.map(async ({ socket }) => {
        const closed = once(socket, "close");
        socket.resume();
        await closed;
      }),
    );
    expect(slow.map(({ closeCode }) => closeCode)).toEqual([1013, 1013]);
  });
});

function isSuccess(answer: unknown): boolean {
  return (
    typeof answer === "object" && answer !== null && "success" in answer && answer.success === true
  );
}
