import { privateKeyToAccount, type PrivateKeyAccount } from "viem/accounts";
import type { VenueSession } from "../../src/gateway/sessions.ts";
import { NO, YES } from "../server/serve-venue.ts";
import type { Dice } from "./dice.ts";

/** Publicly known development keys; never fund them. */
export const PRIVATE_KEYS = {
  attacker: "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
  accomplice: "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d",
  honest: "0x5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a",
  neighbour: "0x7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6",
} as const;

/** A wallet with its API key. */
export interface Party {
  readonly wallet: PrivateKeyAccount;
  readonly session: VenueSession;
}

export const ATTACKER = party("attacker", 1);
export const ACCOMPLICE = party("accomplice", 2);
export const HONEST = party("honest", 3);
export const NEIGHBOUR = party("neighbour", 4);
export const PARTIES: readonly Party[] = [ATTACKER, ACCOMPLICE, HONEST, NEIGHBOUR];

function party(name: keyof typeof PRIVATE_KEYS, digit: number): Party {
  const wallet = privateKeyToAccount(PRIVATE_KEYS[name]);
  const session: VenueSession = {
    apiKey: `${digit}1111111-1111-4111-8111-111111111111`,
    secret: Buffer.alloc(32, `the secret of ${name} `).toString("base64"),
    passphrase: `the-passphrase-of-${name}`,
    signer: wallet.address.toLowerCase(),
    nonce: 23,
    kind: "trading",
  };
  return { wallet, session };
}

const ORDER_FIELDS = [
  { name: "salt", type: "uint256" },
  { name: "maker", type: "address" },
  { name: "signer", type: "address" },
  { name: "tokenId", type: "uint256" },
  { name: "makerAmount", type: "uint256" },
  { name: "takerAmount", type: "uint256" },
  { name: "side", type: "uint8" },
  { name: "signatureType", type: "uint8" },
  { name: "timestamp", type: "uint256" },
  { name: "metadata", type: "bytes32" },
  { name: "builder", type: "bytes32" },
] as const;

const ZERO = `0x${"0".repeat(64)}` as const;

interface OrderShape {
  readonly salt: number;
  readonly tokenId: string;
  readonly makerAmount: bigint;
  readonly takerAmount: bigint;
  readonly side: "BUY" | "SELL";
  readonly signatureType?: number;
  readonly timestamp?: bigint;
  readonly metadata?: `0x${string}`;
  readonly builder?: `0x${string}`;
  readonly version?: string;
  readonly maker?: `0x${string}`;
  /** What stands beside the signed order. */
  readonly envelope?: Readonly<Record<string, unknown>>;
  readonly expiration?: string;
}

/** The body of `POST /order`, truly signed whatever it says. */
async function signedOrder({ wallet, session }: Party, shape: OrderShape): Promise<string> {
  const message = {
    salt: BigInt(shape.salt),
    maker: shape.maker ?? wallet.address,
    signer: wallet.address,
    tokenId: BigInt(shape.tokenId),
    makerAmount: shape.makerAmount,
    takerAmount: shape.takerAmount,
    side: shape.side === "BUY" ? 0 : 1,
    signatureType: shape.signatureType ?? 0,
    timestamp: shape.timestamp ?? 1_780_449_126_930n,
    metadata: shape.metadata ?? ZERO,
    builder: shape.builder ?? ZERO,
  };
  const signature = await wallet.signTypedData({
    domain: {
      name: "Polymarket CTF Exchange",
      version: shape.version ?? "2",
      chainId: 137,
      verifyingContract: "0xE111180000d2663C0091e4f400237545B87B996B",
    },
    types: { Order: ORDER_FIELDS },
    primaryType: "Order",
    message,
  });
  const order = {
    ...message,
    salt: shape.salt,
    tokenId: shape.tokenId,
    makerAmount: String(shape.makerAmount),
    takerAmount: String(shape.takerAmount),
    side: shape.side,
    timestamp: String(message.timestamp),
    expiration: shape.expiration ?? "0",
    signature,
  };
  return JSON.stringify({
    deferExec: false,
    postOnly: false,
    order,
    owner: session.apiKey,
    orderType: "GTC",
    ...shape.envelope,
  });
}

const AMOUNTS: readonly bigint[] = [
  0n,
  1n,
  999_999n,
  1_000_000n,
  4_000_001n,
  2n ** 31n,
  2n ** 53n - 1n,
  2n ** 53n,
  2n ** 63n,
  2n ** 256n - 1n,
];

/** Amounts that break one rule, several, or none. */
function absurdAmounts(dice: Dice): { readonly money: bigint; readonly shares: bigint } {
  const kind = dice.below(6);
  if (kind < 2) return { money: dice.pick(AMOUNTS), shares: dice.pick(AMOUNTS) };
  const whole = BigInt(
    kind === 2 ? 1 + dice.below(4) : kind === 3 ? 1_000_000 : 5 + dice.below(50),
  );
  const shares = whole * 1_000_000n + (kind === 4 ? BigInt(dice.below(20_000)) : 0n);
  const money = (shares * BigInt(1 + dice.below(99))) / 100n;
  return { shares, money: money + (kind === 5 ? BigInt(dice.below(5_000)) : 0n) };
}

/** An order that carries its wallet's signature and no sense. */
export function absurdOrder(dice: Dice, salt: number): Promise<string> {
  const { money, shares } = absurdAmounts(dice);
  const envelopes: readonly Readonly<Record<string, unknown>>[] = [
    {},
    { orderType: dice.pick(["FOK", "FAK", "GTD"]) },
    { postOnly: true, orderType: "FOK" },
    { postOnly: true, deferExec: true },
    { owner: HONEST.session.apiKey },
  ];
  return signedOrder(dice.chance(0.9) ? ATTACKER : ACCOMPLICE, {
    salt,
    tokenId: dice.chance(0.8)
      ? dice.pick([YES, NO])
      : dice.pick(["1", "0", String(2n ** 256n - 1n)]),
    makerAmount: money,
    takerAmount: shares,
    side: dice.pick(["BUY", "SELL"]),
    signatureType: dice.chance(0.8) ? 0 : dice.below(5),
    version: dice.chance(0.9) ? "2" : dice.pick(["1", "3", ""]),
    expiration: dice.chance(0.7)
      ? "0"
      : dice.pick(["1", "1795216277", "9007199254740991", "99999999999"]),
    envelope: dice.pick(envelopes),
    ...(dice.chance(0.1) ? { maker: HONEST.wallet.address } : {}),
    ...(dice.chance(0.1) ? { builder: `0x${"b".repeat(64)}` as const } : {}),
    ...(dice.chance(0.1) ? { timestamp: dice.pick(AMOUNTS) } : {}),
  });
}

/** A small order that rests far from the middle; every salt gives another. */
export function plainOrder(
  party_: Party,
  salt: number,
  price: number,
  tokenId = YES,
): Promise<string> {
  const shares = 5_000_000n;
  return signedOrder(party_, {
    salt,
    tokenId,
    makerAmount: (shares * BigInt(price)) / 100n,
    takerAmount: shares,
    side: "BUY",
  });
}

/** L1 headers of a wallet, truly signed. */
export async function walletHeaders(
  { wallet }: Party,
  nonce: number,
): Promise<readonly (readonly [string, string])[]> {
  const timestamp = "1795216276";
  const signature = await wallet.signTypedData({
    domain: { name: "ClobAuthDomain", version: "1", chainId: 137 },
    types: {
      ClobAuth: [
        { name: "address", type: "address" },
        { name: "timestamp", type: "string" },
        { name: "nonce", type: "uint256" },
        { name: "message", type: "string" },
      ],
    },
    primaryType: "ClobAuth",
    message: {
      address: wallet.address,
      timestamp,
      nonce: BigInt(nonce),
      message: "This message attests that I control the given wallet",
    },
  });
  return [
    ["POLY_ADDRESS", wallet.address],
    ["POLY_SIGNATURE", signature],
    ["POLY_TIMESTAMP", timestamp],
    ["POLY_NONCE", String(nonce)],
  ];
}
