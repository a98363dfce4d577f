import { expect, vi } from "vitest";
import { startVenue as serve, type VenueAddresses } from "../../src/server/index.ts";
import { openVenue } from "../../src/venue/open-venue.ts";

/** A market listed through the control port. */
export interface TestMarket {
  readonly conditionId: string;
  readonly tokenIds: readonly [string, string];
  readonly slug: string;
}

/** A served venue whose clock stands still unless it is moved. */
export interface VenueUnderTest {
  readonly addresses: VenueAddresses;
  listMarket(options?: {
    readonly rewards?: boolean;
    readonly protocol?: "v1" | "v2";
  }): Promise<TestMarket>;
  fund(address: string, pusd: number): Promise<void>;
  /** Moves the venue's clock. */
  advance(milliseconds: number): Promise<void>;
  state(): Promise<{ readonly timeMs: number; readonly hash: string }>;
  /** Waits, in real time, for what travels over a socket. */
  until(isDone: () => boolean): Promise<void>;
  close(): Promise<void>;
}

const TOKEN = "conformance";

export async function startVenue(): Promise<VenueUnderTest> {
  const venue = openVenue({ startMs: Date.UTC(2026, 10, 21, 12), seed: 11 });
  const defects: unknown[] = [];
  const server = await serve(venue, {
    speed: 0,
    controlToken: TOKEN,
    onDefect: (defect) => defects.push(defect),
  });
  const { control } = server.addresses;
  let listed = 0;

  async function command(path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${control}/_venue/${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { Authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (response.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer)}`);
    return answer;
  }

  return {
    addresses: server.addresses,
    async listMarket({ rewards = false, protocol = "v1" } = {}) {
      listed += 1;
      const market = await command("markets", {
        slug: `conformance-${listed}`,
        protocol,
        fees: { rate: 0 },
        ...(rewards
          ? { rewards: { dailyPoolUsd: 100, spreadMaxCents: 3, sizeMinShares: 20 } }
          : {}),
      });
      return market as TestMarket;
    },
    async fund(address, pusd) {
      await command("fund", { address, pusd });
    },
    async advance(advanceMs) {
      await command("clock", { advanceMs });
    },
    async state() {
      return (await command("state")) as { timeMs: number; hash: string };
    },
    async until(isDone) {
      await vi.waitFor(() => expect(isDone()).toBe(true), { timeout: 10_000, interval: 5 });
    },
    async close() {
      await server.close();
      venue.exchange.audit();
      if (defects.length > 0) throw new AggregateError(defects, "the venue had defects");
    },
  };
}
