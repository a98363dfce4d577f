import { privateKeyToAccount } from "viem/accounts";
import type { VenueSession } from "../../src/gateway/sessions.ts";
import { createRewardDesk } from "../../src/rewards/create-reward-desk.ts";
import type { SystemClock } from "../../src/server/system-clock.ts";
import {
  serveVenue,
  type VenueServer,
  type VenueServerOptions,
} from "../../src/server/venue-server.ts";
import { l2Signature } from "../../src/signing/l2-auth.ts";
import { openVenue, type Venue, type VenueOptions } from "../../src/venue/open-venue.ts";
import { worldDocumentSchema } from "../../src/world/world-document.ts";

export const START_MS = 1_795_216_276_000;
export const CONTROL_TOKEN = "control-token-of-the-test";

export const CONDITION_ID = "0x5f65177b394277fd294cd75650044e32ba009a95022d88a0c1d565897d72f8f1";
export const YES = "71321045679252212594626385532706912750332728571942532289631379312455583992563";
export const NO = "52114319501245915516055106046884209969926127482827954674443846427813813222426";

/** Publicly known development keys; never fund them. */
export const MAKER = privateKeyToAccount(
  "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
);
export const TAKER = privateKeyToAccount(
  "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d",
);

export const MAKER_SESSION = {
  apiKey: "11111111-1111-4111-8111-111111111111",
  secret: "Xjs6Kj8_hO2S-0aQ1b7cD9eF3gH5iJ7kL9mN1oP3qR4=",
  passphrase: "9f2c0c7f8f5f4b7e9d1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f70",
  signer: MAKER.address.toLowerCase(),
  nonce: 23,
  kind: "trading",
} as const;

export const TAKER_SESSION = {
  ...MAKER_SESSION,
  apiKey: "22222222-2222-4222-8222-222222222222",
  signer: TAKER.address.toLowerCase(),
  nonce: 0,
} as const;

/** A real clock that a test turns by hand. */
export class HandClock implements SystemClock {
  #nowMs = 1_000;
  readonly #timers: { readonly atMs: number; readonly run: () => void; isOff: boolean }[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { atMs: this.#nowMs + delayMs, run, isOff: false };
    this.#timers.push(timer);
    return () => {
      timer.isOff = true;
    };
  }

  soon(run: () => void): void {
    setImmediate(run);
  }

  pass(milliseconds: number): void {
    this.#nowMs += milliseconds;
    for (const timer of this.#timers.splice(0)) {
      if (timer.atMs > this.#nowMs) this.#timers.push(timer);
      else if (!timer.isOff) timer.run();
    }
  }
}

export interface Served {
  readonly venue: Venue;
  readonly server: VenueServer;
  readonly clock: HandClock;
  readonly defects: Error[];
}

/** The example market of the facts, both sides quoted, on a server whose time stands still. */
export async function serve(
  options: Partial<VenueServerOptions> = {},
  venueOptions: Partial<VenueOptions> = {},
): Promise<Served> {
  const world = worldDocumentSchema.parse({
    version: 1,
    makers: null,
    accounts: [MAKER, TAKER].map(({ address }) => ({ address, pusd: 1_000 })),
    markets: [
      {
        slug: "will-the-example-event-happen",
        question: "Will the example event happen?",
        conditionId: CONDITION_ID,
        tokenIds: [YES, NO],
        rewards: { dailyPoolUsd: 25, spreadMaxCents: 3.5, sizeMinShares: 50 },
      },
    ],
  });
  const venue = openVenue({
    startMs: START_MS,
    world,
    sessions: [MAKER_SESSION, TAKER_SESSION],
    ...venueOptions,
  });
  const { exchange } = venue;
  const rewards = createRewardDesk({ venue: exchange, pay: () => 0, random: () => 0 });
  const clock = new HandClock();
  const defects: Error[] = [];
  const server = await serveVenue({
    ...venue,
    rewards,
    clock,
    speed: 0,
    listen: { host: "127.0.0.1", port: 0 },
    control: { listen: { host: "127.0.0.1", port: 0 }, token: CONTROL_TOKEN, seed: 1 },
    onDefect: (error) => defects.push(error instanceof Error ? error : new Error(String(error))),
    ...options,
  });
  return { venue, server, clock, defects };
}

/** Ends a server; what it answered as failures is a failed test. */
export async function end({ server, defects }: Served): Promise<void> {
  await server.close();
  const [defect] = defects;
  if (defect !== undefined) throw defect;
}

/** What a key signs its requests with. */
export type KeyInUse = Pick<VenueSession, "apiKey" | "secret" | "passphrase" | "signer">;

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

export async function request(
  address: string,
  method: string,
  path: string,
  {
    body,
    headers = {},
  }: { readonly body?: string; readonly headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(`${address}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const answer: unknown = text === "" ? "" : JSON.parse(text);
  return { status: response.status, body: answer, headers: response.headers };
}

/** A request under an API key. */
export async function signed(
  { server }: Served,
  session: KeyInUse,
  method: string,
  path: string,
  body?: string,
): Promise<Answer> {
  const timestamp = "1795216276";
  const plain = path.split("?", 1)[0] ?? "";
  const headers = {
    POLY_ADDRESS: session.signer,
    POLY_SIGNATURE: l2Signature(session.secret, timestamp, method, plain, body ?? ""),
    POLY_TIMESTAMP: timestamp,
    POLY_API_KEY: session.apiKey,
    POLY_PASSPHRASE: session.passphrase,
  };
  return request(server.addresses.http, method, path, {
    headers,
    ...(body === undefined ? {} : { body }),
  });
}

/** A command to the control port. */
export async function control(
  { server }: Served,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  return request(server.addresses.control ?? "", method, path, {
    headers: { authorization: `Bearer ${CONTROL_TOKEN}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

let salt = 0;

/** The body of `POST /order`, truly signed. */
export async function orderBody(
  wallet: typeof MAKER,
  owner: string,
  order: {
    readonly side: "BUY" | "SELL";
    readonly price: number;
    readonly shares: number;
    readonly tokenId?: string;
    readonly orderType?: string;
    readonly domainVersion?: string;
  },
): Promise<string> {
  salt += 1;
  const money = String(Math.round(order.price * order.shares * 1e6));
  const shares = String(Math.round(order.shares * 1e6));
  const { side, tokenId = YES, orderType = "GTC" } = order;
  const zero = `0x${"0".repeat(64)}` as const;
  const struct = {
    salt,
    maker: wallet.address,
    signer: wallet.address,
    tokenId,
    makerAmount: side === "BUY" ? money : shares,
    takerAmount: side === "BUY" ? shares : money,
    side,
    signatureType: 0,
    timestamp: "1780449126930",
    metadata: zero,
    builder: zero,
  };
  const signature = await wallet.signTypedData({
    domain: {
      name: "Polymarket CTF Exchange",
      version: order.domainVersion ?? "2",
      chainId: 137,
      verifyingContract: "0xE111180000d2663C0091e4f400237545B87B996B",
    },
    types: {
      Order: [
        { name: "salt", type: "uint256" },
        { name: "maker", type: "address" },
        { name: "signer", type: "address" },
        { name: "tokenId", type: "uint256" },
        { name: "makerAmount", type: "uint256" },
        { name: "takerAmount", type: "uint256" },
        { name: "side", type: "uint8" },
        { name: "signatureType", type: "uint8" },
        { name: "timestamp", type: "uint256" },
        { name: "metadata", type: "bytes32" },
        { name: "builder", type: "bytes32" },
      ],
    },
    primaryType: "Order",
    message: {
      ...struct,
      salt: BigInt(salt),
      tokenId: BigInt(tokenId),
      makerAmount: BigInt(struct.makerAmount),
      takerAmount: BigInt(struct.takerAmount),
      side: side === "BUY" ? 0 : 1,
      timestamp: BigInt(struct.timestamp),
    },
  });
  return JSON.stringify({
    deferExec: false,
    postOnly: false,
    order: { ...struct, expiration: "0", signature },
    owner,
    orderType,
  });
}
