import { acceptBot } from "@polytraders/core";
import { at, book, buildLedgerPort, RecordingLog, runFrames } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";
import { DrawdownWatch } from "../src/drawdown-watch.ts";

const PARAMETERS = {
  drawdownShareMax: 0.3,
  drawdownWarnShare: 0.8,
  drawdownPeakMode: "all_time",
  inFlightValuation: "min_cost_bid",
  reconciledAgeMsMax: 0,
  checkIntervalMs: 1_000,
} as const;

describe("the watch between intents", () => {
  it("looks once per interval, halts without being asked, and logs a change of level once", () => {
    const log = new RecordingLog();
    const trips: string[] = [];
    const account = { cashMicroUsd: 100_000_000 };
    const ledger = {
      ...buildLedgerPort(),
      get cashMicroUsd() {
        return account.cashMicroUsd;
      },
      peakCashMicroUsd: () => 100_000_000,
    };
    const killSwitch = {
      haltOf: () => null,
      halts: () => [],
      trip: (_scope: unknown, reasonCode: string) => trips.push(reasonCode) === 1,
    };
    const watch = new DrawdownWatch({ ledger, killSwitch, log: log.for("guard") }, PARAMETERS);
    watch.lookAgain(5_000);
    account.cashMicroUsd = 70_000_000;
    watch.lookAgain(5_999);
    expect([watch.newest?.level, trips]).toEqual(["OK", []]);
    watch.lookAgain(6_000);
    watch.lookAgain(7_000);
    expect(trips).toEqual(["RISK_DRAWDOWN_BREACH", "RISK_DRAWDOWN_BREACH"]);
    expect(log.lines.map(({ message }) => message)).toEqual(["drawdown HALT"]);
  });

  it("leaves a run without a ledger in peace", () => {
    const quote = book({ bids: [["0.4", 100]], asks: [["0.6", 100]] });
    const run = runFrames({
      bots: [acceptBot(bot, "drawdown", "src/bot.ts")],
      frames: [at(1_000), quote, at(3_000), quote],
    });
    expect(run.notices).toEqual([]);
  });
});
