import {
  MICRO,
  PRICE_UNITS_PER_USD,
  parseMicroShares,
  parsePriceUnits,
  type ErrorCode,
  type MicroShares,
} from "@polytraders/core";

/** A number read from a capture, or the code of the reason why it was refused. */
export type NumberOrCode = number | ErrorCode;

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Earliest and latest time a capture may carry: 2020-01-01 and 2100-01-01, epoch ms. */
const TIME_MS_MIN = 1_577_836_800_000;
const TIME_MS_MAX = 4_102_444_800_000;

/** Reads a price strictly between 0 and 1 as price units. */
export function readPrice(text: string): NumberOrCode {
  const price = parsePriceUnits(text);
  if (price > 0 && price < PRICE_UNITS_PER_USD) return price;
  if (Number.isNaN(price)) return explainBadPrice(text);
  return "DATA_PRICE_OUTSIDE_RANGE";
}

function explainBadPrice(text: string): NumberOrCode {
  if (!DECIMAL.test(text)) return "DATA_PRICE_INVALID";
  const value = Number(text);
  if (!(value > 0 && value < 1)) return "DATA_PRICE_OUTSIDE_RANGE";
  return readFloatPrice(value);
}

/** Floats such as 0.9990000000000001 stand for the grid price they differ from by rounding only. */
function readFloatPrice(value: number): NumberOrCode {
  const units = Math.round(value * PRICE_UNITS_PER_USD);
  const isArtefact = Math.abs(value - units / PRICE_UNITS_PER_USD) < 1e-12;
  return isArtefact && units > 0 && units < PRICE_UNITS_PER_USD ? units : "DATA_PRICE_OFF_GRID";
}

/**
 * Reads a best price, where the venue writes an empty side as `""`, 0 or 1.
 *
 * @returns price units, 0 for an empty side
 */
export function readBestPrice(text: string): NumberOrCode {
  if (text === "" || Number(text) === 0 || Number(text) === 1) return 0;
  return readPrice(text);
}

/**
 * Reads a size as micro-shares; digits beyond the sixth decimal, which Python's floats leave, are
 * rounded half up.
 *
 * @param rounded - called when digits were dropped
 */
export function readSize(text: string, rounded: () => void): NumberOrCode {
  const exact = parseMicroShares(text);
  if (!Number.isNaN(exact)) return exact;
  if (!DECIMAL.test(text)) return "DATA_SIZE_INVALID";
  const value = Number(text);
  if (value < 0) return "DATA_SIZE_NEGATIVE";
  const size: MicroShares = Math.floor(value * MICRO + 0.5);
  if (!Number.isSafeInteger(size)) return "DATA_SIZE_INVALID";
  rounded();
  return size;
}

/** Reads a time in epoch milliseconds. */
export function readTimeMs(value: unknown): NumberOrCode {
  const timeMs = typeof value === "string" && value !== "" ? Number(value) : value;
  if (typeof timeMs !== "number" || !Number.isInteger(timeMs)) return "DATA_TIME_INVALID";
  return timeMs >= TIME_MS_MIN && timeMs < TIME_MS_MAX ? timeMs : "DATA_TIME_INVALID";
}

/** Reads `BUY`, `SELL`, `bid` or `ask` in any case. */
export function readSide(text: string): 0 | 1 | ErrorCode {
  switch (text.toLowerCase()) {
    case "buy":
    case "bid":
      return 0;
    case "sell":
    case "ask":
      return 1;
    default:
      return "DATA_SIDE_UNKNOWN";
  }
}
