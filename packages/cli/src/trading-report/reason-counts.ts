import type { ReasonCount } from "./summary/execution-summary.ts";

/** Reasons of the venue are free text; beyond so many they are counted together. */
const REASONS_MAX = 300;
const OTHER = "OTHER";

/** Counts by reason code and bot. */
export class ReasonCounts {
  readonly #byBot = new Map<string, Map<string, number>>();
  #size = 0;

  add(reasonCode: string, botId: string): void {
    const counts = this.#byBot.get(botId) ?? new Map<string, number>();
    const isNew = !counts.has(reasonCode);
    const code = isNew && this.#size >= REASONS_MAX ? OTHER : reasonCode;
    if (!counts.has(code)) this.#size += 1;
    counts.set(code, (counts.get(code) ?? 0) + 1);
    this.#byBot.set(botId, counts);
  }

  /** Most frequent first, then by name. */
  read(): ReasonCount[] {
    const lines = [...this.#byBot].flatMap(([botId, counts]) =>
      [...counts].map(([reasonCode, count]) => ({ reasonCode, botId, count })),
    );
    return lines.toSorted(
      (left, right) =>
        right.count - left.count ||
        left.reasonCode.localeCompare(right.reasonCode) ||
        left.botId.localeCompare(right.botId),
    );
  }
}
