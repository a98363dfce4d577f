import type { MarketDefinition } from "@polytraders/core";
import { seededDice } from "../harness/seeded-dice.ts";

/** What frames are made of. */
export interface FramesInput {
  readonly markets: number;
  readonly frames: number;
}

/** Frames of the venue's market channel as bytes, and the markets they speak of. */
export interface WireFrames {
  readonly markets: readonly MarketDefinition[];
  readonly frames: readonly Buffer[];
}

const TICKS = 100;
const START_MS = 1_767_571_200_000;

/** What this process has made last: rounds of a candidate ask for the same. */
let held: { readonly key: string; readonly made: WireFrames } | undefined;

/**
 * `price_change` frames in the venue's newest shape: one changed level, stated for both tokens. The
 * touch stands still, so that no book is ever crossed.
 */
export function makeFrames({ markets, frames }: FramesInput): WireFrames {
  const key = `${markets}/${frames}`;
  if (held?.key === key) return held.made;
  const dice = seededDice(3);
  const definitions = Array.from({ length: markets }, () => definitionOf(dice));
  const buffers = Array.from({ length: frames }, (_, index) => {
    const market = definitions[Math.floor(dice() * markets)];
    if (market === undefined) throw new RangeError("expected at least one market");
    return Buffer.from(JSON.stringify(frameOf(market, dice, START_MS + index)));
  });
  const made = { markets: definitions, frames: buffers };
  held = { key, made };
  return made;
}

function frameOf(market: MarketDefinition, dice: () => number, timeMs: number): object {
  const isBid = dice() < 0.5;
  const distance = Math.floor(dice() * dice() * 30);
  const tick = isBid ? 49 - distance : 51 + distance;
  // The best levels stay, so that both tokens always have best prices.
  const isRemoval = distance > 0 && dice() < 0.3;
  const size = isRemoval ? "0" : (1 + Math.floor(dice() * 500_000) / 100).toString();
  const change = (token: 0 | 1, price: number, side: string) => ({
    asset_id: market.tokenIds[token],
    price: (price / TICKS).toString(),
    size,
    side,
    hash: digits(dice, 40, "0123456789abcdef"),
    best_bid: "0.49",
    best_ask: "0.51",
  });
  return {
    market: market.marketId,
    price_changes: [
      change(0, tick, isBid ? "BUY" : "SELL"),
      change(1, TICKS - tick, isBid ? "SELL" : "BUY"),
    ],
    timestamp: String(timeMs),
    event_type: "price_change",
  };
}

function definitionOf(dice: () => number): MarketDefinition {
  return {
    marketId: `0x${digits(dice, 64, "0123456789abcdef")}`,
    slug: "",
    tokenIds: [digits(dice, 77, "123456789"), digits(dice, 77, "123456789")],
    outcomes: ["Yes", "No"],
    tickSize: 10_000 / TICKS,
    minimumOrderSize: 0,
    isNegRisk: false,
  };
}

function digits(dice: () => number, length: number, alphabet: string): string {
  let text = "";
  while (text.length < length) text += alphabet[Math.floor(dice() * alphabet.length)] ?? "";
  return text;
}
