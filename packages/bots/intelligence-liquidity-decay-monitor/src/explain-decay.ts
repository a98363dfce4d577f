import type { Decision } from "@polytraders/core";
import type { Types } from "./contract.gen.ts";

/** A decision of this bot in one or two plain sentences. */
export function explainDecay({ reasonCode, value, confidence, payload }: Decision<Types>): string {
  if (reasonCode === "INTEL_DECAY_SUPPRESSED_HALTED") {
    return "published nothing, because the market is halted or its halt gate is closed.";
  }
  if (value === null || confidence === null) {
    return payload.detail === "STALE_INPUT"
      ? "published nothing, because its newest view of the book is too old."
      : `published nothing: ${payload.samples} observations in the window are too few.`;
  }
  const { windowSeconds, baselineDepthUsd, currentDepthUsd, longWindow } = payload;
  const long =
    longWindow === null
      ? ""
      : ` Over ${longWindow.windowSeconds} s it is ${longWindow.value.toFixed(4)} USD/s.`;
  return (
    `measured a liquidity decay of ${value.toFixed(4)} USD/s with confidence ${confidence.toFixed(2)}: ` +
    `within ${windowSeconds} s the inside depth went from ${money(baselineDepthUsd)} to ${money(currentDepthUsd)}, ` +
    `of which takers took ${money(payload.takerUsdPerSecond)} and cancels ${money(payload.cancelUsdPerSecond)} a second ` +
    `while ${money(payload.addUsdPerSecond)} a second was added.${long}`
  );
}

function money(usd: number | null): string {
  return usd === null ? "an unknown amount" : `${usd.toFixed(2)} USD`;
}
