import { InvalidArgumentError } from "commander";

/** Reads a whole number within bounds, both allowed. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    const upTo = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `from ${min} to ${max}`;
    throw new InvalidArgumentError(`A whole number, ${upTo}, is expected.`);
  };
}

/** Reads a decimal number within bounds; `isOpen` leaves the bounds themselves out. */
export function decimalNumber(
  min: number,
  max: number,
  { isOpen = false }: { readonly isOpen?: boolean } = {},
): (text: string) => number {
  return (text) => {
    const value = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
    if (isOpen ? value > min && value < max : value >= min && value <= max) return value;
    const between = isOpen ? `between ${min} and ${max}` : `from ${min} to ${max}`;
    throw new InvalidArgumentError(`A number ${between} is expected.`);
  };
}
