import { openVenue, type Venue } from "../../src/venue/open-venue.ts";
import { startVenue, type VenueServer } from "../../src/server/index.ts";
import type { StartVenueOptions } from "../../src/server/start-venue.ts";
import { worldDocumentSchema } from "../../src/world/world-document.ts";
import { CONDITION_ID, NO, START_MS, YES } from "../server/serve-venue.ts";
import { PARTIES, PRIVATE_KEYS } from "./wallets.ts";

export const CONTROL_TOKEN = "the-control-token-of-the-fuzzed-venue";

/** Tokens of the market in which honest traders trade meanwhile. */
export const HONEST_TOKENS = ["1001", "1002"] as const;

/** Requests that may change something when they are accepted; all others only read. */
const CHANGING =
  /^(POST|DELETE) \/(order|orders|cancel-all|cancel-market-orders|v1\/heartbeats|heartbeats|auth\/.*)$/;

/** A served venue that watches itself. */
export interface FuzzedVenue {
  readonly venue: Venue;
  readonly server: VenueServer;
  readonly defects: unknown[];
  /** Refused or reading requests that changed something. */
  readonly violations: string[];
  /** Everything that a refusal must leave as it was. */
  fingerprint(): string;
  /** The fingerprint after the last accepted request. */
  expected(): string;
  /** What must never be seen by anybody who has not made it. */
  secrets(): readonly string[];
}

/** The example market, one that only honest traders use, and a neg-risk event, on a clock that stands. */
export async function serveFuzzedVenue(options: StartVenueOptions = {}): Promise<FuzzedVenue> {
  const inner = openVenue({
    startMs: START_MS,
    seed: 5,
    world: worldDocumentSchema.parse(WORLD),
    sessions: PARTIES.map(({ session }) => session),
  });
  const defects: unknown[] = [];
  const violations: string[] = [];
  const { exchange, sessions, gateway } = inner;
  const heldKeys = (): string[] =>
    PARTIES.flatMap(({ session }) => sessions.ofSigner(session.signer)).map(({ apiKey }) => apiKey);
  const fingerprint = (): string =>
    [
      exchange.stateHash(),
      exchange.eventCount,
      exchange.nowMs,
      exchange.mode,
      exchange.markets().length,
      exchange.openOrders({}).length,
      heldKeys().length,
      ...PARTIES.map(({ session }) => exchange.spendable(session.signer, null)),
    ].join(" ");
  let expected = fingerprint();
  const watched: Venue["gateway"] = {
    clientNowMs: () => gateway.clientNowMs(),
    handle(request, handler, respond) {
      const before = fingerprint();
      gateway.handle(request, handler, (answer) => {
        const after = fingerprint();
        const mayChange =
          CHANGING.test(request.route) && answer?.status === 200 && !isAllRefused(answer.body);
        if (mayChange) expected = after;
        else if (after !== before)
          violations.push(`${request.route} answered ${answer?.status}: ${before} -> ${after}`);
        respond(answer);
      });
    },
  };
  const venue: Venue = { ...inner, gateway: watched };
  const server = await startVenue(venue, {
    speed: 0,
    controlToken: CONTROL_TOKEN,
    onDefect: (defect) => defects.push(defect),
    ...options,
  });
  return {
    venue,
    server,
    defects,
    violations,
    fingerprint,
    expected: () => expected,
    secrets: secretsOf(inner),
  };
}

/** Of a batch: true when no leg was accepted; of cancels: when none was cancelled. */
function isAllRefused(body: unknown): boolean {
  if (Array.isArray(body)) {
    const legs: readonly { readonly orderID: unknown }[] = body;
    return legs.length > 0 && legs.every(({ orderID }) => orderID === "");
  }
  if (typeof body !== "object" || body === null || !("canceled" in body)) return false;
  return Array.isArray(body.canceled) && body.canceled.length === 0;
}

function secretsOf({ sessions }: Venue): () => readonly string[] {
  let known: readonly string[] = [];
  let keyCount = -1;
  return () => {
    const held = PARTIES.flatMap(({ session }) => sessions.ofSigner(session.signer));
    if (held.length !== keyCount) {
      keyCount = held.length;
      known = [
        CONTROL_TOKEN,
        ...Object.values(PRIVATE_KEYS).map((key) => key.slice(2)),
        ...held.flatMap(({ secret, passphrase }) => [secret, passphrase]),
      ];
    }
    return known;
  };
}

const WORLD = {
  version: 1,
  makers: null,
  accounts: PARTIES.map(({ wallet }) => ({ address: wallet.address, pusd: 100_000 })),
  markets: [
    {
      slug: "will-the-example-event-happen",
      conditionId: CONDITION_ID,
      tokenIds: [YES, NO],
      rewards: { dailyPoolUsd: 25, spreadMaxCents: 3.5, sizeMinShares: 50 },
    },
    { slug: "for-honest-traders", tokenIds: HONEST_TOKENS, fees: { rate: 0 } },
  ],
  events: [
    {
      slug: "who-wins",
      isNegRisk: true,
      markets: [{ slug: "ann" }, { slug: "bob" }, { slug: "cy" }],
    },
  ],
};

/** Traces of what is inside. */
const TRACE =
  /node_modules|\.ts:\d|\bat \S+ \(|FST_|node:internal|file:\/\/|\n {4}at |Unexpected token|is not a function|Cannot read|\[native code\]/;

/** Why an answer's text must not be seen, `null` when it may. */
export function leakIn(text: string, served: FuzzedVenue): string | null {
  const trace = TRACE.exec(text)?.[0];
  if (trace !== undefined) return `a trace of what is inside: ${trace}`;
  if (text.includes(process.cwd())) return "a path of this machine";
  return served.secrets().some((secret) => text.includes(secret)) ? "a secret" : null;
}
