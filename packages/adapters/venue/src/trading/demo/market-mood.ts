import type { Random } from "@polytraders/core";

/** One step of the mood, milliseconds. */
export const MOOD_STEP_MS = 10_000;

/** Log-odds moved by one step, standard deviation: a tick in four minutes at even odds. */
const STEP_LOG_ODDS = 0.008;
/** Share of the way back to the opening odds at each step. */
const PULL = 0.002;
/** What a trend adds at each step, standard deviation, and how much of it is left at the next one. */
const TREND_LOG_ODDS = 0.000_09;
const TREND_KEPT = 0.995;
/** Chance of news at each step: once in 25 minutes. */
const NEWS_CHANCE = 1 / 150;
const NEWS_LOG_ODDS = 0.13;
/** Chance that makers begin to withdraw, at each step while they do not: once in 70 minutes. */
const FLIGHT_CHANCE = 1 / 420;
/** Least appetite of a flight. */
const APPETITE_MIN = 0.12;

/**
 * What moves a demonstration market: the probability that informed traders know, and the appetite of
 * its makers. Appetite is 1 in calm times. Now and then, and after news, it decays for some minutes
 * before it comes back slowly.
 */
export class MarketMood {
  readonly #random: Random;
  readonly #origin: number;
  #logOdds: number;
  #trend = 0;
  #appetite = 1;
  /** Steps for which appetite still decays, and those at the bottom after them. */
  #decaySteps = 0;
  #lowSteps = 0;
  #decayFactor = 1;

  constructor(probability: number, random: Random) {
    this.#origin = Math.log(probability / (1 - probability));
    this.#logOdds = this.#origin;
    this.#random = random;
  }

  /** 0 to 1. */
  get probability(): number {
    return 1 / (1 + Math.exp(-this.#logOdds));
  }

  /** Part of their usual size that makers show, 0 to 1. */
  get appetite(): number {
    return this.#appetite;
  }

  step(): void {
    const random = this.#random;
    this.#trend = this.#trend * TREND_KEPT + bell(random) * TREND_LOG_ODDS;
    this.#logOdds += this.#trend + bell(random) * STEP_LOG_ODDS;
    this.#logOdds += (this.#origin - this.#logOdds) * PULL;
    if (random.next() < NEWS_CHANCE) {
      this.#logOdds += bell(random) * NEWS_LOG_ODDS;
      if (random.next() < 0.25) this.#beginFlight(6);
    }
    this.#moveAppetite();
  }

  #moveAppetite(): void {
    if (this.#decaySteps > 0) {
      this.#decaySteps -= 1;
      this.#appetite = Math.max(APPETITE_MIN, this.#appetite * this.#decayFactor);
    } else if (this.#lowSteps > 0) this.#lowSteps -= 1;
    else if (this.#appetite < 1) this.#appetite = Math.min(1, this.#appetite + 0.02);
    else if (this.#random.next() < FLIGHT_CHANCE) {
      this.#beginFlight(12 + Math.floor(this.#random.next() * 30));
    }
  }

  #beginFlight(steps: number): void {
    this.#decaySteps = steps;
    this.#lowSteps = 6 + Math.floor(this.#random.next() * 24);
    this.#decayFactor = 0.18 ** (1 / steps);
  }
}

/** About normal, mean 0 and standard deviation 1, between -3.5 and 3.5. */
function bell(random: Random): number {
  let sum = 0;
  for (let draw = 0; draw < 4; draw += 1) sum += random.next();
  return (sum - 2) * Math.sqrt(3);
}
