import { fromMicro, type MicroUsd } from "@polytraders/core";

/** `$1,234.56`, with up to four decimals below ten cents; a minus sign in front. */
export function usd(amount: MicroUsd): string {
  const dollars = Math.abs(fromMicro(amount));
  const digits = dollars > 0 && dollars < 0.0995 ? 4 : 2;
  const text = dollars.toLocaleString("en-US", {
    minimumFractionDigits: 2,
    maximumFractionDigits: digits,
  });
  const isZero = Number(text.replaceAll(",", "")) === 0;
  return `${amount < 0 && !isZero ? "-" : ""}$${text}`;
}

/** The same with a plus sign in front of a gain. */
export function signedUsd(amount: MicroUsd): string {
  const text = usd(amount);
  return amount > 0 && !/^\$0\.0+$/.test(text) ? `+${text}` : text;
}

/** A share of a whole as `12.3 %`. */
export function percent(share: number, digits = 1): string {
  const text = (share * 100).toFixed(digits);
  return `${Number(text) === 0 ? (0).toFixed(digits) : text} %`;
}

/** Dollars per share as cents: `+0.35¢`. */
export function cents(usdPerShare: number): string {
  const text = (usdPerShare * 100).toFixed(2);
  if (Number(text) === 0) return "0.00¢";
  return `${usdPerShare > 0 ? "+" : ""}${text}¢`;
}

/** `1 fill`, `1,234 fills`. */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}
