import type { ReportEnvelope } from "@polytraders/core";

interface KeptEnvelope {
  readonly envelope: ReportEnvelope;
  /** True when the bot had said the same before and it is nothing serious. */
  readonly isRoutine: boolean;
}

/**
 * Envelopes of one market in bounded memory. Routine ones are thinned first and evenly: what a bot
 * says for the first time, says differently or says in earnest stays as long as there is room.
 */
export class BoundedEnvelopes {
  readonly #max: number;
  readonly #lastCodes = new Map<string, string>();
  #kept: KeptEnvelope[] = [];
  #routineSeen = 0;
  /** One in so many routine envelopes is kept. */
  #stride = 1;
  #seenCount = 0;

  constructor(max: number) {
    this.#max = max;
  }

  /** Envelopes so far, kept or not. */
  get seenCount(): number {
    return this.#seenCount;
  }

  push(envelope: ReportEnvelope): void {
    this.#seenCount += 1;
    const { botId, reasonCode, severity } = envelope;
    const isRepeated = this.#lastCodes.get(botId) === reasonCode;
    const isRoutine = isRepeated && (severity === "INFO" || severity === "EXPLAIN");
    this.#lastCodes.set(botId, reasonCode);
    if (isRoutine) {
      this.#routineSeen += 1;
      if (this.#routineSeen % this.#stride !== 0) return;
    }
    this.#kept.push({ envelope, isRoutine });
    if (this.#kept.length <= this.#max) return;
    // Halving leaves room for as many again, so that thinning costs little per envelope.
    this.#kept = thin(this.#kept, Math.ceil(this.#max / 2));
    this.#stride *= 2;
  }

  /** The envelopes kept, in order, thinned further to `max` where there are more. */
  read(max = this.#max): ReportEnvelope[] {
    return thin(this.#kept, max).map(({ envelope }) => envelope);
  }
}

/** Keeps `max`: all that are not routine and an even choice of the others, or an even choice of all. */
function thin(kept: readonly KeptEnvelope[], max: number): KeptEnvelope[] {
  if (kept.length <= max) return [...kept];
  const routineCount = kept.filter(({ isRoutine }) => isRoutine).length;
  const routineMax = max - (kept.length - routineCount);
  if (routineMax < 0) return kept.filter((_, index) => isChosen(index, kept.length, max));
  let routine = -1;
  return kept.filter(({ isRoutine }) => {
    if (!isRoutine) return true;
    routine += 1;
    return isChosen(routine, routineCount, routineMax);
  });
}

/** True for `chosen` of `count` indexes, evenly spread. */
function isChosen(index: number, count: number, chosen: number): boolean {
  return Math.floor(((index + 1) * chosen) / count) > Math.floor((index * chosen) / count);
}
