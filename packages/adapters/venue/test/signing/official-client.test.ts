import {
  Chain,
  createL1Headers,
  createL2Headers,
  OrderBuilder,
  OrderType,
  orderToJsonV1,
  orderToJsonV2,
  Side,
  SignatureTypeV2,
} from "@polymarket/clob-client-v2";
import { Wallet } from "ethers";
import { Wallet as WalletOfEthers5 } from "ethers5";
import { createWalletClient, custom } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { polygon } from "viem/chains";
import { describe, expect, it } from "vitest";
import { admitOrder } from "../../src/signing/admit-order.ts";
import { verifyL1Auth } from "../../src/signing/l1-auth.ts";
import { verifyL2Signature } from "../../src/signing/l2-auth.ts";
import { createWalletRegistry } from "../../src/signing/wallet-registry.ts";

const KEY = `0x${"44".repeat(32)}` as const;
const wallet = new Wallet(KEY);
const owner = wallet.address.toLowerCase();
const FUNDER = "0x9A2c6b1B3b6b1B3B6b1b3b6B1b3b6B1b3B6b1B3b".toLowerCase();
const TOKEN = "71321045679252212594626385532706912750332728571942532289631379312455583992563";
const creds = {
  key: "key-1",
  secret: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
  passphrase: "p",
};

const signers = {
  "ethers 6, shimmed": {
    getAddress: () => Promise.resolve(wallet.address),
    _signTypedData: wallet.signTypedData.bind(wallet) as never,
  },
  "ethers 5": new WalletOfEthers5(KEY),
  viem: createWalletClient({
    account: privateKeyToAccount(KEY),
    chain: polygon,
    transport: custom({ request: () => Promise.reject(new Error("no chain here")) }),
  }),
};

function builderOf(signer: keyof typeof signers, signatureType: SignatureTypeV2): OrderBuilder {
  const funder = signatureType === SignatureTypeV2.EOA ? undefined : FUNDER;
  return new OrderBuilder(signers[signer], Chain.POLYGON, signatureType, funder);
}

function admissionOf(body: unknown, protocol: "v1" | "v2", isNegRisk = false) {
  return admitOrder(
    JSON.parse(JSON.stringify(body)),
    { apiKey: creds.key, signer: owner },
    {
      chainId: 137,
      wallets: createWalletRegistry(),
      marketOfToken: () => ({ protocol, negRiskSetId: isNegRisk ? "0x01" : null }),
    },
  );
}

const wish = { tokenID: TOKEN, price: 0.56, size: 21.04, side: Side.BUY };
const types = [
  SignatureTypeV2.EOA,
  SignatureTypeV2.POLY_PROXY,
  SignatureTypeV2.POLY_GNOSIS_SAFE,
  SignatureTypeV2.POLY_1271,
];

describe("the official client", () => {
  it.each(["ethers 6, shimmed", "ethers 5", "viem"] as const)(
    "signs with %s what the venue admits, of every signature type and version",
    async (signer) => {
      for (const signatureType of types) {
        for (const version of [2, 3] as const) {
          for (const negRisk of [false, true]) {
            const options = { tickSize: "0.01" as const, negRisk };
            const builder = builderOf(signer, signatureType);
            const order = await builder.buildOrder(wish, options, version);
            const body = orderToJsonV2(order as never, creds.key, OrderType.GTC, true);
            const protocol = version === 2 ? "v1" : "v2";
            expect(admissionOf(body, protocol, negRisk)).toMatchObject({
              isAdmitted: true,
              request: {
                account: signatureType === SignatureTypeV2.EOA ? owner : FUNDER,
                makerAmount: 11_782_400,
                takerAmount: 21_040_000,
                isPostOnly: true,
              },
            });
            const refusal = { isAdmitted: false, refusal: { text: "order_version_mismatch" } };
            const otherProtocol = version === 2 ? "v2" : "v1";
            expect(admissionOf(body, otherProtocol, negRisk)).toMatchObject(refusal);
          }
        }
      }
    },
  );

  it("is told when it signs for the retired version", async () => {
    const options = { tickSize: "0.01" as const, negRisk: false };
    const builder = builderOf("ethers 5", SignatureTypeV2.EOA);
    const retired = await builder.buildOrder({ ...wish, feeRateBps: 0 }, options, 1);
    const body = orderToJsonV1(retired as never, creds.key, OrderType.GTC);
    expect(admissionOf(body, "v1")).toMatchObject({
      isAdmitted: false,
      refusal: { code: "version_mismatch", text: "order_version_mismatch" },
    });
  });

  it("proves its wallet and its requests", async () => {
    const signer = signers["ethers 5"] as never;
    const proof = await createL1Headers(signer, Chain.POLYGON, 7, 1_795_216_276);
    const claim = {
      address: proof.POLY_ADDRESS,
      timestamp: proof.POLY_TIMESTAMP,
      nonce: proof.POLY_NONCE,
    };
    expect(verifyL1Auth(claim, 137, proof.POLY_SIGNATURE)).toBe(true);
    expect(verifyL1Auth({ ...claim, timestamp: "1795216277" }, 137, proof.POLY_SIGNATURE)).toBe(
      false,
    );
    const body = '{"orderID":"0xabc ü"}';
    const request = { method: "DELETE", requestPath: "/order", body };
    const headers = await createL2Headers(signer, creds, request, 1_795_216_276);
    const sent = { timestamp: headers.POLY_TIMESTAMP, method: "DELETE", path: "/order" };
    const isAuthentic = (bytes: string | Uint8Array): boolean =>
      verifyL2Signature(headers.POLY_SIGNATURE, creds.secret, { ...sent, body: bytes });
    expect(isAuthentic(body)).toBe(true);
    expect(isAuthentic(Buffer.from(body))).toBe(true);
    expect(isAuthentic(`${body} `)).toBe(false);
  });
});
