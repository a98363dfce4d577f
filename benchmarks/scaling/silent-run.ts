import { Runtime, type MarketDefinition } from "@polytraders/core";
import { loaded, silentBot } from "../backtest/bench-bots.ts";
import { holdRows } from "../backtest/held-rows.ts";
import type { Round } from "../harness/benchmark.ts";
import { loadInternal } from "../harness/internal-modules.ts";

interface Input {
  readonly markets: number;
  readonly frames: number;
  /** Bots that watch a market without data. */
  readonly botsElsewhere: number;
}

/** Rows of a market's opening book, applied before the clock starts. */
const OPENING_ROWS = 17;
/** Rows of the load scenario per frame after that, with some to spare. */
const ROWS_PER_FRAME = 1.6;
const ELSEWHERE = "synthetic-elsewhere";

/** One silent bot on all markets: what a frame costs, whoever else there is. */
export async function prepare({ markets, frames, botsElsewhere }: Input): Promise<Round> {
  const rowCount = Math.ceil(frames * ROWS_PER_FRAME) + markets * OPENING_ROWS + 200_000;
  const held = await holdRows({ markets, rowCount });
  const { BusyStopwatch } = await loadInternal("cli/run/busy-stopwatch");
  const [first] = held.markets;
  if (first === undefined) throw new RangeError("expected at least one market");
  const elsewhere: MarketDefinition = { ...first, marketId: ELSEWHERE };
  const bots = Array.from({ length: botsElsewhere + 1 }, (_, index) => ({
    bot: loaded(silentBot(index + 1)),
    configuration: {},
    ...(index === 0 ? {} : { markets: [ELSEWHERE] }),
  }));
  const runtime = new Runtime({
    markets: [...held.markets, elsewhere],
    bots,
    configVersion: "benchmark",
    seed: 1,
    stopwatch: new BusyStopwatch(),
    log: () => ({ info: () => undefined, warn: () => undefined }),
    onNotice: () => undefined,
  });
  const { kernel } = runtime;
  let next = 0;
  for (; kernel.rowCount < markets * OPENING_ROWS; next += 1) {
    const batch = held.batches[next];
    if (batch === undefined) throw new RangeError("too few rows to open every market");
    runtime.apply(batch);
  }
  const from = kernel.sequence;
  return () => {
    for (const batch of held.batches.slice(next)) {
      if (kernel.sequence - from >= frames) break;
      runtime.apply(batch);
    }
    return { operations: kernel.sequence - from, checksum: "" };
  };
}
