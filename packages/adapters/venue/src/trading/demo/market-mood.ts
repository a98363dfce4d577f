import type { Random } from "@polytraders/core";

/** One step of the mood, milliseconds. */
export const MOOD_STEP_MS = 10_000;

/** Log-odds moved by one step, standard deviation: about eight cents a day at even odds. */
const STEP_LOG_ODDS = 0.004;
/** Share of the way back to the opening odds at each step. */
const PULL = 0.000_5;
/** Chance of news at each step: once in two hours. */
const NEWS_CHANCE = 1 / 720;
const NEWS_LOG_ODDS = 0.22;
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
    this.#logOdds += bell(random) * STEP_LOG_ODDS + (this.#origin - this.#logOdds) * PULL;
    if (random.next() < NEWS_CHANCE) {
      this.#logOdds += bell(random) * NEWS_LOG_ODDS;
      if (random.next() < 0.6) this.#beginFlight(6);
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
