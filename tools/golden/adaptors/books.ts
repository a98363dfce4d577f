import {
  negRiskConvert,
  unifyBooks,
  walkBook,
  type BookLevel,
} from "../../../packages/quant/src/index.ts";

type Row = readonly [price: number, size: number];

const levelsOf = (rows: readonly Row[]): BookLevel[] =>
  rows.map(([price, size]) => ({ price, size }));

export const bookAdaptors = {
  walkBook(input: {
    readonly side: "BUY" | "SELL";
    readonly levels: readonly Row[];
    readonly qty?: number;
    readonly notional?: number;
    readonly limit?: number;
    readonly tif?: "FAK" | "FOK";
    readonly rate?: number;
    readonly exp?: number;
    readonly builder_bps?: number;
  }) {
    const walk = walkBook(levelsOf(input.levels), {
      side: input.side,
      quantity:
        input.qty === undefined ? { notionalUsd: input.notional ?? 0 } : { shares: input.qty },
      limitPrice: input.limit,
      timeInForce: input.tif ?? "FAK",
      schedule: { rate: input.rate ?? 0, exponent: input.exp ?? 1 },
      builderBps: input.builder_bps,
    });
    return {
      status: walk.status,
      filled_shares: walk.filledShares,
      notional_usd: walk.notionalUsd,
      vwap: walk.volumeWeightedPrice,
      worst_price: walk.worstPrice,
      platform_fee_usd: walk.platformFeeUsd,
      builder_fee_usd: walk.builderFeeUsd,
      all_in_usd: walk.allInUsd,
      all_in_per_share: walk.allInPerShareUsd,
      unfilled: walk.unfilled,
      fills: walk.fills.map(({ price, shares, feeUsd }) => [price, shares, feeUsd]),
      book_after: walk.levelsAfter.map(({ price, size }) => [price, size]),
    };
  },

  unifyBooks(input: {
    readonly yes_bids: readonly Row[];
    readonly yes_asks: readonly Row[];
    readonly no_bids: readonly Row[];
    readonly no_asks: readonly Row[];
  }) {
    const book = unifyBooks({
      yesBids: levelsOf(input.yes_bids),
      yesAsks: levelsOf(input.yes_asks),
      noBids: levelsOf(input.no_bids),
      noAsks: levelsOf(input.no_asks),
    });
    const rowsOf = (levels: typeof book.yesBids) =>
      levels.map(({ viaComplement, ...level }) => ({ ...level, via_complement: viaComplement }));
    return {
      yes_asks: rowsOf(book.yesAsks),
      yes_bids: rowsOf(book.yesBids),
      crossed: book.isCrossed,
    };
  },

  negRiskConvert(input: {
    readonly outcomes: number;
    readonly no_held: readonly number[];
    readonly amount: number;
    readonly fee_bps: number;
  }) {
    const { collateralUsd, yesShares } = negRiskConvert(
      input.outcomes,
      input.no_held,
      input.amount,
      input.fee_bps,
    );
    return { collateral_out: collateralUsd, yes_out: Object.fromEntries(yesShares) };
  },
};
