import type { BotManifest } from "../bot/manifest.ts";
import type { EpochMs } from "../domain/units.ts";
import type { MarketState } from "../kernel/market-state.ts";
import { refusal } from "../risk/read-terms.ts";
import type { RiskRefusal } from "../risk/runtime-reasons.ts";

interface SignalRule {
  readonly kind: string;
  readonly ageMsMax: number;
  /** Kernel time of the newest signal by market index. */
  readonly seenAtMs: (EpochMs | undefined)[];
}

/**
 * Tells whether a guard's required inputs are there and young enough to judge by. Without an age
 * limit an input only has to have come once; trades and status changes come when they come.
 */
export class InputFreshness {
  readonly #needsBook: boolean;
  readonly #bookAgeMsMax: number;
  readonly #heartbeatAgeMsMax: number;
  readonly #signals: readonly SignalRule[];

  constructor({ consumes }: BotManifest) {
    const required = consumes.filter(({ isRequired }) => isRequired);
    const limitOf = (topic: string): number =>
      consumes.find((input) => input.topic === topic)?.ageMsMax ?? Number.POSITIVE_INFINITY;
    this.#needsBook = required.some(({ topic }) => topic === "order_book");
    this.#bookAgeMsMax = limitOf("order_book");
    this.#heartbeatAgeMsMax = limitOf("heartbeat");
    this.#signals = required.flatMap(({ kind, ageMsMax }) =>
      kind === null ? [] : [{ kind, ageMsMax: ageMsMax ?? Number.POSITIVE_INFINITY, seenAtMs: [] }],
    );
  }

  noteSignal(kind: string, marketIndex: number, nowMs: EpochMs): void {
    for (const rule of this.#signals) if (rule.kind === kind) rule.seenAtMs[marketIndex] = nowMs;
  }

  /** What is missing or too old; `null` when the guard can judge. */
  obstacle(market: MarketState, nowMs: EpochMs, feedHeardAtMs: EpochMs): RiskRefusal | null {
    const bookAtMs = market.knownAtMs;
    if (bookAtMs === 0) {
      if (this.#needsBook) return refusal("RISK_GUARD_INPUT_MISSING", "no order book yet");
    } else if (nowMs - bookAtMs > this.#bookAgeMsMax) {
      const found = `order book ${nowMs - bookAtMs} ms old, ${this.#bookAgeMsMax} allowed`;
      return refusal("RISK_GUARD_INPUT_STALE", found);
    }
    if (nowMs - feedHeardAtMs > this.#heartbeatAgeMsMax) {
      const found = `feed silent for ${nowMs - feedHeardAtMs} ms, ${this.#heartbeatAgeMsMax} allowed`;
      return refusal("RISK_GUARD_INPUT_STALE", found);
    }
    return this.#signals.length === 0 ? null : this.#signalObstacle(market.index, nowMs);
  }

  #signalObstacle(marketIndex: number, nowMs: EpochMs): RiskRefusal | null {
    for (const { kind, ageMsMax, seenAtMs } of this.#signals) {
      const atMs = seenAtMs[marketIndex];
      if (atMs === undefined) return refusal("RISK_GUARD_INPUT_MISSING", `no ${kind} signal yet`);
      if (nowMs - atMs <= ageMsMax) continue;
      const found = `${kind} signal ${nowMs - atMs} ms old, ${ageMsMax} allowed`;
      return refusal("RISK_GUARD_INPUT_STALE", found);
    }
    return null;
  }
}
