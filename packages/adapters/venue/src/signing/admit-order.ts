import type { OrderRequest, Refusal } from "../exchange/order-request.ts";
import type { ChainId } from "./contract-addresses.ts";
import {
  FOREIGN_OWNER,
  FOREIGN_SIGNER,
  INVALID_EXPIRATION,
  INVALID_SIGNATURE,
  INVALID_TOKEN,
  VERSION_MISMATCH,
} from "./order-refusals.ts";
import { verifyOrderSignature } from "./order-signer.ts";
import { parsePostedOrder, type ParsedOrder } from "./parse-posted-order.ts";
import { readOrder, type ReadOrder } from "./read-order.ts";
import { recoverAddress } from "./recover-address.ts";
import { ZERO_BYTES32, type PostedOrder } from "./signed-order.ts";
import { domainOfMarket, type DomainTerms } from "./signing-domain.ts";
import type { WalletRegistry } from "./wallet-registry.ts";

/** Who posts: an authenticated API key and the address that made it, lower case. */
export interface OrderPoster {
  readonly apiKey: string;
  readonly signer: string;
}

/** What admission asks of the venue. */
export interface AdmissionPorts {
  readonly chainId: ChainId;
  readonly wallets: WalletRegistry;
  /** Terms of the market that a token belongs to. */
  marketOfToken(tokenId: string): DomainTerms | undefined;
  /** What was found out about a body while it waited for its turn; nothing by default. */
  readonly readAhead?: { take(body: unknown): OrderReadAhead | undefined };
}

/** An order whose signature was checked before its turn came. */
export interface OrderReadAhead extends ReadOrder {
  /** The key that signed, lower case; `null` when the signature is none. */
  readonly signer: string | null;
}

/** An order whose signature holds, ready for the exchange, or the venue's refusal. */
export type Admission =
  | { readonly isAdmitted: true; readonly request: OrderRequest }
  | { readonly isAdmitted: false; readonly refusal: Refusal };

/**
 * Takes a posted order from decoded JSON to the exchange's request: its form, owner, signer, domain
 * version and signature, in that order. Nothing has changed when it is refused.
 */
export function admitOrder(body: unknown, poster: OrderPoster, ports: AdmissionPorts): Admission {
  const ahead = ports.readAhead?.take(body);
  const parsed: ParsedOrder =
    ahead === undefined ? parsePostedOrder(body) : { isParsed: true, posted: ahead.posted };
  if (!parsed.isParsed) return refused(parsed.refusal);
  const { posted } = parsed;
  const { order } = posted;
  if (posted.owner !== poster.apiKey) return refused(FOREIGN_OWNER);
  // A deposit wallet is its own signer; its owner shows in the signature only.
  if (order.signatureType !== 3 && order.signer !== poster.signer) return refused(FOREIGN_SIGNER);
  if (!isSpenderPlausible(posted, poster, ports.wallets)) {
    return refused(order.signatureType === 3 ? FOREIGN_SIGNER : INVALID_SIGNATURE);
  }
  if (!hasPlausibleExpiration(posted)) return refused(INVALID_EXPIRATION);
  const market = ports.marketOfToken(order.tokenId);
  if (market === undefined) return refused(INVALID_TOKEN);
  const domain = domainOfMarket(ports.chainId, market);
  // A market's domain never changes; should it, what was read ahead is worth nothing.
  const read = ahead?.domain === domain ? ahead : withSigner(readOrder(posted, domain));
  const verdict = verifyOrderSignature(order, domain, poster.signer, read.signer);
  if (verdict === "version_mismatch") return refused(VERSION_MISMATCH);
  if (verdict === "invalid" || !ports.wallets.claim(order.maker, poster.signer)) {
    return refused(INVALID_SIGNATURE);
  }
  return {
    isAdmitted: true,
    request: requestOf(posted, read.orderId, poster.apiKey),
  };
}

function withSigner(read: ReadOrder): OrderReadAhead {
  const { signedDigest: digest, posted } = read;
  const signer = digest === null ? null : recoverAddress(digest, posted.order.signature);
  return { ...read, signer };
}

/** Type 0 spends from the signer itself, the others from a wallet of its own that nobody else owns. */
function isSpenderPlausible(
  { order }: PostedOrder,
  poster: OrderPoster,
  wallets: WalletRegistry,
): boolean {
  if (order.signatureType === 0) return order.maker === order.signer;
  if (order.maker === poster.signer) return false;
  const owner = wallets.ownerOf(order.maker);
  return owner === null || owner === poster.signer;
}

function hasPlausibleExpiration({ orderType, expirationSeconds }: PostedOrder): boolean {
  return (orderType === "GTD") === expirationSeconds > 0;
}

function requestOf(posted: PostedOrder, orderId: string, session: string): OrderRequest {
  const { order, orderType, expirationSeconds } = posted;
  return {
    orderId,
    account: order.maker,
    session,
    tokenId: order.tokenId,
    side: order.side,
    makerAmount: order.makerAmount,
    takerAmount: order.takerAmount,
    orderType,
    isPostOnly: posted.isPostOnly,
    expiresAtMs: orderType === "GTD" ? expirationSeconds * 1000 : null,
    defersExecution: posted.defersExecution,
    builderCode: order.builder === ZERO_BYTES32 ? null : order.builder,
  };
}

function refused(refusal: Refusal): Admission {
  return { isAdmitted: false, refusal };
}
