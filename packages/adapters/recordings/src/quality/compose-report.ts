import type { MarketReport } from "../recording/recording-format.ts";
import type { MarketQuality } from "./market-quality.ts";
import type { RowFigures } from "./row-figures.ts";

/** One market's entry in the manifest. */
export function composeReport(
  market: { marketId: string; slug: string; sourceFiles: readonly string[] },
  quality: MarketQuality,
  figures: RowFigures,
): MarketReport {
  const { messages, rows: messageRows, ...rest } = quality;
  const { rows, tickChanges, trades, inferredTrades, inferredTradeShares, inferredTradeUsd } =
    figures;
  return {
    marketId: market.marketId,
    slug: market.slug,
    sourceFiles: market.sourceFiles.toSorted(),
    messages,
    messageRows,
    rows,
    ...rest,
    tickChanges,
    trades,
    inferredTrades,
    inferredTradeShares,
    inferredTradeUsd,
  };
}
