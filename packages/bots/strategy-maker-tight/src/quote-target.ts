import type { PriceUnits } from "@polytraders/core";
import { feePerShareUsd } from "@polytraders/quant";
import type { Parameters } from "./contract.gen.ts";

const PRICE_UNITS_PER_USD = 10_000;

/** What a bid for one token is judged by. */
export interface BidView {
  /** Best bid and best ask of others, on the view of the token; 0 for none. */
  readonly bestBid: PriceUnits;
  readonly bestAsk: PriceUnits;
  readonly tickSize: PriceUnits;
  /** What a share of the token is worth to us, USD. */
  readonly fairUsd: number;
}

/** Where to bid, and what a share bought there is expected to earn. */
export interface BidTarget {
  readonly price: PriceUnits;
  readonly netEdgeUsd: number;
  readonly reasonCode: "STRAT_MAKER_QUOTE_INSIDE" | "STRAT_MAKER_QUOTE_JOINED";
}

/**
 * The bid that is worth making: one tick better than the best, else beside it. A quote to sell one
 * token is a bid for the other, so this is the whole strategy, asked twice.
 *
 * @returns `null` when neither place leaves an edge
 */
export function bidTarget(view: BidView, parameters: Parameters): BidTarget | null {
  const { bestBid, bestAsk, tickSize } = view;
  if (bestBid === 0 || bestAsk === 0) return null;
  const inside = bestBid + tickSize;
  const insideEdgeUsd = netEdgeUsd(inside, view.fairUsd, parameters);
  if (inside < bestAsk && insideEdgeUsd > parameters.edgeUsdMin) {
    return { price: inside, netEdgeUsd: insideEdgeUsd, reasonCode: "STRAT_MAKER_QUOTE_INSIDE" };
  }
  const edgeUsd = netEdgeUsd(bestBid, view.fairUsd, parameters);
  if (!parameters.joinsTouch || edgeUsd <= parameters.edgeUsdMin) return null;
  return { price: bestBid, netEdgeUsd: edgeUsd, reasonCode: "STRAT_MAKER_QUOTE_JOINED" };
}

/**
 * What a share bought at a price is expected to earn, USD:
 * `net_edge = p_hat − q_exec − fees − uncertainty_buffer` (Dev Guide, stage 7).
 */
export function netEdgeUsd(
  price: PriceUnits,
  fairUsd: number,
  { makerFeeRate, uncertaintyBufferUsd }: Parameters,
): number {
  const priceUsd = price / PRICE_UNITS_PER_USD;
  const feeUsd = feePerShareUsd(priceUsd, { rate: makerFeeRate, exponent: 1 });
  return fairUsd - priceUsd - feeUsd - uncertaintyBufferUsd;
}
