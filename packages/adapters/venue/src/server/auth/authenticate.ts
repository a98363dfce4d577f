import { isSameText } from "../../gateway/session-store.ts";
import type { SessionStore, VenueSession } from "../../gateway/sessions.ts";
import type { ChainId } from "../../signing/contract-addresses.ts";
import { verifyL1Auth } from "../../signing/l1-auth.ts";
import { verifyL2Signature } from "../../signing/l2-auth.ts";
import type { RouteCall } from "../http/route-call.ts";
import type { WalletProof } from "../http/route.ts";

/** What the L1 headers prove, `null` when they prove nothing. */
export function walletProofOf(call: RouteCall, chainId: ChainId): WalletProof | null {
  const address = call.header("poly_address");
  const nonceText = call.header("poly_nonce");
  const nonce = Number(nonceText);
  if (!Number.isSafeInteger(nonce)) return null;
  const claim = { address, timestamp: call.header("poly_timestamp"), nonce: nonceText };
  if (!verifyL1Auth(claim, chainId, call.header("poly_signature"))) return null;
  return { signer: address.toLowerCase(), nonce };
}

/** The API key that the L2 headers prove, `null` when any of them is wrong. */
export function sessionOf(
  call: RouteCall,
  method: string,
  sessions: SessionStore,
): VenueSession | null {
  const session = sessions.byApiKey(call.header("poly_api_key"));
  if (session === undefined) return null;
  if (!isSameText(call.header("poly_passphrase"), session.passphrase)) return null;
  if (call.header("poly_address").toLowerCase() !== session.signer) return null;
  const timestamp = call.header("poly_timestamp");
  if (!/^\d{1,15}$/.test(timestamp)) return null;
  const request = { timestamp, method, path: call.path, body: call.text };
  const isGenuine = verifyL2Signature(call.header("poly_signature"), session.secret, request);
  return isGenuine ? session : null;
}
