import {
  MarketStatusCode,
  PRICE_UNITS_PER_USD,
  RowSide,
  type EpochMs,
  type PriceUnits,
} from "@polytraders/core";
import { FairValue } from "./fair-value.ts";
import type { FrameWriter } from "./frame-writer.ts";
import { Maker, type QuotingConditions } from "./maker.ts";
import type { Episode, PlannedEvent } from "./market-plan.ts";
import type { MarketProfile } from "./market-profile.ts";
import type { Random } from "./random.ts";
import { RestingOrders } from "./resting-orders.ts";
import { createInformedTaker, createNoiseTaker, type Taker } from "./taker.ts";

/** Time between two moves of the fair value. */
const CLOCK_MS = 250;
const COARSE_TICK: PriceUnits = 100;
const FINE_TICK: PriceUnits = 10;

/** Everything that makes one market what it is. */
export interface MarketSetup {
  readonly index: number;
  readonly profile: MarketProfile;
  readonly plan: readonly PlannedEvent[];
  readonly run: Episode;
  /** Factor on how often makers and takers act. */
  readonly speed: number;
  readonly random: Random;
}

/** One market: its fair value, its agents and its book. Each step writes at most one frame. */
export class MarketSimulator {
  readonly #setup: MarketSetup;
  readonly #fair: FairValue;
  readonly #orders = new RestingOrders();
  readonly #makers: readonly Maker[];
  readonly #takers: readonly Taker[];
  readonly #informed: Taker;
  #planned = 0;
  #clockMs: EpochMs;
  #lastMs: EpochMs;
  #tick: PriceUnits = COARSE_TICK;
  #appetite = 1;
  /** Factor on sizes that shrinks while the outcome becomes clear. */
  #interest = 1;
  #drift = 0;
  #isOpened = false;
  #isHalted = false;
  #isClosed = false;
  #isBlownOut = false;
  #losesRemovals = false;

  constructor(setup: MarketSetup) {
    const { profile, random, run, speed } = setup;
    this.#setup = setup;
    this.#fair = new FairValue(profile.openingProbability);
    this.#makers = profile.makers.map((style, owner) => new Maker(owner, style));
    this.#informed = createInformedTaker(profile, speed, run.fromMs, random);
    this.#takers = [createNoiseTaker(profile, speed, run.fromMs, random), this.#informed];
    this.#clockMs = run.fromMs + random.integer(1, CLOCK_MS);
    this.#lastMs = run.fromMs;
  }

  /** Time of the next step, `Infinity` when the market is over. Strictly increasing. */
  get nextMs(): EpochMs {
    const dueMs = Math.min(this.#plannedMs, this.#agentsMs);
    return dueMs >= this.#setup.run.toMs ? Infinity : Math.max(dueMs, this.#lastMs + 1);
  }

  /** Does the next thing in time. */
  step(writer: FrameWriter): void {
    const timeMs = this.nextMs;
    this.#lastMs = timeMs;
    writer.begin(timeMs, this.#setup.index);
    if (this.#plannedMs <= this.#agentsMs) this.#follow(timeMs, writer);
    else if (this.#clockMs <= timeMs) this.#moveFair(writer);
    else if (!this.#makersAct(timeMs, writer)) this.#takersAct(timeMs, writer);
    writer.end();
  }

  get #plannedMs(): EpochMs {
    return this.#setup.plan[this.#planned]?.timeMs ?? Infinity;
  }

  get #agentsMs(): EpochMs {
    if (this.#isClosed) return Infinity;
    if (this.#isHalted) return this.#clockMs;
    let dueMs = this.#clockMs;
    for (const maker of this.#makers) dueMs = Math.min(dueMs, maker.dueMs);
    for (const taker of this.#takers) dueMs = Math.min(dueMs, taker.dueMs);
    return dueMs;
  }

  get #conditions(): QuotingConditions {
    const sizeFactor = this.#appetite * this.#interest * (this.#isBlownOut ? 0.3 : 1);
    return {
      probability: this.#fair.probability,
      tick: this.#tick,
      spreadFactor: this.#isBlownOut ? 5 : 1,
      sizeFactor,
    };
  }

  /** The clock tick: fair value, appetite, and the opening book and tick changes. */
  #moveFair(writer: FrameWriter): void {
    const { profile, random, run } = this.#setup;
    this.#clockMs += CLOCK_MS;
    this.#fair.move(profile.volatility * random.bell() + this.#drift);
    const pull = (0.95 - this.#appetite) * 0.002;
    this.#appetite = Math.max(0.35, this.#appetite + pull + 0.012 * random.bell());
    if (this.#drift !== 0) {
      this.#interest = Math.max(0.25, this.#interest - (1.5 * CLOCK_MS) / (run.toMs - run.fromMs));
    }
    if (!this.#isOpened) this.#open(writer);
    else if (!this.#isHalted && this.#tick === COARSE_TICK && this.#isNearCertain()) {
      this.#tick = FINE_TICK;
      writer.tickSize(FINE_TICK);
    }
  }

  #open(writer: FrameWriter): void {
    const { random, speed } = this.#setup;
    this.#isOpened = true;
    for (const maker of this.#makers) {
      maker.quote(this.#orders, this.#conditions, random);
      maker.dueMs = this.#lastMs + Math.floor((maker.style.refreshMs * random.unit()) / speed) + 1;
    }
    this.#writeBook(writer);
  }

  /** The venue's rule: the mid has left 0.04 to 0.96. */
  #isNearCertain(): boolean {
    const bid = this.#orders.bestPrice(RowSide.Bid);
    const ask = this.#orders.bestPrice(RowSide.Ask) || PRICE_UNITS_PER_USD;
    const mid = (bid + ask) / 2;
    return mid < 400 || mid > 9_600;
  }

  #makersAct(timeMs: EpochMs, writer: FrameWriter): boolean {
    const { random, speed } = this.#setup;
    const maker = this.#makers.find(({ dueMs }) => dueMs <= timeMs);
    if (maker === undefined) return false;
    if (maker.isLeaving) maker.leave(this.#orders, timeMs, random);
    else {
      maker.quote(this.#orders, this.#conditions, random);
      const factor = random.between(0.5, 1.5) / speed;
      maker.dueMs = timeMs + Math.max(1, Math.floor(maker.style.refreshMs * factor));
    }
    const changes = this.#orders.takeChanges();
    writer.changes(this.#losesRemovals ? changes.filter(({ size }) => size > 0) : changes);
    return true;
  }

  #takersAct(timeMs: EpochMs, writer: FrameWriter): void {
    const { random } = this.#setup;
    const taker = this.#takers.find(({ dueMs }) => dueMs <= timeMs);
    const order = taker?.look(this.#orders, this.#fair.probability, timeMs);
    if (order === undefined) return;
    const hit = order.takerSide === RowSide.TakerBuys ? RowSide.Ask : RowSide.Bid;
    const { fills, owners } = this.#orders.take(hit, order.size, order.limit);
    if (fills.length === 0) return;
    for (const { price, size } of fills) writer.trade(price, size, order.takerSide);
    this.#writeBook(writer);
    for (const owner of owners) {
      const maker = this.#makers[owner];
      if (maker === undefined) continue;
      const replenishMs = Math.floor(maker.style.replenishMs * random.between(0.4, 1.8));
      maker.dueMs = Math.min(maker.dueMs, timeMs + Math.max(1, replenishMs));
    }
  }

  #writeBook(writer: FrameWriter): void {
    this.#orders.takeChanges();
    writer.book(this.#orders);
  }

  /** Makers hear of something: each pulls its quotes with its own probability, or looks soon. */
  #frighten(timeMs: EpochMs, probabilityFactor: number, reactionMsMax: number): void {
    const { random } = this.#setup;
    for (const maker of this.#makers) {
      if (this.#orders.of(maker.owner).length === 0) continue;
      maker.isLeaving ||= random.chance(maker.style.nervousness * probabilityFactor);
      if (!maker.isLeaving && probabilityFactor < 1) continue;
      maker.dueMs = Math.min(maker.dueMs, timeMs + random.integer(20, reactionMsMax));
    }
  }

  #follow(timeMs: EpochMs, writer: FrameWriter): void {
    const event = this.#setup.plan[this.#planned];
    this.#planned += 1;
    if (event === undefined || (this.#isClosed && event.kind !== "resolved")) return;
    switch (event.kind) {
      case "news_rumoured":
        return this.#frighten(timeMs, 0.5, 1_200);
      case "news_broke":
        return this.#breakNews(timeMs);
      case "halt_rumoured":
        return this.#frighten(timeMs, 0.95, 900);
      case "halted":
        this.#isHalted = true;
        return writer.status(MarketStatusCode.Halted);
      case "reopened":
        return this.#reopen(timeMs, writer);
      case "blow_out_began":
        this.#isBlownOut = true;
        return this.#frighten(timeMs, 1, 1_500);
      case "blow_out_ended":
        this.#isBlownOut = false;
        return;
      case "outcome_emerged":
        return this.#emerge(timeMs);
      case "closed":
        return this.#close(writer);
      case "resolved":
        return writer.status(
          this.#drift > 0 ? MarketStatusCode.ResolvedFirst : MarketStatusCode.ResolvedSecond,
        );
      case "loss_began":
        this.#losesRemovals = true;
        return;
      case "loss_ended":
        this.#losesRemovals = false;
        writer.gap();
        if (!this.#isHalted) this.#writeBook(writer);
    }
  }

  #breakNews(timeMs: EpochMs): void {
    const { profile, random } = this.#setup;
    const move = random.between(0.4, 1) * profile.newsMoveMax;
    this.#fair.move(random.chance(this.#fair.probability) ? move : -move);
    this.#informed.dueMs = timeMs + random.integer(20, 200);
    this.#frighten(timeMs, 1, 800);
  }

  #reopen(timeMs: EpochMs, writer: FrameWriter): void {
    const { random } = this.#setup;
    this.#isHalted = false;
    for (const agent of [...this.#makers, ...this.#takers]) {
      agent.dueMs = Math.max(agent.dueMs, timeMs + random.integer(200, 4_000));
    }
    writer.status(MarketStatusCode.Open);
    this.#writeBook(writer);
  }

  /** From now on the fair value drifts to the outcome and reaches it well before the close. */
  #emerge(timeMs: EpochMs): void {
    const { random, run } = this.#setup;
    const moves = (run.toMs - timeMs) / CLOCK_MS;
    this.#drift = (random.chance(this.#fair.probability) ? 3.6 : -3.6) / moves;
  }

  #close(writer: FrameWriter): void {
    this.#isClosed = true;
    for (const maker of this.#makers) {
      for (const order of this.#orders.of(maker.owner)) this.#orders.cancel(order);
    }
    writer.changes(this.#orders.takeChanges());
    writer.status(MarketStatusCode.Closed);
  }
}
