import { writeAddress, writeUint, WORD_BYTES } from "./abi-word.ts";
import { contractAddressesOf, type ChainId } from "./contract-addresses.ts";
import { keccak256, keccak256Text } from "./keccak256.ts";

/** What an order is signed for. Version 1 is retired: it is only recognised, never accepted. */
export interface SigningDomain {
  readonly chainId: ChainId;
  readonly version: 1 | 2 | 3;
  /** Address of the exchange contract. */
  readonly exchange: string;
  /** EIP-712 domain separator, 32 bytes. */
  readonly separator: Uint8Array;
}

const DOMAIN_TYPE_HASH = keccak256Text(
  "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)",
);
const EXCHANGE_NAME_HASH = keccak256Text("Polymarket CTF Exchange");

const domains = new Map<string, SigningDomain>();

/** The domain of an exchange contract; the same object each time. */
export function signingDomain(
  chainId: ChainId,
  version: 1 | 2 | 3,
  exchange: string,
): SigningDomain {
  const key = `${chainId}:${version}:${exchange}`;
  const known = domains.get(key);
  if (known !== undefined) return known;
  const words = new Uint8Array(5 * WORD_BYTES);
  words.set(DOMAIN_TYPE_HASH, 0);
  words.set(EXCHANGE_NAME_HASH, WORD_BYTES);
  words.set(keccak256Text(String(version)), 2 * WORD_BYTES);
  writeUint(words, 3 * WORD_BYTES, chainId);
  writeAddress(words, 4 * WORD_BYTES, exchange);
  const domain: SigningDomain = { chainId, version, exchange, separator: keccak256(words) };
  domains.set(key, domain);
  return domain;
}

/** What decides which domain a market's orders are signed for. */
export interface DomainTerms {
  readonly protocol: "v1" | "v2";
  readonly negRiskSetId: string | null;
}

/** The one domain that the venue accepts for a market. */
export function domainOfMarket(chainId: ChainId, market: DomainTerms): SigningDomain {
  const contracts = contractAddressesOf(chainId);
  if (market.protocol === "v2") return signingDomain(chainId, 3, contracts.exchangeV3);
  const isNegRisk = market.negRiskSetId !== null;
  return signingDomain(chainId, 2, isNegRisk ? contracts.negRiskExchange : contracts.exchange);
}

/**
 * Domains of other versions that a client may have signed for by mistake: the other live version,
 * then version 1 on the retired exchanges and on the market's own.
 */
export function mistakenDomains(expected: SigningDomain): readonly SigningDomain[] {
  const { chainId, version, exchange } = expected;
  const {
    exchange: standard,
    negRiskExchange,
    exchangeV3,
    retiredExchanges,
  } = contractAddressesOf(chainId);
  const others =
    version === 3
      ? [signingDomain(chainId, 2, standard), signingDomain(chainId, 2, negRiskExchange)]
      : [signingDomain(chainId, 3, exchangeV3)];
  const retired = [...retiredExchanges, exchange].map((contract) =>
    signingDomain(chainId, 1, contract),
  );
  return [...others, ...retired];
}
