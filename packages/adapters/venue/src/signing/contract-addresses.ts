/** Chains the venue exists on: Polygon and its test network Amoy. */
export type ChainId = 137 | 80002;

/** Contracts of one chain, as clients and answers spell them. */
export interface ContractAddresses {
  /** Exchange of ordinary v1 markets, domain version 2. */
  readonly exchange: string;
  /** Exchange of neg-risk v1 markets, domain version 2. */
  readonly negRiskExchange: string;
  /** Exchange of all v2 markets, domain version 3. */
  readonly exchangeV3: string;
  /** pUSD. */
  readonly collateral: string;
  readonly conditionalTokens: string;
  readonly positionManager: string;
  readonly router: string;
  readonly collateralAdapter: string;
  readonly negRiskCollateralAdapter: string;
  readonly depositWalletFactory: string;
  readonly depositWalletBeacon: string;
  readonly safeFactory: string;
  readonly proxyFactory: string;
  readonly autoRedeemer: string;
  /** Retired exchanges of domain version 1: known only to name the mistake of signing for them. */
  readonly retiredExchanges: readonly string[];
}

const POLYGON: ContractAddresses = {
  exchange: "0xE111180000d2663C0091e4f400237545B87B996B",
  negRiskExchange: "0xe2222d279d744050d28e00520010520000310F59",
  exchangeV3: "0xe3333700cA9d93003F00f0F71f8515005F6c00Aa",
  collateral: "0xC011a7E12a19f7B1f670d46F03B03f3342E82DFB",
  conditionalTokens: "0x4D97DCd97eC945f40cF65F87097ACe5EA0476045",
  positionManager: "0x006F54F7f9A22e0000CC2AB60031000000ae9fEF",
  router: "0x12121212006e4CD160D18e3f00711DA5c3372600",
  collateralAdapter: "0xAdA100Db00Ca00073811820692005400218FcE1f",
  negRiskCollateralAdapter: "0xadA2005600Dec949baf300f4C6120000bDB6eAab",
  depositWalletFactory: "0x00000000000Fb5C9ADea0298D729A0CB3823Cc07",
  depositWalletBeacon: "0x7A18EDfe055488A3128f01F563e5B479D92ffc3a",
  safeFactory: "0xaacFeEa03eb1561C4e67d661e40682Bd20E3541b",
  proxyFactory: "0xaB45c5A4B0c941a2F231C04C3f49182e1A254052",
  autoRedeemer: "0xa1200000d0002264C9a1698e001292D00E1b00af",
  retiredExchanges: [
    "0x4bFb41d5B3570DeFd03C39a9A4D8dE6Bd8B8982E",
    "0xC5d563A36AE78145C45a50134d48A1215220f80a",
  ],
};

/** What is not published for Amoy stands as on Polygon. */
const AMOY: ContractAddresses = {
  ...POLYGON,
  exchangeV3: "0x9fE6e61422AdB6F610d8597F9684b16912D50C3D",
  conditionalTokens: "0x69308FB512518e39F9b16112fA8d994F4e2Bf8bB",
  retiredExchanges: [
    "0xdFE02Eb6733538f8Ea35D585af8DE5958AD99E40",
    "0xC5d563A36AE78145C45a50134d48A1215220f80a",
  ],
};

/** The contracts of a chain. */
export function contractAddressesOf(chainId: ChainId): ContractAddresses {
  return chainId === 137 ? POLYGON : AMOY;
}
