import { GuardBench, type LedgerSetting } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";

function voteOn(ledger: LedgerSetting, parameters = {}) {
  const bench = new GuardBench(bot, parameters, { ledger });
  const { vote, reasonCode } = bench.vote();
  return { vote, reasonCode, trips: bench.trips };
}

describe("drawdown guard", () => {
  it("halts everything at the limit and says how much is lost", () => {
    const ledger = { cashMicroUsd: 200_970_000, peakCash: { all_time: 380_970_000 } };
    expect(voteOn(ledger)).toEqual({
      vote: "REJECT",
      reasonCode: "RISK_DRAWDOWN_BREACH",
      trips: [
        {
          scope: { botId: null, marketId: null },
          reasonCode: "RISK_DRAWDOWN_BREACH",
          found: "lost 180 pUSD of a peak of 380.97, 200.97 left",
        },
      ],
    });
  });

  it("trips nothing below the limit", () => {
    const ledger = { cashMicroUsd: 70_000_001, peakCash: { all_time: 100_000_000 } };
    expect(voteOn(ledger)).toMatchObject({ reasonCode: "RISK_DRAWDOWN_NEAR", trips: [] });
  });

  it("halts on negative cash whatever the peak, and never without a peak otherwise", () => {
    expect(voteOn({ cashMicroUsd: -1, peakCash: { all_time: 0 } })).toMatchObject({
      reasonCode: "RISK_DRAWDOWN_BREACH",
    });
    expect(voteOn({ cashMicroUsd: 0, peakCash: { all_time: 0 } })).toMatchObject({
      reasonCode: "RISK_DRAWDOWN_OK",
    });
  });

  it("counts open positions at the lower of cost and bid, or, literally, not at all", () => {
    const deployed = {
      cashMicroUsd: 60_000_000,
      inFlightMicroUsd: 40_000_000,
      peakCash: { all_time: 100_000_000 },
    };
    expect(voteOn(deployed).reasonCode).toBe("RISK_DRAWDOWN_OK");
    expect(voteOn(deployed, { inFlightValuation: "none" }).reasonCode).toBe("RISK_DRAWDOWN_BREACH");
  });

  it("counts redeemable positions in both forms", () => {
    const won = {
      cashMicroUsd: 60_000_000,
      redeemableMicroUsd: 40_000_000,
      peakCash: { all_time: 100_000_000 },
    };
    expect(voteOn(won, { inFlightValuation: "none" }).reasonCode).toBe("RISK_DRAWDOWN_OK");
  });

  it.each([
    ["all_time", "RISK_DRAWDOWN_BREACH"],
    ["rolling", "RISK_DRAWDOWN_NEAR"],
    ["daily", "RISK_DRAWDOWN_OK"],
  ])("asks for the peak of the mode %s", (drawdownPeakMode, reasonCode) => {
    const peakCash = { all_time: 100_000_000, rolling: 90_000_000, daily: 70_000_000 };
    const found = voteOn({ cashMicroUsd: 68_000_000, peakCash }, { drawdownPeakMode });
    expect(found.reasonCode).toBe(reasonCode);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 0.5, 2 ** 53])(
    "refuses when the in-flight money is %d",
    (inFlightMicroUsd) => {
      expect(voteOn({ inFlightMicroUsd })).toMatchObject({
        vote: "REJECT",
        reasonCode: "RISK_DRAWDOWN_UNKNOWN",
        trips: [],
      });
    },
  );

  it("halts on a loss in old books, too", () => {
    const ledger = {
      cashMicroUsd: 1,
      peakCash: { all_time: 100_000_000 },
      reconciledAtMs: null,
    };
    expect(voteOn(ledger, { reconciledAgeMsMax: 60_000 }).reasonCode).toBe("RISK_DRAWDOWN_BREACH");
  });

  it("keeps a limit of its own to the micro-pUSD where a double would round it away", () => {
    const peakCash = { all_time: 9_000_000_000_000_001 };
    const limit = 2_700_000_000_000_001;
    const cashAtLimit = peakCash.all_time - limit;
    expect(voteOn({ cashMicroUsd: cashAtLimit, peakCash }).reasonCode).toBe("RISK_DRAWDOWN_BREACH");
    expect(voteOn({ cashMicroUsd: cashAtLimit + 1, peakCash }).reasonCode).toBe(
      "RISK_DRAWDOWN_NEAR",
    );
  });
});
