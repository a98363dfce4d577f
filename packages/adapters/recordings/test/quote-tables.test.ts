import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importCaptures, openRecording } from "../src/index.ts";
import { START_MS } from "./capture-text.ts";
import { dataFolder, isDataAbsent } from "./recorded-data.ts";
import { inShort, listRows } from "./row-list.ts";
import { scratchFolder } from "./scratch-folder.ts";

const scratch = scratchFolder();

describe("tables of best quotes", () => {
  it("become best prices where no size is known: none is made up", async () => {
    const path = scratch.write(
      "paired.csv",
      [
        "id,timestamp_ms,market_ts,asset,side,bid,ask,bid_depth,ask_depth",
        `1,${START_MS},1751328000,BTC,YES,520000,530000,0.0,0.0`,
        `2,${START_MS},1751328000,BTC,NO,470000,480000,0.0,0.0`,
        `3,${START_MS + 100},1751328000,BTC,NO,339999,0,0.0,0.0`,
        `4,${START_MS + 100},1751328000,BTC,NO,339950,360000,0.0,0.0`,
      ].join("\n"),
    );
    const folder = join(scratch.path, "paired");
    const { manifest } = await importCaptures([path], folder);
    const rows = (await listRows(await openRecording(folder))).map(inShort);
    expect(rows).toEqual([
      "BestPrice bid 5200",
      "BestPrice ask 5300",
      "BestPrice bid 4700 second",
      "BestPrice ask 4800 second |",
      "BestPrice bid 3400 second",
      "BestPrice ask 0 second |",
    ]);
    expect(manifest.rejected).toEqual({ DATA_PRICE_OFF_GRID: 1 });
  });

  it("become books of one level a side where sizes are known", async () => {
    const path = scratch.write(
      "summary.csv",
      `timestamp_ms,best_bid_price,best_bid_size,best_ask_price,best_ask_size\n${START_MS},0.78,40.77,0.79,7214.23\n`,
    );
    const folder = join(scratch.path, "summary");
    await importCaptures([path], folder);
    const rows = (await listRows(await openRecording(folder))).map(inShort);
    expect(rows).toEqual(["BookStart", "Level bid 7800 40.77", "Level ask 7900 7214.23 |"]);
  });
});

describe.skipIf(isDataAbsent)("recorded tables", () => {
  const summary = "book-summary/fed-25bps-dec-2025_2025-10-15_2025-10-31";

  it("warn of best quotes taken from the wrong end of the book", async () => {
    const right = await importCaptures(
      [join(dataFolder, `${summary}.csv.gz`)],
      join(scratch.path, "right"),
    );
    const wrong = await importCaptures(
      [join(dataFolder, `${summary}_WRONG-BEST.csv.gz`)],
      join(scratch.path, "wrong"),
    );
    expect(right.manifest.warnings).toEqual([]);
    expect(wrong.manifest.warnings.map(({ code }) => code)).toEqual(["DATA_WRONG_BEST_SUSPECTED"]);
    expect(right.manifest.reports[0]).toMatchObject({
      messages: { quote: 3972 },
      crossedOrLockedStates: 0,
      stepsBack: 0,
    });
  });

  it("refuse mid prices, which make no book", async () => {
    const path = join(
      dataFolder,
      "snapshots-multi/polymarket_100_markets_5min_2026-06-11_2026-06-14.csv.gz",
    );
    await expect(importCaptures([path], join(scratch.path, "mid"))).rejects.toMatchObject({
      code: "DATA_QUOTES_MISSING",
    });
  });

  it("take slugs and tokens of paired quotes from the list beside them", async () => {
    const path = join(dataFolder, "btc-5m/quotes_paired_2026-02-17_a.csv.gz");
    const { manifest } = await importCaptures([path], join(scratch.path, "btc"));
    expect(manifest.markets.map(({ slug }) => slug)).toEqual(
      [1771358700, 1771359000, 1771359300, 1771359600, 1771359900].map(
        (start) => `btc-updown-5m-${start}`,
      ),
    );
    expect(manifest.rejected).toEqual({});
    expect(manifest.rowCount).toBe(2 * 24_456);
  });
});
