import type { Exchange } from "../../exchange/exchange.ts";
import type { GatewayAnswer } from "../../gateway/gateway.ts";
import type { SessionStore, VenueSession } from "../../gateway/sessions.ts";
import type { FunderBook } from "./funder-book.ts";
import { ok, refused } from "../http/answers.ts";
import { isRecord } from "../http/route-call.ts";
import type { Route } from "../http/route.ts";

const COULD_NOT_CREATE = refused(400, "Could not create api key");
const COULD_NOT_DERIVE = refused(400, "Could not derive api key!");

export interface KeyPorts {
  readonly exchange: Exchange;
  readonly sessions: SessionStore;
  readonly funders: FunderBook;
  /** Told of each wallet that has proved itself, so that nobody can claim its address. */
  readonly onWalletProved: (signer: string) => void;
}

/** Making, listing and taking away API keys. */
export function keyRoutes(ports: KeyPorts): readonly Route[] {
  const { sessions, onWalletProved } = ports;
  return [
    {
      method: "POST",
      path: "/auth/api-key",
      auth: "wallet",
      answer: (_call, { signer, nonce }) => {
        onWalletProved(signer);
        return credentials(sessions.create(signer, nonce), COULD_NOT_CREATE);
      },
    },
    {
      method: "GET",
      path: "/auth/derive-api-key",
      auth: "wallet",
      answer: (_call, { signer, nonce }) =>
        credentials(sessions.derive(signer, nonce), COULD_NOT_DERIVE),
    },
    {
      method: "GET",
      path: "/auth/api-keys",
      auth: "key",
      answer: (_call, session) => ok({ apiKeys: keysOf(sessions, session, "trading") }),
    },
    {
      method: "DELETE",
      path: "/auth/api-key",
      auth: "trading key",
      work: (_call, session) => (respond) => {
        sessions.remove(session.apiKey);
        respond(ok("OK"));
      },
    },
    {
      method: "GET",
      path: "/auth/ban-status/closed-only",
      auth: "key",
      answer: (_call, session) => ok({ closed_only: isClosedOnly(session, ports) }),
    },
    ...readonlyKeyRoutes(ports),
    ...builderKeyRoutes(ports),
  ];
}

/** True when the key's own address, or the wallet it trades with, may only close positions. */
function isClosedOnly({ signer }: VenueSession, { exchange, funders }: KeyPorts): boolean {
  const wallets = [signer, funders.funderOf(signer) ?? signer];
  return wallets.some((wallet) => exchange.banOf(wallet) === "closed_only");
}

/** Keys that may read and not trade; the answer leaves secret and passphrase to their maker. */
function readonlyKeyRoutes({ sessions }: KeyPorts): readonly Route[] {
  return [
    {
      method: "POST",
      path: "/auth/readonly-api-key",
      auth: "trading key",
      work: (_call, session) => (respond) =>
        respond(credentials(createNext(sessions, session, "readonly"), COULD_NOT_CREATE)),
    },
    {
      method: "GET",
      path: "/auth/readonly-api-keys",
      auth: "key",
      answer: (_call, session) => ok(keysOf(sessions, session, "readonly")),
    },
    {
      method: "DELETE",
      path: "/auth/readonly-api-key",
      auth: "trading key",
      work: (call, session) => (respond) => {
        const key = isRecord(call.json) ? call.json["key"] : undefined;
        if (typeof key !== "string") return respond(refused(400, "Invalid api key"));
        respond(ok(removeOwn(sessions, session, key, "readonly")));
      },
    },
  ];
}

function builderKeyRoutes({ sessions }: KeyPorts): readonly Route[] {
  return [
    {
      method: "POST",
      path: "/auth/builder-api-key",
      auth: "trading key",
      work: (_call, session) => (respond) => {
        const made = createNext(sessions, session, "builder");
        if (made === null) return respond(COULD_NOT_CREATE);
        const { apiKey: key, secret, passphrase } = made;
        respond(ok({ key, secret, passphrase }));
      },
    },
    {
      method: "GET",
      path: "/auth/builder-api-key",
      auth: "key",
      answer: (_call, session) => ok(keysOf(sessions, session, "builder").map((key) => ({ key }))),
    },
    {
      // The official client revokes with a builder's own key; a trading key takes all of its wallet.
      method: "DELETE",
      path: "/auth/builder-api-key",
      auth: "key",
      answer: (call, session) => {
        if (session.kind === "readonly") return refused(401, "Unauthorized/Invalid api key");
        const named = isRecord(call.json) ? call.json["key"] : undefined;
        const own = session.kind === "builder" ? [session.apiKey] : undefined;
        const keys = typeof named === "string" ? [named] : own;
        for (const key of keys ?? keysOf(sessions, session, "builder")) {
          removeOwn(sessions, session, key, "builder");
        }
        return ok("OK");
      },
    },
  ];
}

function credentials(session: VenueSession | null, otherwise: GatewayAnswer): GatewayAnswer {
  if (session === null) return otherwise;
  const { apiKey, secret, passphrase } = session;
  return ok({ apiKey, secret, passphrase });
}

/** Under the first nonce that is free. */
function createNext(
  sessions: SessionStore,
  { signer }: VenueSession,
  kind: VenueSession["kind"],
): VenueSession | null {
  const ofKind = sessions.ofSigner(signer).filter((held) => held.kind === kind);
  if (ofKind.length >= 100) return null;
  const used = new Set(ofKind.map(({ nonce }) => nonce));
  let nonce = 0;
  while (used.has(nonce)) nonce += 1;
  return sessions.create(signer, nonce, kind);
}

function keysOf(
  sessions: SessionStore,
  { signer }: VenueSession,
  kind: VenueSession["kind"],
): string[] {
  const held = sessions.ofSigner(signer).filter((session) => session.kind === kind);
  return held.map(({ apiKey }) => apiKey);
}

/** Takes a key of the same wallet away; answers whether there was one. */
function removeOwn(
  sessions: SessionStore,
  { signer }: VenueSession,
  apiKey: string,
  kind: VenueSession["kind"],
): boolean {
  const found = sessions.byApiKey(apiKey);
  if (found === undefined || found.signer !== signer || found.kind !== kind) return false;
  return sessions.remove(apiKey);
}
