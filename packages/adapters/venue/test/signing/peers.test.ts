import { TypedDataEncoder, Wallet, verifyTypedData } from "ethers";
import fc from "fast-check";
import { hashTypedData } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { describe, expect, it } from "vitest";
import { contractAddressesOf } from "../../src/signing/contract-addresses.ts";
import { l1AuthDigest, recoverL1Signer } from "../../src/signing/l1-auth.ts";
import { orderDigest } from "../../src/signing/order-digest.ts";
import { recoverOrderSigner, verifyOrderSignature } from "../../src/signing/order-signer.ts";
import { type SigningDomain, domainOfMarket } from "../../src/signing/signing-domain.ts";
import type { OrderStruct } from "../../src/signing/signed-order.ts";

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
];
const TYPES = { Order: ORDER_FIELDS };

function hexadecimal(bytes: number) {
  return fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((value) => `0x${Buffer.from(value).toString("hex")}`);
}

const uint256 = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }).map(String);
const amount = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const privateKey = hexadecimal(31).map((key) => `0x01${key.slice(2)}` as const);
const orders: fc.Arbitrary<OrderStruct> = fc.record({
  salt: uint256,
  maker: hexadecimal(20),
  signer: hexadecimal(20),
  tokenId: uint256,
  makerAmount: amount,
  takerAmount: amount,
  side: fc.constantFrom("BUY", "SELL"),
  signatureType: fc.constantFrom(0, 1, 2),
  timestampMs: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  metadata: hexadecimal(32),
  builder: hexadecimal(32),
});
const domains = fc
  .record({
    chainId: fc.constantFrom(137 as const, 80002 as const),
    protocol: fc.constantFrom("v1" as const, "v2" as const),
    negRiskSetId: fc.constantFrom(null, "0x01"),
  })
  .map(({ chainId, ...terms }) => domainOfMarket(chainId, terms));

function typedDomain(domain: SigningDomain) {
  return {
    name: "Polymarket CTF Exchange",
    version: String(domain.version),
    chainId: domain.chainId,
    verifyingContract: domain.exchange as `0x${string}`,
  };
}

function messageOf({ timestampMs, side, ...order }: OrderStruct) {
  return { ...order, side: side === "BUY" ? 0 : 1, timestamp: timestampMs };
}

describe("against ethers and viem", () => {
  it("computes the same id for any order", () => {
    fc.assert(
      fc.property(orders, domains, (order, domain) => {
        const typed = typedDomain(domain);
        const digest = orderDigest(order, domain);
        expect(digest).toBe(TypedDataEncoder.hash(typed, TYPES, messageOf(order)));
        expect(digest).toBe(
          hashTypedData({
            domain: typed,
            types: TYPES,
            primaryType: "Order",
            message: messageOf(order),
          }),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("recovers the same signer from signatures that they make", async () => {
    await fc.assert(
      fc.asyncProperty(orders, domains, privateKey, async (order, domain, key) => {
        const wallet = new Wallet(key);
        const typed = typedDomain(domain);
        const message = messageOf(order);
        const signature = await wallet.signTypedData(typed, TYPES, message);
        const fromViem = await privateKeyToAccount(key).signTypedData({
          domain: typed,
          types: TYPES,
          primaryType: "Order",
          message,
        });
        expect(fromViem).toBe(signature);
        const recovered = recoverOrderSigner({ ...order, signature }, domain);
        expect(recovered).toBe(wallet.address.toLowerCase());
        expect(recovered).toBe(verifyTypedData(typed, TYPES, message, signature).toLowerCase());
      }),
      { numRuns: 25 },
    );
  });

  it("refuses a signature once any field of its order has changed", async () => {
    const changes: fc.Arbitrary<Partial<OrderStruct>> = fc.oneof(
      fc.record({ salt: uint256 }),
      fc.record({ maker: hexadecimal(20) }),
      fc.record({ signer: hexadecimal(20) }),
      fc.record({ tokenId: uint256 }),
      fc.record({ makerAmount: amount }),
      fc.record({ takerAmount: amount }),
      fc.record({ timestampMs: fc.nat() }),
      fc.record({ metadata: hexadecimal(32) }),
      fc.record({ builder: hexadecimal(32) }),
      fc.record({ side: fc.constantFrom("BUY" as const, "SELL" as const) }),
      fc.record({ signatureType: fc.constantFrom(0 as const, 1 as const, 2 as const) }),
    );
    await fc.assert(
      fc.asyncProperty(orders, changes, domains, privateKey, async (order, change, domain, key) => {
        const wallet = new Wallet(key);
        const owner = wallet.address.toLowerCase();
        const signature = await wallet.signTypedData(typedDomain(domain), TYPES, messageOf(order));
        const changed = { ...order, ...change, signature };
        const isSame = orderDigest(changed, domain) === orderDigest(order, domain);
        const isEqual = JSON.stringify({ ...order, ...change }) === JSON.stringify(order);
        expect(isSame).toBe(isEqual);
        expect(verifyOrderSignature(changed, domain, owner)).toBe(isEqual ? "valid" : "invalid");
      }),
      { numRuns: 60 },
    );
  });

  it("proves wallets the way ethers signs for them", async () => {
    const types = {
      ClobAuth: [
        { name: "address", type: "address" },
        { name: "timestamp", type: "string" },
        { name: "nonce", type: "uint256" },
        { name: "message", type: "string" },
      ],
    };
    await fc.assert(
      fc.asyncProperty(privateKey, fc.nat(), uint256, async (key, seconds, nonce) => {
        const wallet = new Wallet(key);
        const claim = { address: wallet.address, timestamp: String(seconds), nonce };
        const domain = { name: "ClobAuthDomain", version: "1", chainId: 137 };
        const message = "This message attests that I control the given wallet";
        const value = { ...claim, message };
        expect(l1AuthDigest(claim, 137)).toBe(TypedDataEncoder.hash(domain, types, value));
        const signature = await wallet.signTypedData(domain, types, value);
        expect(recoverL1Signer(claim, 137, signature)).toBe(wallet.address.toLowerCase());
      }),
      { numRuns: 20 },
    );
  });

  it("tells a client that signs for another version of the exchange", async () => {
    const wallet = new Wallet(`0x${"11".repeat(32)}`);
    const signer = wallet.address.toLowerCase();
    const [sample] = fc.sample(orders, { numRuns: 1, seed: 7 });
    if (sample === undefined) throw new Error("no sample");
    const order = { ...sample, signer, maker: signer };
    const contracts = contractAddressesOf(137);
    const market = domainOfMarket(137, { protocol: "v1", negRiskSetId: null });
    const verdictOf = async (version: string, verifyingContract: string) => {
      const typed = { name: "Polymarket CTF Exchange", version, chainId: 137, verifyingContract };
      const signature = await wallet.signTypedData(typed, TYPES, messageOf(order));
      return verifyOrderSignature({ ...order, signature }, market, signer);
    };
    expect(await verdictOf("2", contracts.exchange)).toBe("valid");
    expect(await verdictOf("1", contracts.exchange)).toBe("version_mismatch");
    expect(await verdictOf("1", contracts.retiredExchanges[0] ?? "")).toBe("version_mismatch");
    expect(await verdictOf("3", contracts.exchangeV3)).toBe("version_mismatch");
    // The other exchange of the same version is no version mismatch.
    expect(await verdictOf("2", contracts.negRiskExchange)).toBe("invalid");
  });
});
