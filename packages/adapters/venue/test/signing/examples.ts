import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "@polytraders/core";

const directory =
  process.env["POLYTRADERS_FACTS_DIR"] ??
  join(import.meta.dirname, "../../../../../../shared/facts");
const file = join(directory, "polymarket-examples.json");

export const hasExamples = existsSync(file);

const domain = z.object({
  name: z.string(),
  version: z.enum(["2", "3"]),
  chainId: z.union([z.literal(137), z.literal(80002)]),
  verifyingContract: z.string(),
});
const order = z.object({
  salt: z.string(),
  maker: z.string(),
  signer: z.string(),
  tokenId: z.string(),
  makerAmount: z.string(),
  takerAmount: z.string(),
  side: z.enum(["BUY", "SELL"]),
  signatureType: z.number(),
  metadata: z.string(),
  builder: z.string(),
  timestamp: z.string(),
  expiration: z.string(),
});
const levels = z.array(z.object({ price: z.string(), size: z.string() }));
const examples = z.object({
  signing_vectors: z.object({
    private_key: z.string(),
    address: z.string(),
    order_type_hash: z.string(),
    orders: z.array(
      z.object({
        label: z.string(),
        domain,
        order,
        orderHash: z.string(),
        signature: z.string(),
        signatureBytes: z.number(),
      }),
    ),
    l1_clob_auth: z.object({
      message: z.object({ address: z.string(), timestamp: z.string(), nonce: z.number() }),
      signature_by_chain: z.record(z.string(), z.string()),
    }),
    l2_hmac: z.array(
      z.object({
        secret: z.string(),
        timestamp: z.number(),
        method: z.string(),
        path: z.string(),
        body: z.string().nullable(),
        signature: z.string(),
      }),
    ),
    book_hash: z.array(
      z.object({
        market: z.string(),
        asset_id: z.string(),
        timestamp: z.string(),
        bids: levels,
        asks: levels,
        min_order_size: z.string(),
        tick_size: z.string(),
        neg_risk: z.boolean(),
        last_trade_price: z.string(),
        hash: z.string(),
      }),
    ),
  }),
  amount_vectors: z.array(
    z.object({
      side: z.enum(["BUY", "SELL"]),
      tick: z.string(),
      price: z.number(),
      size: z.number(),
      makerAmount: z.string(),
      takerAmount: z.string(),
    }),
  ),
  rest: z.array(
    z.looseObject({
      id: z.string(),
      request: z.looseObject({
        path: z.string().optional(),
        headers: z.record(z.string(), z.string()).optional(),
        body_string: z.string().optional(),
      }),
      response: z.looseObject({ body: z.unknown() }),
    }),
  ),
});

export type VenueExamples = z.infer<typeof examples>;
export type ExampleOrder = VenueExamples["signing_vectors"]["orders"][number];

/** The recorded examples of the venue's own messages. */
export function readExamples(): VenueExamples {
  const parsed: unknown = JSON.parse(readFileSync(file, "utf8"));
  return examples.parse(parsed);
}

/** The body of `POST /order` for an example's order. */
export function postedBodyOf(example: ExampleOrder, owner: string): Record<string, unknown> {
  const signed: Record<string, unknown> = {
    ...example.order,
    salt: Number(example.order.salt),
    signature: example.signature,
  };
  return { deferExec: false, postOnly: false, order: signed, owner, orderType: "GTC" };
}
