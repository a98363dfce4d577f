import type { RunState } from "../../src/operator/run-state.ts";

/** A run that trades well; what is given differs. */
export function sampleState(changes: Partial<RunState> = {}): RunState {
  return {
    schemaVersion: 1,
    runId: "paper-1",
    verb: "paper",
    status: "running",
    writtenAt: "2026-11-21T12:00:00.000Z",
    timeMs: 1_795_262_400_000,
    eventSequence: 1_234,
    stateHash: "abc",
    isTradingEnabled: true,
    inboxPosition: 0,
    halts: [],
    quarantines: [],
    account: {
      cashMicroUsd: 480_000_000,
      redeemableMicroUsd: 0,
      inFlightMicroUsd: 9_500_000,
      reservedMicroUsd: 10_000_000,
      availableMicroUsd: 470_000_000,
      effectiveEquityMicroUsd: 489_500_000,
      startEquityMicroUsd: 500_000_000,
      exposureMicroUsd: 20_000_000,
      openPositionCount: 1,
      dailyVolumeMicroUsd: 31_250_000,
      reconciledAtMs: 1_795_262_399_000,
    },
    peaks: { all_time: 500_000_000, rolling: 500_000_000, daily: 490_000_000 },
    drawdown: {
      peakMode: "all_time",
      peakCashMicroUsd: 500_000_000,
      share: 0.021,
      shareMax: 0.3,
      level: "OK",
      haltEquityMicroUsd: 350_000_000,
      lossHaltEquityMicroUsd: 250_000_000,
      distanceMicroUsd: 139_500_000,
    },
    positions: [
      {
        marketId: "m0",
        tokenId: "m0-yes",
        size: 40_000_000,
        costMicroUsd: 20_000_000,
        averagePrice: 5_000,
        realizedPnlMicroUsd: -500_000,
      },
    ],
    openOrders: [
      {
        orderId: "p/e12",
        botId: "strat.maker_tight",
        marketId: "m0",
        tokenId: "m0-yes",
        side: "BUY",
        price: 4_900,
        remainingSize: 20_400_000,
        state: "resting",
        isCancelling: true,
        sentAtMs: 1_795_262_390_000,
      },
    ],
    ...changes,
  };
}

/** A halt of everything, by a guard. */
export const HALT: RunState["halts"][number] = {
  scope: { botId: null, marketId: null },
  cause: "automatic",
  by: "risk.drawdownguard",
  reasonCode: "RISK_DRAWDOWN_BREACH",
  reason: "equity 349 of a peak of 500",
  sinceMs: 1_795_262_000_000,
};
