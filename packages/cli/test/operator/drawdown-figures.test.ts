import { describe, expect, it } from "vitest";
import { drawdownFigures } from "../../src/operator/drawdown-figures.ts";
import { readRiskSettings } from "../../src/risk-settings/read-risk-settings.ts";

function figures(
  usd: { readonly cash: number; readonly inFlight?: number; readonly peak: number },
  environment: Readonly<Record<string, string>> = {},
) {
  const { settings } = readRiskSettings({ environment, warn: () => undefined });
  const micro = (amount: number): number => Math.round(amount * 1e6);
  return drawdownFigures(
    {
      cashMicroUsd: micro(usd.cash),
      redeemableMicroUsd: 0,
      inFlightMicroUsd: micro(usd.inFlight ?? 0),
      peakCashMicroUsd: () => micro(usd.peak),
    },
    settings,
  );
}

describe("the distance to the halt", () => {
  it("is to the nearer of share and loss", () => {
    expect(figures({ cash: 480, peak: 500 })).toMatchObject({
      share: 0.04,
      haltEquityMicroUsd: 350_000_000,
      lossHaltEquityMicroUsd: 250_000_000,
      distanceMicroUsd: 130_000_000,
      level: "OK",
    });
    const risen = { PM_STARTING_BALANCE_USD: "1000", PM_MAX_DRAWDOWN_USD: "100" };
    expect(figures({ cash: 950, peak: 1_000 }, risen)).toMatchObject({
      distanceMicroUsd: 50_000_000,
    });
  });

  it.each([
    [380.01, "OK"],
    [380, "WARN"],
    [350.000001, "WARN"],
    [350, "HALT"],
  ])("warns at 80 % of the limit and halts at it: equity %d is %s", (cash, level) => {
    expect(figures({ cash, peak: 500 }).level).toBe(level);
  });

  it("counts positions at the lower of cost and bid, and in the literal mode not at all", () => {
    const account = { cash: 300, inFlight: 150, peak: 500 };
    expect(figures(account).share).toBeCloseTo(0.1, 12);
    expect(figures(account, { PM_DRAWDOWN_IN_FLIGHT: "none" })).toMatchObject({ level: "HALT" });
  });

  it("knows no share without a peak, and the loss all the same", () => {
    expect(figures({ cash: 0, peak: 0 })).toMatchObject({ share: 0, level: "HALT" });
  });
});
