import {
  notionalMicroUsd,
  parseMicroShares,
  type MarketDataBatch,
  type MarketDataSource,
} from "@polytraders/core";
import { expect, it } from "vitest";
import { batchOf, book, level, type PlainFrame } from "../replay/frames.ts";
import { buildCommand, buildRuntime } from "../../../../testkit/src/index.ts";
import { wishingStrategy } from "../trading/wishing-strategy.ts";
import { tryOrder } from "./snippets/recorded.ts";
import { tradeRecording } from "./snippets/session.ts";

const START_MS = Date.UTC(2026, 0, 5);
const ACCOUNT = `0x${"a1".repeat(20)}`;

const frames: readonly PlainFrame[] = [
  { timeMs: START_MS, rows: book({ bids: [[0.48, 100]], asks: [[0.52, 30]] }) },
  ...Array.from({ length: 180 }, (_, second) => ({
    timeMs: START_MS + 1_000 * (second + 1),
    rows: [level(0, 0.48, 100 + (second % 7))],
  })),
];

const source: MarketDataSource = {
  origin: { kind: "recording", label: "test", fingerprint: "test" },
  markets: [
    {
      marketId: "game",
      slug: "game",
      tokenIds: ["101", "102"],
      outcomes: ["Home", "Away"],
      tickSize: 100,
      minimumOrderSize: 5_000_000,
      isNegRisk: false,
    },
  ],
  async *batches(): AsyncGenerator<MarketDataBatch> {
    yield batchOf(frames);
  },
};

it("the README's order meets the recorded book, late, and no more than it shows", async () => {
  const takerAmount = parseMicroShares("40");
  const answer = await tryOrder(source, ACCOUNT, (tokenId) => ({
    orderId: `0x${"1".padStart(64, "0")}`,
    account: ACCOUNT,
    tokenId,
    side: "BUY",
    makerAmount: notionalMicroUsd(5_200, takerAmount),
    takerAmount,
    orderType: "GTC",
    isPostOnly: false,
    expiresAtMs: null,
    defersExecution: false,
    builderCode: null,
  }));
  expect(answer).toMatchObject({
    status: 200,
    body: { success: true, status: "matched", takingAmount: "30", makingAmount: "15.6" },
  });
});

it("the README's session trades a recording to its end", async () => {
  const fills: string[] = [];
  await tradeRecording(
    source,
    (session) =>
      buildRuntime({
        markets: session.markets,
        bots: [wishingStrategy(2, 3)],
        trading: { gateway: session.gateway },
        observers: [{ onFill: ({ settlement }) => fills.push(settlement) }],
      }).runtime,
    () => buildCommand("enable_trading"),
  );
  expect(fills).toContain("CONFIRMED");
});
