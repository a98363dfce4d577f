import { l2Signature } from "../../src/signing/l2-auth.ts";
import { CONTROL_TOKEN, HONEST_TOKENS, type FuzzedVenue } from "./fuzzed-venue.ts";
import { HONEST, NEIGHBOUR, plainOrder, type Party } from "./wallets.ts";

/** Two well-behaved clients who trade with each other whatever else goes on. */
export class HonestTrading {
  readonly #served: FuzzedVenue;
  #roundCount = 0;

  constructor(served: FuzzedVenue) {
    this.#served = served;
  }

  get roundCount(): number {
    return this.#roundCount;
  }

  /** One order rests, the other takes it; throws unless it goes as it should. */
  async round(): Promise<void> {
    const salt = 1_000_000 + this.#roundCount * 2;
    this.#roundCount += 1;
    const resting = await this.#place(HONEST, await plainOrder(HONEST, salt, 40, HONEST_TOKENS[0]));
    const taking = await this.#place(
      NEIGHBOUR,
      await plainOrder(NEIGHBOUR, salt + 1, 60, HONEST_TOKENS[1]),
    );
    if (resting !== "live" || taking !== "matched") {
      throw new Error(`honest orders were answered ${resting} and ${taking}`);
    }
  }

  /** Lets some venue time pass, so that trades settle. */
  async passTime(advanceMs: number): Promise<void> {
    const response = await fetch(`${this.#served.server.addresses.control}/_venue/clock`, {
      method: "POST",
      headers: { authorization: `Bearer ${CONTROL_TOKEN}` },
      body: JSON.stringify({ advanceMs }),
    });
    if (response.status !== 200) throw new Error(`the clock answered ${response.status}`);
  }

  async #place({ session }: Party, body: string): Promise<string> {
    const timestamp = "1795216276";
    const response = await fetch(`${this.#served.server.addresses.http}/order`, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        POLY_ADDRESS: session.signer,
        POLY_SIGNATURE: l2Signature(session.secret, timestamp, "POST", "/order", body),
        POLY_TIMESTAMP: timestamp,
        POLY_API_KEY: session.apiKey,
        POLY_PASSPHRASE: session.passphrase,
      },
    });
    const text = await response.text();
    const answer: unknown = JSON.parse(text);
    const isPlaced = typeof answer === "object" && answer !== null && "status" in answer;
    return isPlaced ? String(answer.status) : `${response.status} ${text}`;
  }
}
