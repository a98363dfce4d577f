import { parseDecimal, type MicroShares, type MicroUsd, type PriceUnits } from "@polytraders/core";

/** How values of one kind are written, and what they become. */
export interface ParameterKind<V> {
  /** Unit as a person reads it; `""` where the values are words. */
  readonly unit: string;
  /** The values allowed, in words. */
  readonly allowed: string;
  /** Reads a value as written, exactly; `undefined` for anything that is not allowed. */
  readonly read: (text: string) => V | undefined;
}

/** Inclusive bounds in the unit that people write. */
interface Bounds {
  readonly min: number;
  readonly max: number;
}

function decimal(
  unit: string,
  fractionDigits: number,
  { min, max }: Bounds,
): ParameterKind<number> {
  const scale = 10 ** fractionDigits;
  const number =
    fractionDigits === 0 ? "a whole number" : `a number of up to ${fractionDigits} decimals`;
  return {
    unit,
    allowed: `${number} from ${min} to ${max}${unit === "" ? "" : `, in ${unit}`}`,
    read: (text) => {
      const value = parseDecimal(text.trim(), fractionDigits);
      return value >= min * scale && value <= max * scale ? value : undefined;
    },
  };
}

/** Most that any amount may be: larger ones are taken for a slip of the keyboard. */
const AMOUNT_MAX = 1_000_000_000;

/** Money, in USD; becomes integer micro-pUSD. */
export function usd(min = 0): ParameterKind<MicroUsd> {
  return decimal("USD", 6, { min, max: AMOUNT_MAX });
}

/** A price or a difference of prices, in USD per share; becomes price units of 0.0001 USD. */
export function price(min = 0, max = 1): ParameterKind<PriceUnits> {
  return decimal("USD per share", 4, { min, max });
}

/** Outcome shares; become integer micro-shares. */
export function shares(): ParameterKind<MicroShares> {
  return decimal("shares", 6, { min: 0, max: AMOUNT_MAX });
}

/** A number of things. */
export function count(min: number, max: number): ParameterKind<number> {
  return decimal("", 0, { min, max });
}

/** A length of time, in seconds; becomes whole milliseconds. */
export function seconds(min: number, max: number): ParameterKind<number> {
  return decimal("seconds", 3, { min, max });
}

/** A length of time in days, which stays one. */
export function days(min: number, max: number): ParameterKind<number> {
  const { read, ...kind } = decimal("days", 3, { min, max });
  return { ...kind, read: (text) => dividedBy(1_000, read(text)) };
}

/** A fraction of a whole; 15 % is 0.15. */
export function fraction(min = 0, max = 1): ParameterKind<number> {
  const { read } = decimal("", 6, { min, max });
  return {
    unit: "fraction",
    allowed: `a fraction from ${min} to ${max}; 15 % is written 0.15`,
    read: (text) => dividedBy(1_000_000, read(text)),
  };
}

function dividedBy(scale: number, value: number | undefined): number | undefined {
  return value === undefined ? undefined : value / scale;
}

const YES: ReadonlySet<string> = new Set(["true", "1", "yes", "on"]);
const NO: ReadonlySet<string> = new Set(["false", "0", "no", "off"]);

/** Yes or no. */
export function flag(): ParameterKind<boolean> {
  return {
    unit: "",
    allowed: "true or false",
    read: (text) => {
      const word = text.trim().toLowerCase();
      return YES.has(word) ? true : NO.has(word) ? false : undefined;
    },
  };
}

/** One of some words. */
export function choice<const W extends string>(words: readonly W[]): ParameterKind<W> {
  return {
    unit: "",
    allowed: `one of ${words.join(", ")}`,
    read: (text) => words.find((word) => word === text.trim()),
  };
}
