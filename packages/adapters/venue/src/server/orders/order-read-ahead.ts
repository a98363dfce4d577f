import type { OrderReadAhead as ReadOrder, AdmissionPorts } from "../../signing/admit-order.ts";
import { parsePostedOrder } from "../../signing/parse-posted-order.ts";
import { readOrder } from "../../signing/read-order.ts";
import { domainOfMarket } from "../../signing/signing-domain.ts";
import type { SignerRecovery } from "./signer-recovery.ts";

/**
 * Checks the signatures of orders whose turn has not come yet. It changes nothing and decides
 * nothing: admission does, which finds here what it would have worked out itself.
 */
export class OrderReadAhead {
  readonly #ports: Pick<AdmissionPorts, "chainId" | "marketOfToken">;
  readonly #recovery: SignerRecovery;
  readonly #known = new WeakMap<object, ReadOrder>();

  constructor(ports: Pick<AdmissionPorts, "chainId" | "marketOfToken">, recovery: SignerRecovery) {
    this.#ports = ports;
    this.#recovery = recovery;
  }

  /** Hands over what is known of a decoded body, the very object that was read, and forgets it. */
  take(body: unknown): ReadOrder | undefined {
    if (typeof body !== "object" || body === null) return undefined;
    const known = this.#known.get(body);
    this.#known.delete(body);
    return known;
  }

  /** Reads the orders among decoded bodies; `ready` is called once, when nothing is left to do. */
  read(bodies: readonly unknown[], ready: () => void): void {
    let open = 1;
    const finish = (): void => {
      open -= 1;
      if (open === 0) ready();
    };
    for (const body of bodies) {
      open += 1;
      this.#readOne(body, finish);
    }
    finish();
  }

  #readOne(body: unknown, finish: () => void): void {
    const parsed = parsePostedOrder(body);
    if (typeof body !== "object" || body === null || !parsed.isParsed) return finish();
    const { posted } = parsed;
    const market = this.#ports.marketOfToken(posted.order.tokenId);
    if (market === undefined) return finish();
    const read = readOrder(posted, domainOfMarket(this.#ports.chainId, market));
    if (read.signedDigest === null) return finish();
    this.#recovery.recover(read.signedDigest, posted.order.signature, (signer) => {
      this.#known.set(body, { ...read, signer });
      finish();
    });
  }
}
