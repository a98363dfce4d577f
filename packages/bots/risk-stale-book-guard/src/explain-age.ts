import type { AgeFinding } from "./judge-age.ts";

const UNPROVEN: Readonly<Record<NonNullable<AgeFinding["unproven"]>, string>> = {
  unknown_market: "refused: nothing is known of this market.",
  no_message: "refused: no book has come for this market yet.",
  gap: "refused: messages may be missing, and no full book has come since.",
  clock_ahead:
    "refused: the exchange's time is ahead of ours, so the age of the book cannot be told.",
};

/** A finding in plain words, with its numbers. */
export function explainAge({ reasonCode, ageMs, ageMsMax, unproven }: AgeFinding): string {
  if (unproven !== null) return UNPROVEN[unproven];
  const age = `the book is ${ageMs} ms old and may be ${ageMsMax} ms old`;
  if (reasonCode === "RISK_STALE_BOOK") return `refused: ${age}.`;
  return reasonCode === "RISK_BOOK_AGEING" ? `passed with a warning: ${age}.` : `passed: ${age}.`;
}
