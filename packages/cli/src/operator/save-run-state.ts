import type { LedgerPort, OpenOrder, OpenOrders, Runtime } from "@polytraders/core";
import type { RiskSettings } from "../risk-settings/risk-settings.ts";
import type { RunFolder } from "../run/run-folder.ts";
import { drawdownFigures } from "./drawdown-figures.ts";
import { RUN_STATE_FILE, type RunState } from "./run-state.ts";

/** What a run's state is read from. */
export interface RunStateSources {
  readonly runId: string;
  readonly verb: string;
  readonly status: RunState["status"];
  readonly runtime: Pick<Runtime, "kernel" | "risk">;
  readonly ledger: LedgerPort;
  readonly openOrders: OpenOrders;
  readonly settings: RiskSettings;
  /** Of the run's `OperatorInbox`; 0 for a run that takes no commands. */
  readonly inboxPosition: number;
  /** Wall time. */
  readonly writtenAt: Date;
}

/** Where a run stands at this moment. Call it between events. */
export function runStateOf(sources: RunStateSources): RunState {
  const { runtime, ledger, openOrders, settings } = sources;
  const { kernel, risk } = runtime;
  return {
    schemaVersion: 1,
    runId: sources.runId,
    verb: sources.verb,
    status: sources.status,
    writtenAt: sources.writtenAt.toISOString(),
    timeMs: kernel.nowMs,
    eventSequence: kernel.sequence,
    stateHash: kernel.stateHash,
    isTradingEnabled: kernel.isTradingEnabled,
    inboxPosition: sources.inboxPosition,
    halts: risk.barrier.halts,
    quarantines: risk.barrier.quarantines,
    account: accountOf(ledger),
    peaks: {
      all_time: ledger.peakCashMicroUsd("all_time"),
      rolling: ledger.peakCashMicroUsd("rolling"),
      daily: ledger.peakCashMicroUsd("daily"),
    },
    drawdown: drawdownFigures(ledger, settings),
    positions: ledger.positions().map((position) => ({
      marketId: position.marketId,
      tokenId: position.tokenId,
      size: position.size,
      costMicroUsd: position.costMicroUsd,
      averagePrice: position.averagePrice,
      realizedPnlMicroUsd: position.realizedPnlMicroUsd,
    })),
    openOrders: kernel.markets.flatMap(({ definition }) =>
      openOrders.inMarket(definition.marketId).map(openOrderOf),
    ),
  };
}

/** Writes the state so that a reader finds the old one or the new one, never half of either. */
export function saveRunState(folder: Pick<RunFolder, "writeJson">, state: RunState): void {
  folder.writeJson(RUN_STATE_FILE, state);
}

function accountOf(ledger: LedgerPort): RunState["account"] {
  return {
    cashMicroUsd: ledger.cashMicroUsd,
    redeemableMicroUsd: ledger.redeemableMicroUsd,
    inFlightMicroUsd: ledger.inFlightMicroUsd,
    reservedMicroUsd: ledger.reservedMicroUsd,
    availableMicroUsd: ledger.availableMicroUsd,
    effectiveEquityMicroUsd: ledger.effectiveEquityMicroUsd,
    startEquityMicroUsd: ledger.startEquityMicroUsd,
    exposureMicroUsd: ledger.exposureMicroUsd,
    openPositionCount: ledger.openPositionCount,
    dailyVolumeMicroUsd: ledger.dailyVolumeMicroUsd,
    reconciledAtMs: ledger.reconciledAtMs,
  };
}

function openOrderOf(order: OpenOrder): RunState["openOrders"][number] {
  return {
    orderId: order.orderId,
    botId: order.botId,
    marketId: order.marketId,
    tokenId: order.tokenId,
    side: order.side,
    price: order.price,
    remainingSize: order.remainingSize,
    state: order.state,
    isCancelling: order.isCancelling,
    sentAtMs: order.sentAtMs,
  };
}
