import { join } from "node:path";
import type { MarketDataSource } from "@polytraders/core";
import { holdRows, type RowsInput } from "../backtest/held-rows.ts";
import type { Round } from "../harness/benchmark.ts";
import { loadInternal } from "../harness/internal-modules.ts";
import { compose, type CompositionName } from "./composition.ts";
import { createRuntime, openFreshJournal, SameEveryTime } from "./run-parts.ts";

interface Input extends RowsInput {
  readonly composition: CompositionName;
  readonly folder: string;
}

const CASH_MICRO_USD = 1_000_000_000;
const same = new SameEveryTime();

/** What a backtest is: the rows as a recording, orders to the venue simulated over it. */
export async function prepare({ composition, folder, ...rows }: Input): Promise<Round> {
  const { markets, batches } = await holdRows(rows);
  const { openReplaySession } = await loadInternal("adapters/venue/trading/replay-session");
  const { beginTrading } = await loadInternal("cli/run/run-driver");
  const source: MarketDataSource = {
    origin: { kind: "synthetic", label: "load", fingerprint: "load" },
    markets,
    batches: async function* () {
      yield* batches;
    },
  };
  // The composition of a run depends on its markets' terms, which the session states.
  const known = await openReplaySession({ source, cashMicroUsd: CASH_MICRO_USD });
  const parts = await compose(composition, known.markets);
  return async () => {
    const session = await openReplaySession({ source, cashMicroUsd: CASH_MICRO_USD });
    const journal = openFreshJournal(join(folder, `${composition}-session.sqlite`));
    const runtime = createRuntime(parts, session.markets, { gateway: session.gateway, journal });
    const { kernel } = runtime;
    journal.run({ runId: "benchmark" });
    beginTrading(session, runtime, "benchmark");
    await session.runUntil(Number.POSITIVE_INFINITY);
    await session.finish();
    await session.close();
    kernel.finish();
    journal.checkpoint(kernel.sequence, kernel.stateHash);
    journal.close();
    return {
      operations: kernel.rowCount,
      checksum: same.check(kernel.stateHash),
      figures: {
        events: kernel.sequence,
        "ledger entries": runtime.desk?.ledger.view.entryCount ?? 0,
      },
    };
  };
}
