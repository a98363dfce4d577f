import { MICRO, type MicroUsd } from "@polytraders/core";

/** USD as people write them, in micro-pUSD; the nearest where there is none. */
export function microUsdOf(usd: number): MicroUsd {
  return Math.round(usd * MICRO);
}

/** A figure for a sentence: four decimals at most, small ones with three digits. */
export function shown(value: number): string {
  if (value !== 0 && Math.abs(value) < 0.01) return String(Number(value.toPrecision(3)));
  return String(Number(value.toFixed(4)));
}
