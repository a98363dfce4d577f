import type { Gateway, GatewayAnswer } from "../../src/gateway/gateway.ts";
import type { VenueSession } from "../../src/gateway/sessions.ts";
import { l1AuthDigest } from "../../src/signing/l1-auth.ts";
import { l2Signature } from "../../src/signing/l2-auth.ts";
import type { ConnectionRequest } from "../../src/venue/venue-connection.ts";
import type { SimulatedWallet } from "./wallets.ts";

/** What is known of an answer once its request is through the door. */
type Fate = "answered" | "lost" | "pending";

/** A door that says when a request has come through it. */
export class WatchedGateway implements Gateway {
  readonly #gateway: Gateway;
  #passed: (fate: Fate) => void = () => {};

  constructor(gateway: Gateway) {
    this.#gateway = gateway;
  }

  /** The fate of the next request, known when the venue has acted on it. */
  next(): Promise<Fate> {
    return new Promise((resolve) => {
      this.#passed = resolve;
    });
  }

  readonly handle: Gateway["handle"] = (request, handler, respond) => {
    let fate: Fate = "pending";
    this.#gateway.handle(request, handler, (answer) => {
      fate = answer === null ? "lost" : "answered";
      respond(answer);
    });
    this.#passed(fate);
  };

  clientNowMs(): number {
    return this.#gateway.clientNowMs();
  }
}

/** An answer that is awaited, perhaps in vain. */
export interface Awaited {
  readonly answer: Promise<GatewayAnswer>;
  readonly giveUp: () => void;
}

/** Speaks the venue's protocol over HTTP for one wallet. */
export class WireClient {
  readonly #address: string;
  readonly #session: VenueSession;

  private constructor(address: string, session: VenueSession) {
    this.#address = address;
    this.#session = session;
  }

  /** Proves the wallet and makes its API key, as a bot's first call does. */
  static async connect(address: string, wallet: SimulatedWallet): Promise<WireClient> {
    const claim = { address: wallet.address, timestamp: "1793649600", nonce: "0" };
    const digest = Buffer.from(l1AuthDigest(claim, 137).slice(2), "hex");
    const response = await fetch(`${address}/auth/api-key`, {
      method: "POST",
      headers: {
        POLY_ADDRESS: claim.address,
        POLY_SIGNATURE: wallet.sign(digest),
        POLY_TIMESTAMP: claim.timestamp,
        POLY_NONCE: claim.nonce,
      },
    });
    const made: Pick<VenueSession, "apiKey" | "secret" | "passphrase"> = JSON.parse(
      await response.text(),
    );
    return new WireClient(address, { ...made, signer: wallet.address, nonce: 0, kind: "trading" });
  }

  send({ route, params = {}, query = {}, body }: ConnectionRequest): Awaited {
    const [method = "", pattern = ""] = route.split(" ");
    const path = pattern.replaceAll(/\{(\w+)\}/g, (_match, name: string) => params[name] ?? "");
    const text = body === undefined ? "" : JSON.stringify(body);
    const { apiKey, secret, passphrase, signer } = this.#session;
    const controller = new AbortController();
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) search.append(name, String(value));
    const answer = fetch(
      `${this.#address}${path}${search.size === 0 ? "" : `?${search.toString()}`}`,
      {
        method,
        signal: controller.signal,
        ...(body === undefined ? {} : { body: text }),
        headers: {
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          POLY_ADDRESS: signer,
          POLY_SIGNATURE: l2Signature(secret, "1793649600", method, path, text),
          POLY_TIMESTAMP: "1793649600",
          POLY_API_KEY: apiKey,
          POLY_PASSPHRASE: passphrase,
        },
      },
    ).then(async (response): Promise<GatewayAnswer> => {
      const { status } = response;
      const said = await response.text();
      const parsed: unknown = said === "" ? "" : JSON.parse(said);
      return { status, body: parsed };
    });
    answer.catch(() => undefined);
    return { answer, giveUp: () => controller.abort() };
  }
}
