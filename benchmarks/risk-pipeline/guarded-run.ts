import {
  approve,
  Runtime,
  RowFlag,
  RowKind,
  RowSide,
  createBatch,
  type ExecutionPort,
  type MarketDataBatch,
  type MarketDefinition,
} from "@polytraders/core";
import type { Round } from "../harness/benchmark.ts";
import { loaded } from "../backtest/bench-bots.ts";
import { guardOf, strategyOf } from "./pipeline-bots.ts";

interface Input {
  readonly intents: number;
  readonly guards: number;
  readonly markets: number;
  /** True to have audit records and envelopes made and thrown away. */
  readonly isAudited: boolean;
}

const INTENTS_PER_FRAME = 8;

/** A strategy that proposes at every frame, guards that read the ledger's figures and approve. */
export function prepare({ intents, guards, markets, isAudited }: Input): Round {
  const definitions = marketsOf(markets);
  const frames = Math.ceil(intents / INTENTS_PER_FRAME);
  const batches = framesOf(frames, markets);
  return () => {
    let approved = 0;
    const execution: ExecutionPort = {
      submit: () => {
        approved += 1;
      },
      cancel: () => undefined,
    };
    const durationsMs = new Float64Array(frames * INTENTS_PER_FRAME);
    let count = 0;
    const strategy = strategyOf(definitions, INTENTS_PER_FRAME, (durationMs) => {
      durationsMs[count] = durationMs;
      count += 1;
    });
    const voters = Array.from({ length: guards }, (_, index) =>
      guardOf(`g${String(index).padStart(2, "0")}`, () => approve("RISK_FINE")),
    );
    const runtime = new Runtime({
      markets: definitions,
      bots: [strategy, ...voters].map((each) => ({ bot: loaded(each), configuration: {} })),
      configVersion: "benchmark",
      seed: 1,
      stopwatch: { nowMs: () => performance.now() },
      log: () => ({ info: () => undefined, warn: () => undefined }),
      onNotice: ({ code, found }) => {
        throw new Error(`${code}: ${found}`);
      },
      observers: isAudited ? [{ onAudit: () => undefined, onEnvelope: () => undefined }] : [],
      risk: { execution, waitsForVotes: true },
    });
    runtime.command({
      schemaVersion: 1,
      command: "enable_trading",
      commandId: "enable",
      operator: "benchmark",
      reason: "measuring",
      atMs: 0,
      expiresAtMs: null,
      scope: { botId: null, marketId: null },
    });
    for (const batch of batches) runtime.apply(batch);
    if (approved !== count) throw new Error(`${approved} of ${count} intents approved`);
    return {
      operations: approved,
      checksum: runtime.kernel.stateHash,
      figures: {
        "p99.9 ms": slowestThousandthMs(durationsMs),
      },
    };
  };
}

export function marketsOf(count: number): MarketDefinition[] {
  return Array.from({ length: count }, (_, index) => ({
    marketId: `market-${String(index).padStart(4, "0")}`,
    slug: `market-${index}`,
    tokenIds: [`${index}-first`, `${index}-second`],
    outcomes: ["Yes", "No"],
    tickSize: 100,
    minimumOrderSize: 5_000_000,
    isNegRisk: false,
  }));
}

/** One changed level a frame, market after market. */
function framesOf(frames: number, markets: number): MarketDataBatch[] {
  const batches: MarketDataBatch[] = [];
  for (let from = 0; from < frames; from += 4_096) {
    const length = Math.min(4_096, frames - from);
    const batch = createBatch(length);
    batch.length = length;
    for (let row = 0; row < length; row += 1) {
      const number = from + row;
      batch.timeMs[row] = 1_000 + number;
      batch.exchangeTimeMs[row] = 1_000 + number;
      batch.market[row] = number % markets;
      batch.kind[row] = RowKind.Level;
      batch.side[row] = RowSide.Bid;
      batch.flags[row] = RowFlag.FrameEnd;
      batch.price[row] = 4_000;
      batch.size[row] = 100_000_000 + (number % 7) * 1_000_000;
    }
    batches.push(batch);
  }
  return batches;
}

/** Duration that one intent in a thousand exceeds. */
export function slowestThousandthMs(durationsMs: Float64Array): number {
  const top = new Float64Array(Math.ceil(durationsMs.length / 1_000));
  let least = 0;
  for (const durationMs of durationsMs) {
    if (durationMs <= (top[least] ?? 0)) continue;
    top[least] = durationMs;
    least = top.reduce((lowest, value, place) => (value < (top[lowest] ?? 0) ? place : lowest), 0);
  }
  return top[least] ?? 0;
}
