import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createDrawdownMonitor, DEFAULT_DRAWDOWN_RULES, effectiveEquity } from "@polytraders/quant";
import { GuardBench } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

interface GoldenCase {
  readonly id: string;
  readonly fn: string;
  readonly input: {
    readonly config: {
      readonly inflight?: "none" | "min_cost_bid";
      readonly peak_mode?: "all_time" | "rolling" | "daily";
      readonly window_days?: number;
    };
    readonly events: readonly {
      readonly ts: number;
      readonly cash: number;
      readonly external_flow?: number;
      readonly positions: readonly {
        readonly size: number;
        readonly cur_price: number;
        readonly avg_entry_price: number;
        readonly redeemable: boolean;
        readonly best_bid: number;
      }[];
    }[];
  };
  readonly expected: { readonly steps: readonly { readonly level: string }[] };
}

const file = join(process.env["POLYTRADERS_GOLDEN_DIR"] ?? "../shared/golden", "12-drawdown.json");
const cases = existsSync(file) ? read(file) : [];

function read(path: string): GoldenCase[] {
  const { cases: all } = JSON.parse(readFileSync(path, "utf8")) as { cases: GoldenCase[] };
  return all.filter(({ fn }) => fn === "drawdownReplay");
}

const LEVEL_OF: Readonly<Record<string, string>> = {
  RISK_DRAWDOWN_OK: "OK",
  RISK_DRAWDOWN_NEAR: "WARN",
  RISK_DRAWDOWN_BREACH: "HALT",
};

const micro = (usd: number): number => Math.round(usd * 1_000_000);

describe.skipIf(cases.length === 0)("golden 12", () => {
  it.each(cases)("$id", ({ input, expected }) => {
    const {
      inflight = "min_cost_bid",
      peak_mode: mode = "all_time",
      window_days = 30,
    } = input.config;
    const inFlightValuation = inflight;
    const monitor = createDrawdownMonitor({
      ...DEFAULT_DRAWDOWN_RULES,
      peakMode: mode,
      windowDays: window_days,
      inFlightValuation,
    });
    let isHalted = false;
    const levels = input.events.map((event) => {
      const positions = event.positions.map((position) => ({
        shares: position.size,
        currentPrice: position.cur_price,
        averageEntryPrice: position.avg_entry_price,
        bestBid: position.best_bid,
        isRedeemable: position.redeemable,
      }));
      // The peak is the ledger's, which has golden tests of its own.
      const { peak } = monitor.observe({
        timeMs: event.ts * 1_000,
        cashUsd: event.cash,
        positions,
        externalFlowUsd: event.external_flow ?? 0,
      });
      const { redeemable, inFlight } = effectiveEquity(event.cash, positions);
      const ledger = {
        cashMicroUsd: micro(event.cash),
        redeemableMicroUsd: micro(redeemable),
        inFlightMicroUsd: micro(inFlight),
        peakCash: { [mode]: micro(peak) },
      };
      const parameters = { drawdownPeakMode: mode, inFlightValuation };
      const level = LEVEL_OF[new GuardBench(bot, parameters, { ledger }).vote().reasonCode];
      isHalted ||= level === "HALT";
      return isHalted ? "HALT" : level;
    });
    expect(levels).toEqual(expected.steps.map((step) => step.level));
  });
});
