/** A billion dollars or shares: sums of many stay safe integers. */
export const AMOUNT_MAX = 1e15;

/** A whole number of micro-units from 0 to {@link AMOUNT_MAX}. */
export function isAmount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && value <= AMOUNT_MAX;
}

export function isPositiveAmount(value: number): boolean {
  return isAmount(value) && value > 0;
}

/** The price of a live order: 1 to 9,999. */
export function isOrderPrice(value: number): boolean {
  return Number.isInteger(value) && value > 0 && value < 10_000;
}

export function isTime(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

export function isNamed(id: string): boolean {
  return typeof id === "string" && id !== "";
}
