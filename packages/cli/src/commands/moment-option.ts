import { InvalidArgumentError } from "commander";

/** Reads a moment, ISO or epoch milliseconds. */
export function moment(text: string): number {
  const timeMs = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isSafeInteger(timeMs)) return timeMs;
  throw new InvalidArgumentError("A time such as 2025-06-24T18:30:00Z, or epoch ms, is expected.");
}
