import { TypedDataEncoder, Wallet } from "ethers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AdmissionPorts, admitOrder } from "../../src/signing/admit-order.ts";
import { contractAddressesOf } from "../../src/signing/contract-addresses.ts";
import { ORDER_TYPE } from "../../src/signing/order-digest.ts";
import { parsePostedOrder } from "../../src/signing/parse-posted-order.ts";
import { ZERO_BYTES32 } from "../../src/signing/signed-order.ts";
import { domainOfMarket } from "../../src/signing/signing-domain.ts";
import { createWalletRegistry } from "../../src/signing/wallet-registry.ts";

const owner = new Wallet(`0x${"22".repeat(32)}`);
const stranger = new Wallet(`0x${"33".repeat(32)}`);
const walletAddress = `0x${"ab".repeat(20)}`;
const TOKEN = "71321045679252212594626385532706912750332728571942532289631379312455583992563";
const { exchange } = contractAddressesOf(137);
const exchangeDomain = {
  name: "Polymarket CTF Exchange",
  version: "2",
  chainId: 137,
  verifyingContract: exchange,
};
const ORDER_FIELDS = ORDER_TYPE.slice("Order(".length, -1)
  .split(",")
  .map((field) => {
    const [type = "", name = ""] = field.split(" ");
    return { name, type };
  });
const NESTED_FIELDS = [
  { name: "contents", type: "Order" },
  { name: "name", type: "string" },
  { name: "version", type: "string" },
  { name: "chainId", type: "uint256" },
  { name: "verifyingContract", type: "address" },
  { name: "salt", type: "bytes32" },
];

type Fields = Record<string, unknown>;

const plain: Fields = {
  salt: 479249096354,
  maker: owner.address,
  signer: owner.address,
  tokenId: TOKEN,
  makerAmount: "5000000",
  takerAmount: "10000000",
  side: "BUY",
  signatureType: 0,
  timestamp: "1780449126930",
  metadata: ZERO_BYTES32,
  builder: ZERO_BYTES32,
};

function messageOf(fields: Fields): Fields {
  return { ...fields, side: fields["side"] === "BUY" ? 0 : 1 };
}

async function signed(fields: Fields, key = owner): Promise<Fields> {
  const value = messageOf(fields);
  return {
    ...fields,
    signature: await key.signTypedData(exchangeDomain, { Order: ORDER_FIELDS }, value),
  };
}

/** What a deposit wallet sends: its owner's signature inside the wallet's own domain. */
async function signedByWallet(fields: Fields, key: Wallet): Promise<Fields> {
  const inner = await key.signTypedData(
    exchangeDomain,
    { TypedDataSign: NESTED_FIELDS, Order: ORDER_FIELDS },
    {
      contents: messageOf(fields),
      name: "DepositWallet",
      version: "1",
      chainId: 137,
      verifyingContract: fields["signer"],
      salt: ZERO_BYTES32,
    },
  );
  const separator = TypedDataEncoder.hashDomain(exchangeDomain).slice(2);
  const contents = TypedDataEncoder.hashStruct(
    "Order",
    { Order: ORDER_FIELDS },
    messageOf(fields),
  ).slice(2);
  const type = Buffer.from(ORDER_TYPE).toString("hex");
  return { ...fields, signature: `${inner}${separator}${contents}${type}00ba` };
}

function bodyOf(order: Fields, rest: Fields = {}): Fields {
  return { order, owner: "key-1", orderType: "GTC", ...rest };
}

function portsOf(wallets = createWalletRegistry()): AdmissionPorts {
  return {
    chainId: 137,
    wallets,
    marketOfToken: (tokenId) =>
      tokenId === TOKEN ? { protocol: "v1", negRiskSetId: null } : undefined,
  };
}

const poster = { apiKey: "key-1", signer: owner.address.toLowerCase() };

function textOf(body: unknown, by = poster, ports = portsOf()): string {
  const admission = admitOrder(body, by, ports);
  return admission.isAdmitted ? "admitted" : admission.refusal.text;
}

describe("admission of posted orders", () => {
  it("does not depend on the order of keys or on fields that may be missing", async () => {
    const order = await signed(plain);
    const reversed = Object.fromEntries(Object.entries(order).toReversed());
    expect(textOf(bodyOf(reversed))).toBe("admitted");
    const { metadata: _metadata, builder: _builder, ...bare } = order;
    expect(textOf(bodyOf(bare))).toBe("admitted");
    expect(textOf(bodyOf({ ...order, salt: "479249096354" }, { extra: { a: 1 } }))).toBe(
      "admitted",
    );
  });

  it("hands the exchange what was signed", async () => {
    const expiring = await signed({ ...plain, builder: `0x${"22".repeat(32)}` });
    const body = bodyOf(
      { ...expiring, expiration: "1795216276" },
      { orderType: "GTD", postOnly: true, deferExec: true },
    );
    expect(admitOrder(body, poster, portsOf())).toMatchObject({
      isAdmitted: true,
      request: {
        account: poster.signer,
        session: "key-1",
        tokenId: TOKEN,
        side: "BUY",
        makerAmount: 5_000_000,
        takerAmount: 10_000_000,
        orderType: "GTD",
        isPostOnly: true,
        defersExecution: true,
        expiresAtMs: 1_795_216_276_000,
        builderCode: `0x${"22".repeat(32)}`,
      },
    });
  });

  it("refuses in the venue's words", async () => {
    const order = await signed(plain);
    const foreignKey = { ...poster, apiKey: "key-2" };
    const foreignSigner = { ...poster, signer: stranger.address.toLowerCase() };
    expect(textOf(bodyOf(order), foreignKey)).toBe(
      "the order owner has to be the owner of the API KEY",
    );
    expect(textOf(bodyOf(order), foreignSigner)).toBe(
      "the order signer address has to be the address of the API KEY",
    );
    expect(textOf(bodyOf(await signed(plain, stranger)))).toBe("invalid signature");
    expect(textOf(bodyOf({ ...order, makerAmount: "5000001" }))).toBe("invalid signature");
    expect(textOf(bodyOf(await signed({ ...plain, tokenId: "17" })))).toBe("Invalid token id");
    expect(textOf(bodyOf(order, { orderType: "GTD" }))).toBe("invalid expiration");
    expect(textOf(bodyOf({ ...order, expiration: "1795216276" }))).toBe("invalid expiration");
    const { timestamp: _timestamp, ...old } = order;
    const retired = { ...old, taker: walletAddress, nonce: "0", feeRateBps: "0" };
    expect(textOf(bodyOf(retired))).toBe("order_version_mismatch");
  });

  it("refuses signatures that the contracts would refuse", async () => {
    const order = await signed(plain);
    const text = String(order["signature"]);
    const withSignature = (signature: string) => textOf(bodyOf({ ...order, signature }));
    const isOdd = text.endsWith("1b");
    expect(withSignature(`${text.slice(0, -2)}${isOdd ? "1c" : "1b"}`)).toBe("invalid signature");
    expect(withSignature(`${text.slice(0, -2)}${isOdd ? "00" : "01"}`)).toBe("invalid signature");
    expect(withSignature(text.slice(0, -2))).toBe("invalid signature");
    expect(withSignature(`${text}00`)).toBe("invalid signature");
    expect(withSignature(`0x${"00".repeat(65)}`)).toBe("invalid signature");
    expect(withSignature(`0x${"ff".repeat(65)}`)).toBe("invalid signature");
    const groupOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const high = (groupOrder - BigInt(`0x${text.slice(66, 130)}`)).toString(16).padStart(64, "0");
    expect(withSignature(`${text.slice(0, 66)}${high}${isOdd ? "1c" : "1b"}`)).toBe(
      "invalid signature",
    );
  });

  it("lets a key spend from its proxy or Safe wallet, and nobody else", async () => {
    const wallets = createWalletRegistry();
    const proxied = { ...plain, maker: walletAddress };
    const theirs = { ...proxied, signer: stranger.address };
    const them = { apiKey: "key-1", signer: stranger.address.toLowerCase() };
    for (const signatureType of [1, 2]) {
      const own = bodyOf(await signed({ ...proxied, signatureType }));
      expect(textOf(own, poster, portsOf(wallets))).toBe("admitted");
      const foreign = bodyOf(await signed({ ...theirs, signatureType }, stranger));
      expect(textOf(foreign, them, portsOf(wallets))).toBe("invalid signature");
    }
    expect(wallets.ownerOf(walletAddress)).toBe(poster.signer);
    // A key is not its own proxy wallet.
    expect(textOf(bodyOf(await signed({ ...plain, signatureType: 1 })))).toBe("invalid signature");
    // Without a wallet of that kind nobody spends from an address but its own key.
    expect(textOf(bodyOf(await signed(proxied)))).toBe("invalid signature");
  });

  it("never lets a key claim an account that proved itself before", async () => {
    const wallets = createWalletRegistry([[owner.address, owner.address]]);
    const theft = { ...plain, maker: owner.address, signer: stranger.address, signatureType: 1 };
    const thief = { apiKey: "key-1", signer: stranger.address.toLowerCase() };
    const body = bodyOf(await signed(theft, stranger));
    expect(textOf(body, thief, portsOf(wallets))).toBe("invalid signature");
  });

  it("gives an address back to its own key, whoever has named it as a wallet", async () => {
    const wallets = createWalletRegistry();
    const theft = { ...plain, maker: owner.address, signer: stranger.address, signatureType: 2 };
    const thief = { apiKey: "key-1", signer: stranger.address.toLowerCase() };
    const stolen = bodyOf(await signed(theft, stranger));
    expect(textOf(stolen, thief, portsOf(wallets))).toBe("admitted");
    const own = bodyOf(await signed(plain));
    expect(textOf(own, poster, portsOf(wallets))).toBe("admitted");
    expect(textOf(stolen, thief, portsOf(wallets))).toBe("invalid signature");
  });

  it("takes a deposit wallet's nested signature from its owner only", async () => {
    const wallets = createWalletRegistry();
    const fields = { ...plain, maker: walletAddress, signer: walletAddress, signatureType: 3 };
    const own = await signedByWallet(fields, owner);
    expect(String(own["signature"])).toHaveLength(2 + 317 * 2);
    expect(textOf(bodyOf(own), poster, portsOf(wallets))).toBe("admitted");
    const other = await signedByWallet({ ...fields, maker: `0x${"cd".repeat(20)}` }, owner);
    expect(textOf(bodyOf(other))).toBe("invalid signature");
    const them = { apiKey: "key-1", signer: stranger.address.toLowerCase() };
    expect(textOf(bodyOf(own), them, portsOf())).toBe("invalid signature");
    const foreign = await signedByWallet(fields, stranger);
    expect(textOf(bodyOf(foreign), them, portsOf(wallets))).toBe(
      "the order signer address has to be the address of the API KEY",
    );
    const spoiled = String(own["signature"]).split("");
    for (const at of [10, 140, 200, 300, 635]) {
      const signature = spoiled.with(at, spoiled[at] === "1" ? "2" : "1").join("");
      expect(textOf(bodyOf({ ...own, signature }))).toBe("invalid signature");
    }
    expect(textOf(bodyOf({ ...own, maker: `0x${"cd".repeat(20)}` }))).toBe("invalid signature");
  });

  it("accepts only the domain of the market's protocol", () => {
    const domain = domainOfMarket(137, { protocol: "v2", negRiskSetId: "0x01" });
    expect(domain).toMatchObject({ version: 3, exchange: contractAddressesOf(137).exchangeV3 });
    const negRisk = domainOfMarket(137, { protocol: "v1", negRiskSetId: "0x01" });
    expect(negRisk).toMatchObject({
      version: 2,
      exchange: contractAddressesOf(137).negRiskExchange,
    });
  });
});

describe("form of posted orders", () => {
  const whole: Fields = { ...plain, signature: `0x${"11".repeat(65)}`, expiration: "0" };

  it.each<[string, Fields]>([
    ["a negative amount", { makerAmount: "-5" }],
    ["a signed amount", { makerAmount: "+5" }],
    ["an amount with a leading zero", { makerAmount: "05" }],
    ["an amount with a point", { makerAmount: "5.0" }],
    ["an amount in exponents", { makerAmount: "5e6" }],
    ["a hexadecimal amount", { makerAmount: "0x5" }],
    ["an amount with blanks", { makerAmount: " 5" }],
    ["an amount as a number", { makerAmount: 5 }],
    ["no amount", { makerAmount: "0" }],
    ["an amount beyond exact integers", { takerAmount: "9007199254740993" }],
    ["a huge amount", { takerAmount: "9".repeat(1000) }],
    ["a token id beyond 256 bits", { tokenId: `1${"0".repeat(78)}` }],
    ["a token id of 2^256", { tokenId: String(2n ** 256n) }],
    ["a token id with a leading zero", { tokenId: `0${TOKEN}` }],
    ["a token id as a number", { tokenId: 12 }],
    ["a salt that lost digits", { salt: 2 ** 60 }],
    ["a broken salt", { salt: 1.5 }],
    ["a salt that is no number", { salt: Number.NaN }],
    ["a negative salt", { salt: -1 }],
    ["a short address", { maker: "0x1234" }],
    ["an address without prefix", { maker: owner.address.slice(2) }],
    ["a list for an address", { maker: [owner.address] }],
    ["an unknown side", { side: "buy" }],
    ["a side by number", { side: 0 }],
    ["an unknown signature type", { signatureType: 4 }],
    ["a signature type in text", { signatureType: "0" }],
    ["a missing timestamp", { timestamp: undefined }],
    ["no hexadecimal signature", { signature: `0x${"zz".repeat(65)}` }],
    ["an endless signature", { signature: `0x${"11".repeat(5000)}` }],
    ["a broken builder", { builder: "0x12" }],
    ["an expiration that is no integer", { expiration: "soon" }],
  ])("refuses %s", (_name, change) => {
    expect(parsePostedOrder(bodyOf({ ...whole, ...change }))).toMatchObject({
      isParsed: false,
      refusal: { code: "invalid_payload", httpStatus: 400, text: "Invalid order payload" },
    });
  });

  it("refuses bodies that are no orders", () => {
    const deep: unknown = JSON.parse(`${"[".repeat(2000)}${"]".repeat(2000)}`);
    const bodies: unknown[] = [
      null,
      undefined,
      0,
      "",
      [],
      {},
      deep,
      { order: deep },
      { order: null },
      bodyOf(whole, { owner: 5 }),
      bodyOf(whole, { owner: "x".repeat(1000) }),
      bodyOf(whole, { orderType: "IOC" }),
      bodyOf(whole, { postOnly: "true" }),
      bodyOf(whole, { deferExec: 1 }),
      JSON.parse(`{"__proto__":${JSON.stringify(bodyOf(whole))}}`),
      JSON.parse(`{"owner":"a","orderType":"GTC","order":{"__proto__":${JSON.stringify(whole)}}}`),
    ];
    for (const body of bodies) expect(parsePostedOrder(body).isParsed).toBe(false);
    expect(parsePostedOrder(bodyOf(whole)).isParsed).toBe(true);
  });

  it("never throws, whatever is posted", () => {
    const field = fc.constantFrom(...Object.keys(whole));
    fc.assert(
      fc.property(field, fc.jsonValue(), (name, value) => {
        const text = textOf(bodyOf({ ...whole, [name]: value }));
        expect(text).not.toBe("admitted");
      }),
      { numRuns: 500 },
    );
  });
});
