import type { MarketDataSource, MarketDefinition } from "@polytraders/core";
import { batchOf, type PlainFrame } from "../replay/frames.ts";

export const START_MS = Date.UTC(2026, 0, 5, 12);

export function definitionOf(
  index: number,
  more: Partial<MarketDefinition> = {},
): MarketDefinition {
  return {
    marketId: `market-${index}`,
    slug: `market-${index}`,
    tokenIds: [`${index}01`, `${index}02`],
    outcomes: ["Yes", "No"],
    tickSize: 100,
    minimumOrderSize: 5_000_000,
    isNegRisk: false,
    ...more,
  };
}

/** Frames in blocks of so many rows, as a recording hands them over: a frame may be cut. */
export function sourceOf(
  frames: readonly PlainFrame[],
  markets: readonly MarketDefinition[] = [definitionOf(0)],
  blockRows = 7,
): MarketDataSource {
  return {
    origin: { kind: "recording", label: "test", fingerprint: "test" },
    markets,
    async *batches() {
      const all = batchOf(frames);
      for (let from = 0; from < all.length; from += blockRows) {
        const to = Math.min(all.length, from + blockRows);
        yield {
          length: to - from,
          timeMs: all.timeMs.slice(from, to),
          exchangeTimeMs: all.exchangeTimeMs.slice(from, to),
          market: all.market.slice(from, to),
          kind: all.kind.slice(from, to),
          side: all.side.slice(from, to),
          flags: all.flags.slice(from, to),
          price: all.price.slice(from, to),
          size: all.size.slice(from, to),
        };
      }
    },
  };
}
