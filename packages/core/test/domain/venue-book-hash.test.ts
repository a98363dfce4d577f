import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { venueBookHash, z } from "../../src/index.ts";

const goldenDirectory =
  process.env["POLYTRADERS_GOLDEN_DIR"] ??
  join(import.meta.dirname, "../../../../../shared/golden");
const vectorFile = join(dirname(goldenDirectory), "facts", "polymarket-examples.json");

const levels = z.array(z.object({ price: z.string(), size: z.string() }));
const vectorsSchema = z.object({
  signing_vectors: z.object({
    book_hash: z
      .array(
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
      )
      .min(2),
  }),
});

function readVectors() {
  const parsed: unknown = JSON.parse(readFileSync(vectorFile, "utf8"));
  return vectorsSchema.parse(parsed).signing_vectors.book_hash;
}

describe("venueBookHash", () => {
  it.skipIf(!existsSync(vectorFile))("gives the venue's hashes", () => {
    for (const { hash, ...book } of readVectors()) expect(venueBookHash(book)).toBe(hash);
  });

  const book = {
    market: "0xaabbcc",
    asset_id: "100",
    timestamp: "123456789",
    bids: [
      { price: "0.3", size: "100" },
      { price: "0.4", size: "100" },
    ],
    asks: [
      { price: "0.6", size: "100" },
      { price: "0.7", size: "100" },
    ],
    min_order_size: "100",
    tick_size: "0.01",
    neg_risk: false,
    last_trade_price: "0.5",
  };
  // From the test suite of the venue's official Python client.
  const hash = "0458ea5755c9f73d64a14636fa5c36ed460ec394";

  it("takes neither key order nor further keys into account", () => {
    const shuffled = Object.fromEntries(Object.entries(book).toReversed());
    const answered = { ...shuffled, ...book, hash: "old", version: "v2" };
    expect(venueBookHash(answered)).toBe(hash);
    const bids = book.bids.map(({ price, size }) => ({ size, price }));
    expect(venueBookHash({ ...book, bids })).toBe(hash);
  });

  it("counts the spelling of numbers and the order of levels", () => {
    expect(venueBookHash({ ...book, tick_size: "0.010" })).not.toBe(hash);
    expect(venueBookHash({ ...book, bids: book.bids.toReversed() })).not.toBe(hash);
    expect(venueBookHash({ ...book, neg_risk: true })).not.toBe(hash);
  });
});
