import { escapeHtml as escape } from "../escape-html.ts";
import { cents, signedUsd } from "../../trading-report/money-text.ts";
import type { Figure } from "../../trading-report/summary/figure.ts";

/** A figure, or a dash that says why when it is asked. */
export function figureText({ value, missing }: Figure, write: (value: number) => string): string {
  if (value !== null) return escape(write(value));
  return `<span class="quiet" title="${escape(missing)}">–<span class="visually-hidden"> ${escape(missing)}</span></span>`;
}

/** Money that is a gain or a loss. */
export function gainText(microUsd: number): string {
  return `<span class="${signClass(microUsd)}">${signedUsd(microUsd)}</span>`;
}

/** Cents per share, in our favour positive; a dash where not known. */
export function favourText(usdPerShare: number | null): string {
  if (usdPerShare === null) return `<span class="quiet">–</span>`;
  return `<span class="${signClass(usdPerShare)}">${cents(usdPerShare)}</span>`;
}

/** Cents per share without a judgement. */
export function centsText(usdPerShare: number | null): string {
  return usdPerShare === null ? `<span class="quiet">–</span>` : cents(usdPerShare);
}

export function countText(value: number): string {
  return value.toLocaleString("en-US");
}

function signClass(value: number): string {
  return value > 0 ? "gain" : value < 0 ? "loss" : "even";
}
