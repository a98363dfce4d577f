import type { EpochMs } from "@polytraders/core";
import type { Attack } from "./attack.ts";
import type { Parameters } from "./contract.gen.ts";

/** What the newest order flow signal said. */
export interface FlowView {
  readonly atMs: EpochMs;
  /** False where the analyzer has too little to go by. */
  readonly isKnown: boolean;
  readonly vpin: number | null;
  readonly tradeCount: number;
  /** Taker buys less taker sells, over both; `null` without trades. */
  readonly lean: number | null;
}

/** What of the payload of `order_flow` counts. */
export interface FlowFigures {
  readonly vpin: number | null;
  readonly tradeCount: number;
  readonly takerBuyShares: number;
  readonly takerSellShares: number;
}

/** Lean within which takers press both ways alike. */
const LEAN_EVEN = 0.1;

export function viewOf(value: number | null, figures: FlowFigures, atMs: EpochMs): FlowView {
  const { vpin, tradeCount, takerBuyShares, takerSellShares } = figures;
  const volume = takerBuyShares + takerSellShares;
  return {
    atMs,
    isKnown: value !== null || vpin !== null,
    vpin,
    tradeCount,
    lean: volume > 0 ? (takerBuyShares - takerSellShares) / volume : null,
  };
}

/** Whether a view is there and young enough to go by. */
export function isFlowKnown(
  view: FlowView | null,
  nowMs: EpochMs,
  { signalAgeSecondsMax }: Parameters,
): view is FlowView {
  return view !== null && view.isKnown && nowMs - view.atMs <= 1_000 * signalAgeSecondsMax;
}

/**
 * How toxic the flow is in one direction, 0 to 1. VPIN names no side, the takers' lean does; flow that
 * leans nowhere counts both ways. Before there is a VPIN a one-sided tape of enough trades warns, and
 * does no more.
 */
export function toxicityOf(view: FlowView, attack: Attack, parameters: Parameters): number {
  const { vpin, lean, tradeCount } = view;
  const isEven = lean === null || Math.abs(lean) <= LEAN_EVEN;
  if (!isEven && lean > 0 !== (attack === "up")) return 0;
  if (vpin !== null) return vpin;
  if (lean === null || tradeCount < parameters.tradesMin) return 0;
  return Math.min(Math.abs(lean), parameters.toxicityWarnMin);
}
