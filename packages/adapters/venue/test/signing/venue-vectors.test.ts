import {
  notionalMicroUsd,
  parseMicroShares,
  parsePriceUnits,
  venueBookHash,
} from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { admitOrder } from "../../src/signing/admit-order.ts";
import { hexOf } from "../../src/signing/abi-word.ts";
import { keccak256Text } from "../../src/signing/keccak256.ts";
import { l1AuthDigest, recoverL1Signer, verifyL1Auth } from "../../src/signing/l1-auth.ts";
import { l2Signature, verifyL2Signature } from "../../src/signing/l2-auth.ts";
import { ORDER_TYPE, orderDigest } from "../../src/signing/order-digest.ts";
import { recoverOrderSigner } from "../../src/signing/order-signer.ts";
import { parsePostedOrder } from "../../src/signing/parse-posted-order.ts";
import { signingDomain } from "../../src/signing/signing-domain.ts";
import { createWalletRegistry } from "../../src/signing/wallet-registry.ts";
import { type ExampleOrder, hasExamples, postedBodyOf, readExamples } from "./examples.ts";

function parsedOf(example: ExampleOrder) {
  const parsed = parsePostedOrder(postedBodyOf(example, "key"));
  if (!parsed.isParsed) throw new Error(`${example.label} is not read`);
  return parsed.posted.order;
}

function domainOf({ domain }: ExampleOrder) {
  return signingDomain(domain.chainId, domain.version === "2" ? 2 : 3, domain.verifyingContract);
}

describe.skipIf(!hasExamples)("the venue's published vectors", () => {
  it("gives every order the venue's id", () => {
    const { orders, order_type_hash } = readExamples().signing_vectors;
    expect(hexOf(keccak256Text(ORDER_TYPE))).toBe(order_type_hash);
    expect(orders).toHaveLength(8);
    for (const example of orders) {
      expect(orderDigest(parsedOf(example), domainOf(example))).toBe(example.orderHash);
    }
  });

  it("recovers the key behind every order, a deposit wallet's owner included", () => {
    const { orders, address } = readExamples().signing_vectors;
    for (const example of orders) {
      expect(recoverOrderSigner(parsedOf(example), domainOf(example))).toBe(address.toLowerCase());
    }
  });

  it("admits every order from its key, on its market, under its id", () => {
    const { orders, address } = readExamples().signing_vectors;
    for (const example of orders) {
      const isNegRisk = example.domain.verifyingContract.startsWith("0xe2222");
      const admission = admitOrder(
        postedBodyOf(example, "key"),
        { apiKey: "key", signer: address.toLowerCase() },
        {
          chainId: example.domain.chainId,
          wallets: createWalletRegistry(),
          marketOfToken: () => ({
            protocol: example.domain.version === "2" ? "v1" : "v2",
            negRiskSetId: isNegRisk ? "0x01" : null,
          }),
        },
      );
      expect(admission).toMatchObject({
        isAdmitted: true,
        request: { orderId: example.orderHash, account: example.order.maker.toLowerCase() },
      });
    }
  });

  it("proves a wallet by its signature on both chains", () => {
    const { l1_clob_auth: vector, address } = readExamples().signing_vectors;
    const claim = { ...vector.message, nonce: String(vector.message.nonce) };
    const chains = Object.entries(vector.signature_by_chain);
    expect(chains).toHaveLength(2);
    for (const [chain, signature] of chains) {
      expect(recoverL1Signer(claim, Number(chain), signature)).toBe(address.toLowerCase());
      expect(verifyL1Auth(claim, Number(chain), signature)).toBe(true);
      expect(verifyL1Auth({ ...claim, nonce: "24" }, Number(chain), signature)).toBe(false);
    }
    expect(l1AuthDigest(claim, 137)).not.toBe(l1AuthDigest(claim, 80002));
  });

  it("gives every request its HMAC", () => {
    const { l2_hmac: vectors } = readExamples().signing_vectors;
    expect(vectors).toHaveLength(4);
    for (const { secret, timestamp, method, path, body, signature } of vectors) {
      const request = { timestamp: String(timestamp), method, path, body: body ?? "" };
      expect(l2Signature(secret, request.timestamp, method, path, request.body)).toBe(signature);
      expect(verifyL2Signature(signature, secret, request)).toBe(true);
      const isAcceptedForOther = verifyL2Signature(signature, secret, {
        ...request,
        method: "PUT",
      });
      expect(isAcceptedForOther).toBe(false);
    }
  });

  it("follows one posted order from its bytes to its id", () => {
    const live = readExamples().rest.find(({ id }) => id === "post-order-live");
    const body = live?.request.body_string ?? "";
    const headers = live?.request.headers ?? {};
    const admission = admitOrder(
      JSON.parse(body),
      {
        apiKey: headers["POLY_API_KEY"] ?? "",
        signer: (headers["POLY_ADDRESS"] ?? "").toLowerCase(),
      },
      {
        chainId: 137,
        wallets: createWalletRegistry(),
        marketOfToken: () => ({ protocol: "v1", negRiskSetId: null }),
      },
    );
    expect(live?.response.body).toMatchObject({
      orderID: admission.isAdmitted ? admission.request.orderId : "",
    });
  });

  it("reads the clients' amounts as price times size, exactly", () => {
    const { amount_vectors, signing_vectors } = readExamples();
    const [example] = signing_vectors.orders;
    expect(amount_vectors).toHaveLength(3);
    for (const { side, price, size, makerAmount, takerAmount } of amount_vectors) {
      const body = postedBodyOf(example as ExampleOrder, "key");
      const order = { ...(body["order"] as object), side, makerAmount, takerAmount };
      const parsed = parsePostedOrder({ ...body, order });
      const shares = parseMicroShares(String(size));
      const money = notionalMicroUsd(parsePriceUnits(String(price)), shares, "down");
      const amounts = side === "BUY" ? [money, shares] : [shares, money];
      expect(parsed).toMatchObject({
        posted: { order: { makerAmount: amounts[0], takerAmount: amounts[1] } },
      });
    }
  });

  it("gives every book its hash", () => {
    for (const { hash, ...book } of readExamples().signing_vectors.book_hash) {
      expect(venueBookHash(book)).toBe(hash);
    }
  });
});
