import type { EpochMs, MicroUsd } from "../../domain/units.ts";
import { CashSamples, type PeakWindow } from "./cash-samples.ts";

type PeakMode = PeakWindow["peakMode"];
const PEAK_MODES: readonly PeakMode[] = ["all_time", "rolling", "daily"];

/** The observations of one mode: those that stand for good, and all of them. */
interface ModeSamples {
  readonly base: CashSamples;
  readonly present: CashSamples;
}

interface Observation {
  /** The entry it was made at. */
  readonly sequence: number;
  readonly timeMs: EpochMs;
  cash: MicroUsd;
  readonly flow: MicroUsd;
  /** An operator lets the peak start over. */
  readonly isReset: boolean;
}

/** What taking a fill back does to earlier observations of cash. */
export interface CashReversal {
  /** Entries whose observations would not exist without the fill. */
  readonly ownSequences: readonly number[];
  /** Amount that cash changes by from the entry on. */
  readonly changes: readonly { readonly fromSequence: number; readonly amount: MicroUsd }[];
}

/**
 * The peak of cash, in each of its modes. Like the positions it is kept twice, so that taking a fill back
 * gives the peak that there would be without it: once as of the oldest entry that can still be taken
 * back, and at present.
 */
export class CashPeak {
  readonly #mode: PeakMode;
  readonly #samples: Readonly<Record<PeakMode, ModeSamples>>;
  readonly #all: readonly ModeSamples[];
  #pending: Observation[] = [];
  #head = 0;

  /** @param window - the mode in which the drawdown is judged, and the length of a rolling window */
  constructor({ peakMode, windowMs }: PeakWindow) {
    this.#mode = peakMode;
    const samplesOf = (mode: PeakMode): ModeSamples => ({
      base: new CashSamples({ peakMode: mode, windowMs }),
      present: new CashSamples({ peakMode: mode, windowMs }),
    });
    this.#samples = {
      all_time: samplesOf("all_time"),
      rolling: samplesOf("rolling"),
      daily: samplesOf("daily"),
    };
    this.#all = PEAK_MODES.map((mode) => this.#samples[mode]);
  }

  /** The highest cash in force, the present one included. */
  peakAt(nowMs: EpochMs, cash: MicroUsd, mode: PeakMode = this.#mode): MicroUsd {
    return this.#samples[mode].present.peakAt(nowMs, cash);
  }

  get sampleCount(): number {
    const { base, present } = this.#samples[this.#mode];
    return present.sampleCount + base.sampleCount + this.#pending.length - this.#head;
  }

  observe(sequence: number, timeMs: EpochMs, cash: MicroUsd, flow = 0): void {
    this.#take({ sequence, timeMs, cash, flow, isReset: false });
  }

  reset(sequence: number, timeMs: EpochMs, cash: MicroUsd): void {
    this.#take({ sequence, timeMs, cash, flow: 0, isReset: true });
  }

  /** Nothing before this entry can be taken back any more. */
  absorbBefore(sequence: number): void {
    for (; this.#head < this.#pending.length; this.#head += 1) {
      const observation = this.#pending[this.#head];
      if (observation === undefined || observation.sequence >= sequence) break;
      for (const { base } of this.#all) apply(observation, base);
    }
    if (this.#head >= 64 && this.#head * 2 >= this.#pending.length) {
      this.#pending = this.#pending.slice(this.#head);
      this.#head = 0;
    }
  }

  reverse({ ownSequences, changes }: CashReversal): void {
    for (const { base, present } of this.#all) present.copyFrom(base);
    this.#pending = this.#pending
      .slice(this.#head)
      .filter(({ sequence }) => !ownSequences.includes(sequence));
    this.#head = 0;
    for (const observation of this.#pending) {
      for (const { fromSequence, amount } of changes) {
        if (observation.sequence >= fromSequence) observation.cash += amount;
      }
      for (const { present } of this.#all) apply(observation, present);
    }
  }

  #take(observation: Observation): void {
    for (const { present } of this.#all) apply(observation, present);
    this.#pending.push(observation);
  }
}

function apply({ timeMs, cash, flow, isReset }: Observation, samples: CashSamples): void {
  if (isReset) samples.clear();
  samples.observe(timeMs, cash, flow);
}
