import {
  createBatch,
  RowFlag,
  RowKind,
  Runtime,
  type MarketDataBatch,
  type MarketDefinition,
} from "@polytraders/core";
import type { CaptureMessage } from "../../packages/adapters/recordings/src/capture/capture-message.ts";
import { botsOf, type BotSetName } from "../backtest/bot-sets.ts";
import type { Round } from "../harness/benchmark.ts";
import { checksumOf } from "../harness/book-checksum.ts";
import { loadInternal } from "../harness/internal-modules.ts";
import { quantile } from "../harness/statistics.ts";
import { makeFrames, type FramesInput } from "./frames.ts";

interface Input extends FramesInput {
  readonly bots: BotSetName;
  /** True to measure each frame, which itself costs a little. */
  readonly isEachTimed: boolean;
}

/** Frame bytes through the checking reader of captures, into rows, books and bots. */
export async function prepare(input: Input): Promise<Round> {
  const { JsonCaptureParser } = await loadInternal("adapters/recordings/capture/json-capture");
  const { markets, frames } = makeFrames(input);
  return () => {
    const runtime = new Runtime({
      markets,
      bots: botsOf(input.bots).map((bot) => ({ bot, configuration: {} })),
      configVersion: "benchmark",
      seed: 1,
      stopwatch: { nowMs: () => performance.now() },
      log: () => ({ info: () => undefined, warn: () => undefined }),
      onNotice: () => undefined,
    });
    const rows = new MessageRows(markets);
    const parser = new JsonCaptureParser(false, {
      message: (message) => runtime.apply(rows.of(message)),
      reject: (line, code) => {
        throw new Error(`frame ${line}: ${code}`);
      },
      sizeRounded: () => undefined,
      facts: () => undefined,
    });
    const latenciesUs: number[] = [];
    for (const [index, frame] of frames.entries()) {
      const startedAtMs = input.isEachTimed ? performance.now() : 0;
      parser.readLine(frame.toString(), index + 1);
      if (input.isEachTimed) latenciesUs.push((performance.now() - startedAtMs) * 1_000);
    }
    const timed = {
      "p50 us": quantile(latenciesUs, 0.5),
      "p99 us": quantile(latenciesUs, 0.99),
      "p99.9 us": quantile(latenciesUs, 0.999),
    };
    return {
      operations: frames.length,
      checksum: checksumOf(runtime.kernel.markets),
      ...(input.isEachTimed ? { figures: timed } : {}),
    };
  };
}

/** Level rows of one message in a batch that is used again for the next one. */
class MessageRows {
  readonly #batch: MarketDataBatch = createBatch(64);
  readonly #places = new Map<string, { readonly market: number; readonly flags: number }>();

  constructor(markets: readonly MarketDefinition[]) {
    for (const [market, { tokenIds }] of markets.entries()) {
      this.#places.set(tokenIds[0], { market, flags: 0 });
      this.#places.set(tokenIds[1], { market, flags: RowFlag.SecondToken });
    }
  }

  of({ rows, exchangeTimeMs }: CaptureMessage): MarketDataBatch {
    const batch = this.#batch;
    const last = rows.length - 1;
    for (const [at, row] of rows.entries()) {
      const place = this.#places.get(row.tokenId);
      if (place === undefined) throw new Error(`token ${row.tokenId} of no market`);
      batch.timeMs[at] = exchangeTimeMs;
      batch.exchangeTimeMs[at] = exchangeTimeMs;
      batch.market[at] = place.market;
      batch.kind[at] = RowKind.Level;
      batch.side[at] = row.side;
      batch.flags[at] = place.flags | (at === last ? RowFlag.FrameEnd : 0);
      batch.price[at] = row.price;
      batch.size[at] = row.size;
    }
    batch.length = rows.length;
    return batch;
  }
}
