import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { OrderIntent, ReportEnvelope } from "@polytraders/core";
import type { RunSummary } from "../../src/run/run-summary.ts";
import {
  assertSucceeded,
  outsideFolder,
  polytraders,
  readLines,
  type Ended,
} from "../polytraders-process.ts";
import { areGamesAbsent, gameFiles } from "../recorded-games.ts";

const BOT = "strat.lp_rewards";
const evening = gameFiles.filter((file) => file.includes("2025-06-24"));
const { path: folder, write } = outsideFolder();

/** The reward maker on games, which end within hours, so without its expiry filter. */
function configOf(sides: "one" | "two"): string {
  return write(
    `${sides}.yaml`,
    [
      "bots:",
      `  ${BOT}:`,
      `    parameters: { daysToResolveMin: 0, sides: ${sides}, fillCooldownSeconds: 300 }`,
      "risk: { PM_MAX_PER_MARKET_USD: 60, PM_MAX_TRADE_SIZE_USD: 30 }",
      "trading:",
      "  everyMarket:",
      "    rewards: { dailyPoolUsd: 200, spreadCentsMax: 3, sizeSharesMin: 20 }",
      "",
    ].join("\n"),
  );
}

async function backtest(sides: "one" | "two"): Promise<Ended> {
  const data = evening.flatMap((file) => ["--data", file]);
  const ended = await polytraders(
    ["backtest", ...data, "--config", configOf(sides), "--seed", "7", "--json"],
    { folder },
  );
  // An evening may end by failing its acceptance test of profits; it must not end otherwise.
  expect([0, 1]).toContain(ended.code);
  return ended;
}

function summaryOf({ stdout }: Ended): RunSummary {
  return JSON.parse(stdout) as RunSummary;
}

function envelopesOf({ runDir }: RunSummary): ReportEnvelope[] {
  return readLines<ReportEnvelope>(join(runDir, "envelopes.ndjson"));
}

describe.skipIf(areGamesAbsent)("the reward maker on an evening of recorded games", () => {
  let first: RunSummary;
  let second: RunSummary;
  let twoSided: RunSummary;

  beforeAll(async () => {
    first = summaryOf(await backtest("one"));
    second = summaryOf(await backtest("one"));
    twoSided = summaryOf(await backtest("two"));
  }, 240_000);

  it("gives the same state hash twice", () => {
    expect(second.stateHash).toBe(first.stateHash);
    expect(second.trading?.orders).toEqual(first.trading?.orders);
  });

  it("has orders sent and takes none of its own", () => {
    const own = first.trading?.orders.funnel.find(({ originId }) => originId === BOT);
    expect(own?.sent).toBeGreaterThan(10);
    const { bots } = first;
    const bot = bots.find(({ botId }) => botId === BOT);
    expect(bot).toMatchObject({ failures: 0, refusedOutputs: 0, suspended: null });
  });

  it("never fills more than the book showed", () => {
    for (const { trading } of [first, twoSided]) {
      const test = trading?.acceptance.tests.find(({ name }) => name === "fills_within_book");
      expect(test?.verdict).not.toBe("fail");
    }
  });

  it("says with each approved order why it is there and what it should bring", () => {
    for (const summary of [first, twoSided]) {
      const envelopes = envelopesOf(summary);
      const told = new Map(
        envelopes
          .filter(({ botId, kind }) => botId === BOT && kind === "signal")
          .map((envelope) => [`${envelope.eventSequence} ${envelope.marketId}`, envelope]),
      );
      const approvals = envelopes.filter(
        ({ reasonCode, payload }) =>
          reasonCode === "RISK_INTENT_APPROVED" && payload["botId"] === BOT,
      );
      expect(approvals.length).toBeGreaterThan(10);
      for (const { eventSequence, marketId } of approvals) {
        const why = told.get(`${eventSequence} ${marketId}`);
        expect(why?.reasonCode).toBe("STRAT_LP_QUOTING");
        expect(why?.payload["earnedUsdPerDay"]).toBeGreaterThan(0);
      }
    }
  });

  it("keeps to the grid, to its limits and out of its own way", () => {
    const intents = envelopesOf(twoSided)
      .filter(({ botId, kind }) => botId === BOT && kind === "order_intent")
      .map(({ payload }) => payload as unknown as OrderIntent);
    expect(new Set(intents.map(({ tokenId }) => tokenId)).size).toBeGreaterThan(1);
    for (const { price, size, isPostOnly } of intents) {
      expect(price % 100).toBe(0);
      expect(size).toBeGreaterThanOrEqual(20_000_000);
      expect(price * size).toBeLessThanOrEqual(30_000_000 * 10_000);
      expect(isPostOnly).toBe(true);
    }
    const refused = envelopesOf(twoSided).filter(
      ({ kind, reasonCode }) => kind === "risk_decision" && reasonCode.startsWith("RISK_SELF"),
    );
    expect(refused).toEqual([]);
  });

  it("explains an order in plain words", async () => {
    const order = envelopesOf(first).find(
      ({ botId, reasonCode }) => botId === BOT && reasonCode === "STRAT_LP_QUOTING",
    );
    const ended = await polytraders(["explain", first.runId, order?.correlationId ?? ""], {
      folder,
    });
    assertSucceeded(ended);
    expect(ended.stdout).toMatch(
      /LpRewards \(enforced\) rests a bid for .* cents from the midpoint/,
    );
    expect(ended.stdout).toMatch(/% of a pool of 200 USD a day: an estimate of/);
  });
});
