import { createHash } from "node:crypto";
import { RowKind, type MarketDataSource } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { createSyntheticSource, type SyntheticOptions } from "../src/index.ts";
import { readRows } from "./frames.ts";

async function digest(source: MarketDataSource): Promise<string> {
  const hash = createHash("sha256");
  for await (const batch of source.batches()) {
    const { timeMs, exchangeTimeMs, market, kind, side, flags, price, size } = batch;
    for (const column of [timeMs, exchangeTimeMs, market, kind, side, flags, price, size]) {
      hash.update(new Uint8Array(column.buffer, 0, batch.length * column.BYTES_PER_ELEMENT));
    }
  }
  return hash.digest("hex");
}

const SCENARIOS: readonly SyntheticOptions[] = [
  { scenario: "demo", seed: 11, durationSeconds: 300 },
  { scenario: "demo", seed: 11, durationSeconds: 300, isMirrored: true, lossEpisodes: 2 },
  { scenario: "load", seed: 11, markets: 7, rowCount: 150_000 },
];

describe.each(SCENARIOS)("determinism of %o", (options) => {
  it("gives the same bytes for the same seed, also when read a second time", async () => {
    const source = createSyntheticSource(options);
    const first = await digest(source);
    expect(await digest(source)).toBe(first);
    expect(await digest(createSyntheticSource(options))).toBe(first);
  });

  it("gives other bytes for other seeds, including seeds that differ above 32 bits", async () => {
    const seeds = [11, 12, 11 + 2 ** 32, 11 + 2 ** 40];
    const digests = await Promise.all(
      seeds.map((seed) => digest(createSyntheticSource({ ...options, seed }))),
    );
    expect(new Set(digests).size).toBe(seeds.length);
  });
});

describe("markets of one seed", () => {
  it.each(SCENARIOS.slice(0, 2))("do not change when markets are added: %o", async (options) => {
    const few = await readRows(createSyntheticSource({ ...options, markets: 2 }));
    const many = await readRows(createSyntheticSource({ ...options, markets: 9 }));
    const isOfTheFew = (row: { kind: number; market: number }): boolean =>
      row.market < 2 && row.kind !== RowKind.Heartbeat;
    expect(many.filter(isOfTheFew)).toEqual(few.filter(isOfTheFew));
  });

  it("have markets that share a character but not a history", async () => {
    const rows = await readRows(
      createSyntheticSource({ seed: 3, markets: 5, durationSeconds: 120 }),
    );
    const pricesOf = (market: number): string =>
      rows
        .filter((row) => row.market === market)
        .map((row) => row.size)
        .join(" ");
    expect(pricesOf(0)).not.toBe(pricesOf(4));
  });
});

/** Pinned so that no change of the generator goes unnoticed: raise GENERATOR_VERSION with it. */
describe("the committed demo", () => {
  it("has the bytes that its fingerprint stands for", async () => {
    const source = createSyntheticSource({ seed: 7 });
    expect({ fingerprint: source.origin.fingerprint, digest: await digest(source) }).toEqual({
      fingerprint: "7-0bd634a33a254009",
      digest: "526cfede359c9d7608bc8bf0ea4a61ef90a7e6f4ff5b211a294d29a329fd3075",
    });
  });
});
