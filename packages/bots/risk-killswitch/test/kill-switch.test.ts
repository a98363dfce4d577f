import { GuardBench, type GuardWorld } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

const NOW_MS = 1_000_000;

function ask(world: GuardWorld, parameters = {}) {
  const bench = new GuardBench(bot, parameters, { nowMs: NOW_MS, ...world });
  const { vote, reasonCode } = bench.vote();
  return { vote, reasonCode, scopes: bench.trips.map(({ scope }) => scope) };
}

const held = [
  { marketId: "market-0", tokenId: "market-0-yes", size: 10_000_000, costMicroUsd: 5_000_000 },
];

describe("kill switch", () => {
  it("halts everything at the floor, and says what was seen", () => {
    const bench = new GuardBench(bot, {}, { ledger: { cashMicroUsd: 250_000_000 } });
    expect(bench.vote().reasonCode).toBe("RISK_DRAWDOWN_BREACH");
    expect(bench.trips).toEqual([
      {
        scope: { botId: null, marketId: null },
        reasonCode: "RISK_DRAWDOWN_BREACH",
        found: "equity 250 pUSD, 1 intents this second",
      },
    ]);
  });

  it("does not halt a micro-pUSD above the floor", () => {
    expect(ask({ ledger: { cashMicroUsd: 250_000_001 } })).toMatchObject({
      reasonCode: "RISK_KILL_SWITCH_NEAR",
      scopes: [],
    });
  });

  it("counts effective equity: money in positions is not lost", () => {
    const ledger = { cashMicroUsd: 212_000_000, inFlightMicroUsd: 200_000_000 };
    expect(ask({ ledger }).reasonCode).toBe("RISK_KILL_SWITCH_CLEAR");
  });

  it("halts everything when the venue is silent with a position or an order open", () => {
    const limit = { feedSilenceMsMax: 30_000 };
    const silent = { venue: { heardAtMs: NOW_MS - 30_001 } };
    const justNot = { venue: { heardAtMs: NOW_MS - 30_000 } };
    const everything = [{ botId: null, marketId: null }];
    expect(ask({ ...silent, ledger: { held } }, limit)).toMatchObject({
      reasonCode: "RISK_FEED_LOST",
      scopes: everything,
    });
    expect(ask({ ...silent, orders: [{}] }, limit).scopes).toEqual(everything);
    expect(ask({ ...justNot, ledger: { held } }, limit).reasonCode).toBe("RISK_KILL_SWITCH_CLEAR");
    expect(ask(silent, limit).reasonCode).toBe("RISK_KILL_SWITCH_CLEAR");
    expect(ask({ ...silent, ledger: { held } }).reasonCode).toBe("RISK_KILL_SWITCH_CLEAR");
  });

  it("halts a silent market only, and only with something open in it", () => {
    const limit = { marketSilenceMsMax: 60_000 };
    const silent = { markets: [{ newestExchangeTimeMs: NOW_MS - 60_001 }] };
    const justNot = { markets: [{ newestExchangeTimeMs: NOW_MS - 60_000 }] };
    expect(ask({ ...silent, ledger: { held } }, limit)).toMatchObject({
      reasonCode: "RISK_MARKET_FEED_LOST",
      scopes: [{ botId: null, marketId: "market-0" }],
    });
    expect(ask({ ...justNot, ledger: { held } }, limit).scopes).toEqual([]);
    expect(ask({ ...silent, orders: [{ marketId: "market-9" }] }, limit).scopes).toEqual([]);
  });

  it("halts a strategy that wants too much within a second, and no other", () => {
    const bench = new GuardBench(bot, { strategyIntentsPerSecondMax: 2 }, { nowMs: NOW_MS });
    const codeFor = (botId: string) => bench.vote({ botId }).reasonCode;
    const clear = "RISK_KILL_SWITCH_CLEAR";
    expect([codeFor("strat.a"), codeFor("strat.a"), codeFor("strat.b")]).toEqual([
      clear,
      clear,
      clear,
    ]);
    expect(codeFor("strat.a")).toBe("RISK_STRATEGY_RUNAWAY");
    expect(bench.trips.map(({ scope }) => scope)).toEqual([{ botId: "strat.a", marketId: null }]);
    bench.see({ nowMs: NOW_MS + 1_000 });
    expect(codeFor("strat.a")).toBe(clear);
  });

  it("refuses without tripping when equity is not known", () => {
    expect(ask({ ledger: { cashMicroUsd: Number.NaN } })).toEqual({
      vote: "REJECT",
      reasonCode: "RISK_ACCOUNT_UNKNOWN",
      scopes: [],
    });
  });
});
