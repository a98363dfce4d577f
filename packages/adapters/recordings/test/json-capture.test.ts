import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importCaptures, openRecording, type RecordingManifest } from "../src/index.ts";
import { FIRST_TOKEN, SECOND_TOKEN, START_MS } from "./capture-text.ts";
import { dataFolder, isDataAbsent } from "./recorded-data.ts";
import { inShort, listRows } from "./row-list.ts";
import { scratchFolder } from "./scratch-folder.ts";

const scratch = scratchFolder();
const market = `0x${"ab".repeat(32)}`;
let runs = 0;

const book = {
  event_type: "book",
  market,
  asset_id: FIRST_TOKEN,
  timestamp: String(START_MS),
  hash: "h",
  bids: [{ price: ".48", size: "5" }],
  asks: [{ price: "0.52", size: "7" }],
};

async function imported(
  text: string,
): Promise<{ manifest: RecordingManifest; rows: string[]; folder: string }> {
  runs += 1;
  const path = scratch.write(`capture-${runs}.ndjson`, text);
  const folder = join(scratch.path, `run-${runs}`);
  const { manifest } = await importCaptures([path], folder);
  return { manifest, rows: (await listRows(await openRecording(folder))).map(inShort), folder };
}

function at(offsetMs: number, message: object): object {
  return { market, timestamp: String(START_MS + offsetMs), ...message };
}

function lines(...values: (object | string)[]): string {
  return values
    .map((value) => (typeof value === "string" ? value : JSON.stringify(value)))
    .join("\n");
}

describe("raw messages", () => {
  it("reads every shape of price_change", async () => {
    const change = { price: "0.5", size: "3", side: "BUY" };
    const { rows } = await imported(
      lines(
        [book],
        at(1, { event_type: "price_change", asset_id: FIRST_TOKEN, ...change }),
        at(2, {
          event_type: "price_change",
          asset_id: FIRST_TOKEN,
          changes: [{ ...change, price: "0.51" }],
        }),
        at(3, {
          price_changes: [
            { ...change, asset_id: FIRST_TOKEN, price: "0.49", best_bid: "0.51", best_ask: "0.52" },
            {
              ...change,
              asset_id: SECOND_TOKEN,
              price: "0.51",
              side: "SELL",
              best_bid: "0.48",
              best_ask: "",
            },
          ],
        }),
      ),
    );
    expect(rows).toEqual([
      "BookStart",
      "Level ask 5200 7",
      "Level bid 4800 5 |",
      "Level bid 5000 3 |",
      "Level bid 5100 3 |",
      "Level bid 4900 3",
      "Level ask 5100 3 second",
      "BestPrice bid 5100",
      "BestPrice ask 5200",
      "BestPrice bid 4800 second",
      "BestPrice ask 0 second |",
    ]);
  });

  it("reads trades, tick changes, best quotes and the resolution", async () => {
    const { rows, manifest } = await imported(
      lines(
        { ...book, tick_size: "0.01", min_order_size: "5", neg_risk: true },
        at(1, {
          event_type: "last_trade_price",
          asset_id: SECOND_TOKEN,
          price: "0.48",
          size: "2.5",
          side: "SELL",
          fee_rate_bps: "0",
        }),
        at(2, {
          event_type: "tick_size_change",
          asset_id: FIRST_TOKEN,
          old_tick_size: "0.01",
          new_tick_size: "0.001",
        }),
        at(2, {
          event_type: "tick_size_change",
          asset_id: SECOND_TOKEN,
          old_tick_size: "0.01",
          new_tick_size: "0.001",
        }),
        at(3, {
          event_type: "best_bid_ask",
          asset_id: FIRST_TOKEN,
          best_bid: "0.48",
          best_ask: "1",
        }),
        at(4, {
          event_type: "market_resolved",
          assets_ids: [FIRST_TOKEN, SECOND_TOKEN],
          winning_asset_id: SECOND_TOKEN,
        }),
      ),
    );
    expect(rows.slice(3)).toEqual([
      "Trade sells 4800 2.5 second |",
      "TickSize 10 |",
      "BestPrice bid 4800",
      "BestPrice ask 0 |",
      "Status 4 |",
    ]);
    expect(manifest.markets[0]).toMatchObject({
      marketId: market,
      tokenIds: [FIRST_TOKEN, SECOND_TOKEN],
      tickSize: 100,
      minimumOrderSize: 5_000_000,
      isNegRisk: true,
    });
  });

  it("takes the tick before the change from the change itself", async () => {
    const { rows, manifest } = await imported(
      lines(
        at(0, {
          event_type: "tick_size_change",
          asset_id: FIRST_TOKEN,
          old_tick_size: "0.01",
          new_tick_size: "0.001",
        }),
      ),
    );
    expect(rows).toEqual(["TickSize 10 |"]);
    expect(manifest.markets[0]?.tickSize).toBe(100);
  });

  it("unwraps frames and places heartbeats by their receive time", async () => {
    const wrap = (receivedMs: number, raw: string): object => ({
      received_ms: START_MS + receivedMs,
      raw,
    });
    const { folder, manifest } = await imported(
      lines(
        wrap(25, JSON.stringify([book])),
        wrap(10_025, "PONG"),
        "PONG",
        wrap(20_025, JSON.stringify({ ...book, timestamp: String(START_MS + 20_000) })),
      ),
    );
    const rows = await listRows(await openRecording(folder));
    const beats = rows.filter(({ kind }) => kind === "Heartbeat");
    expect(beats.map(({ timeMs, isFrameEnd }) => [timeMs - START_MS, isFrameEnd])).toEqual([
      [10_000, true],
    ]);
    expect(manifest.rejected).toEqual({});
  });

  it("uses new_market facts: slug, outcomes and the venue's token order", async () => {
    const fresh = {
      event_type: "new_market",
      market,
      slug: "will-it-rain",
      clob_token_ids: [SECOND_TOKEN, FIRST_TOKEN],
      outcomes: ["Yes", "No"],
    };
    const { manifest, rows } = await imported(lines(fresh, book));
    expect(manifest.markets[0]).toMatchObject({
      slug: "will-it-rain",
      tokenIds: [SECOND_TOKEN, FIRST_TOKEN],
      outcomes: ["Yes", "No"],
    });
    expect(rows[0]).toBe("BookStart second");
  });

  it("reads one pretty-printed value over the whole file", async () => {
    expect((await imported(JSON.stringify([book], null, 2))).rows).toHaveLength(3);
  });

  it("counts what it cannot read and keeps the rest of the message", async () => {
    const damaged = {
      ...book,
      bids: [
        { price: "0.48", size: "-1" },
        { price: "0.47", size: "NaN" },
        { price: "0.46", size: "4" },
        7,
      ],
    };
    const { rows, manifest } = await imported(
      lines(
        damaged,
        '{"market": "0x',
        at(1, { event_type: "comment" }),
        at(2, { ...book, market: "" }),
        "[1]",
        { ...book, timestamp: "soon" },
      ),
    );
    expect(rows).toEqual(["BookStart", "Level ask 5200 7", "Level bid 4600 4", "Gap 0 inferred |"]);
    expect(manifest.rejected).toEqual({
      DATA_SIZE_NEGATIVE: 1,
      DATA_SIZE_INVALID: 1,
      DATA_FIELD_MISSING: 2,
      DATA_LINE_NOT_JSON: 1,
      DATA_EVENT_UNKNOWN: 2,
      DATA_TIME_INVALID: 1,
    });
    expect(manifest.reports[0]?.damagedBooks).toBe(1);
  });
});

describe.skipIf(isDataAbsent)("recorded payloads", () => {
  it("rebuilds the newest format so that every stated best price agrees", async () => {
    const path = join(dataFolder, "samples/ws-2026-09/market_channel_first_frames.jsonl");
    const { manifest } = await imported(readFileSync(path, "utf8"));
    expect(manifest.reports[0]).toMatchObject({
      messages: { book: 2, price_change: 9 },
      venueBestCompared: 36,
      venueBestDiffering: 0,
      crossedOrLockedStates: 0,
    });
    expect(manifest.rejected).toEqual({});
  });

  it.each(["book", "price_change", "price_change_v2", "last_trade_price", "tick_size_change"])(
    "reads the recorded %s",
    async (name) => {
      const { manifest } = await imported(
        readFileSync(join(dataFolder, `samples/nautilus-ws/${name}.json`), "utf8"),
      );
      expect(manifest.rejected).toEqual({});
      expect(manifest.rowCount).toBeGreaterThan(0);
    },
  );
});
