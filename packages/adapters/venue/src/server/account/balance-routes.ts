import type { Exchange } from "../../exchange/exchange.ts";
import type { VenueSession } from "../../gateway/sessions.ts";
import { contractAddressesOf, type ChainId } from "../../signing/contract-addresses.ts";
import type { WalletRegistry } from "../../signing/wallet-registry.ts";
import { INVALID_TOKEN, ok, refused } from "../http/answers.ts";
import type { RouteCall } from "../http/route-call.ts";
import type { Route } from "../http/route.ts";
import type { FunderBook } from "./funder-book.ts";

/** Everything a contract may take: the simulated chain asks for no approvals. */
const UNLIMITED = (2n ** 256n - 1n).toString();

const INVALID_ASSET = refused(400, "Invalid asset type");

export interface BalancePorts {
  readonly exchange: Exchange;
  readonly chainId: ChainId;
  readonly wallets: WalletRegistry;
  readonly funders: FunderBook;
}

/** What a wallet has and what the exchanges may take of it, in base units. */
export function balanceRoutes(ports: BalancePorts): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/balance-allowance",
      auth: "key",
      answer: (call, session) => {
        const asset = assetOf(call);
        if (asset === null) return INVALID_ASSET;
        if (asset === undefined) return INVALID_TOKEN;
        const balance = ports.exchange.balance(walletOf(call, session, ports), asset.tokenId);
        return ok({ balance: String(balance), allowances: allowancesOf(asset, ports.chainId) });
      },
    },
    {
      // Balances are never stale here: there is nothing to refresh.
      method: "GET",
      path: "/balance-allowance/update",
      auth: "key",
      answer: (call) => {
        const asset = assetOf(call);
        if (asset === null) return INVALID_ASSET;
        return asset === undefined ? INVALID_TOKEN : ok("");
      },
    },
  ];
}

interface Asset {
  /** `null` for pUSD. */
  readonly tokenId: string | null;
  readonly kind: "COLLATERAL" | "CONDITIONAL" | "CONDITIONAL-V2";
}

/** `null` for an unknown kind, `undefined` for a token that is none. */
function assetOf(call: RouteCall): Asset | null | undefined {
  const kind = call.query("asset_type");
  if (kind === "COLLATERAL") return { kind, tokenId: null };
  if (kind !== "CONDITIONAL" && kind !== "CONDITIONAL-V2") return null;
  const tokenId = call.query("token_id");
  return /^\d{1,78}$/.test(tokenId) ? { kind, tokenId } : undefined;
}

/**
 * The wallet that a key trades with: the signer's own for type 0, for the others the wallet it was
 * last seen to order for.
 */
export function walletOf(
  call: RouteCall,
  session: VenueSession,
  { funders }: Pick<BalancePorts, "funders">,
): string {
  const type = call.query("signature_type");
  if (type === "" || type === "0") return session.signer;
  return funders.funderOf(session.signer) ?? session.signer;
}

function allowancesOf({ kind }: Asset, chainId: ChainId): Readonly<Record<string, string>> {
  const { exchange, negRiskExchange, exchangeV3 } = contractAddressesOf(chainId);
  const spenders =
    kind === "CONDITIONAL-V2"
      ? [exchangeV3]
      : kind === "CONDITIONAL"
        ? [exchange, negRiskExchange]
        : [exchange, negRiskExchange, exchangeV3];
  return Object.fromEntries(spenders.map((spender) => [spender, UNLIMITED]));
}
