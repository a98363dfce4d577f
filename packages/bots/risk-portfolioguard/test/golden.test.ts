import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { positionCostMicroUsd } from "@polytraders/quant";
import { describe, expect, it } from "vitest";
import { ask } from "./limits-run.ts";

interface GoldenCase {
  readonly id: string;
  readonly fn: string;
  readonly input: {
    readonly config: {
      readonly starting_balance_usd: number;
      readonly max_drawdown_usd: number;
      readonly max_trade_size_usd: number;
      readonly max_per_market_usd: number;
      readonly max_portfolio_exposure_usd: number;
      readonly max_open_positions: number;
      readonly daily_volume_cap_usd: number;
      readonly mode: string;
    };
    readonly state: {
      readonly balance_usd: number;
      readonly daily_volume_usd: number;
      readonly halted: boolean;
      readonly positions: readonly {
        readonly token_id: string;
        readonly condition_id: string;
        readonly size: number;
        readonly avg_entry_price: number;
      }[];
    };
    readonly signal: {
      readonly side: "BUY" | "SELL";
      readonly token_id: string;
      readonly condition_id: string;
      readonly price: number;
      readonly size: number;
    };
  };
  readonly expected: { readonly decision: string; readonly size: number };
}

const file = join(
  process.env["POLYTRADERS_GOLDEN_DIR"] ?? "../shared/golden",
  "11-risk-pipeline.json",
);
const cases = existsSync(file) ? read(file) : [];

function read(path: string): GoldenCase[] {
  const { cases: all } = JSON.parse(readFileSync(path, "utf8")) as { cases: GoldenCase[] };
  return all.filter(({ fn }) => fn === "riskCheck");
}

const micro = (amount: number): number => Math.round(amount * 1_000_000);

describe.skipIf(cases.length === 0)("golden 11", () => {
  it.each(cases)("$id", ({ input, expected }) => {
    const { config, state, signal } = input;
    const marketOf = (conditionId: string): string =>
      conditionId === signal.condition_id ? "market-0" : conditionId;
    const tokenOf = (tokenId: string): string =>
      tokenId === signal.token_id ? "market-0-yes" : tokenId;
    const held = state.positions.map((position) => ({
      marketId: marketOf(position.condition_id),
      tokenId: tokenOf(position.token_id),
      size: micro(position.size),
      costMicroUsd: positionCostMicroUsd(position.size, position.avg_entry_price),
    }));
    const halt = {
      scope: { botId: null, marketId: null },
      cause: "automatic" as const,
      by: "risk.killswitch",
      reasonCode: "RISK_DRAWDOWN_BREACH",
      reason: "a golden case",
      sinceMs: 0,
    };
    const found = ask(
      {
        halts: state.halted ? [halt] : [],
        ledger: {
          cashMicroUsd: micro(state.balance_usd),
          dailyVolumeMicroUsd: micro(state.daily_volume_usd),
          held,
        },
      },
      { side: signal.side, price: Math.round(signal.price * 10_000), size: micro(signal.size) },
      {
        startingBalanceMicroUsd: micro(config.starting_balance_usd),
        drawdownMicroUsdMax: micro(config.max_drawdown_usd),
        tradeSizeMicroUsdMax: micro(config.max_trade_size_usd),
        perMarketMicroUsdMax: micro(config.max_per_market_usd),
        portfolioMicroUsdMax: micro(config.max_portfolio_exposure_usd),
        openPositionsMax: config.max_open_positions,
        dailyVolumeMicroUsdMax: micro(config.daily_volume_cap_usd),
        riskMode: config.mode,
      },
    );
    expect(found.sizeMicroShares).toBe(micro(expected.size));
    expect(found.sizeMicroShares > 0).toBe(expected.decision === "ALLOW");
  });
});
