import { BATCH_ROWS, RowKind, type MarketDataBatch } from "@polytraders/core";
import { describe, expect, it } from "vitest";
import { createSyntheticSource } from "../src/index.ts";
import { readRows } from "./frames.ts";

describe("the load scenario", () => {
  it.each([1, 2, 19, 20, 65_536, 200_003])(
    "gives exactly %i rows, as announced",
    async (rowCount) => {
      const source = createSyntheticSource({ scenario: "load", seed: 1, markets: 9, rowCount });
      expect(source.rowCount).toBe(rowCount);
      expect(await readRows(source)).toHaveLength(rowCount);
    },
  );

  it("reuses one batch of normal size, so that memory does not grow with the rows", async () => {
    const batches = new Set<MarketDataBatch>();
    const columns = new Set<Float64Array>();
    let rows = 0;
    const source = createSyntheticSource({ scenario: "load", seed: 1, rowCount: 500_000 });
    for await (const batch of source.batches()) {
      batches.add(batch);
      columns.add(batch.size);
      rows += batch.length;
    }
    expect([rows, batches.size, columns.size]).toEqual([500_000, 1, 1]);
    expect([...columns][0]).toHaveLength(BATCH_ROWS);
  });

  it("gives every market its opening book, trades and mid moves", async () => {
    const source = createSyntheticSource({
      scenario: "load",
      seed: 4,
      markets: 50,
      rowCount: 200_000,
    });
    const rows = await readRows(source);
    for (let market = 0; market < 50; market += 1) {
      const own = rows.filter((row) => row.market === market && row.kind !== RowKind.Heartbeat);
      expect(own[0]?.kind).toBe(RowKind.BookStart);
      expect(own.filter((row) => row.kind === RowKind.Trade).length).toBeGreaterThan(3);
      expect(
        own.filter((row) => row.size === 0 && row.kind === RowKind.Level).length,
      ).toBeGreaterThan(3);
    }
  });
});
