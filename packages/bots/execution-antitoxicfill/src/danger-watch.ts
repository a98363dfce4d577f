import type { BotMarket, EpochMs, FillEvent, OrderBookView, TradeTick } from "@polytraders/core";
import { ATTACKS, type Attack } from "./attack.ts";
import type { Parameters, Types } from "./contract.gen.ts";
import type { DangerState } from "./guard-state.ts";
import { FillMarkouts } from "./fill-markouts.ts";
import { isFlowKnown, toxicityOf, viewOf, type FlowFigures, type FlowView } from "./flow-view.ts";
import { SweepWatch } from "./sweep-watch.ts";
import { CALM, endsAtMs, LEVEL, nextLevel, type Level, type LevelState } from "./toxicity-level.ts";

/** How much danger each side of a market is in: flow, sweeps and our own fills in one place. */
export class DangerWatch {
  readonly #secondTokenId: string;
  readonly #parameters: Parameters;
  readonly #sweeps: SweepWatch;
  readonly #markouts: FillMarkouts;
  #flow: FlowView | null = null;
  #levels: Record<Attack, LevelState> = { up: CALM, down: CALM };

  constructor({ parameters, tokenIds }: BotMarket<Types>) {
    this.#secondTokenId = tokenIds[1];
    this.#parameters = parameters;
    this.#sweeps = new SweepWatch(parameters);
    this.#markouts = new FillMarkouts(parameters);
  }

  noteFlow(value: number | null, figures: FlowFigures, atMs: EpochMs): void {
    this.#flow = viewOf(value, figures, atMs);
  }

  noteTrade(trade: TradeTick): void {
    this.#sweeps.note(trade);
  }

  noteBook(book: OrderBookView, nowMs: EpochMs): void {
    this.#markouts.noteMid(book.midUsd(), nowMs);
  }

  noteFill(fill: FillEvent): void {
    this.#markouts.note(fill, fill.tokenId === this.#secondTokenId);
  }

  isFlowKnown(nowMs: EpochMs): boolean {
    return isFlowKnown(this.#flow, nowMs, this.#parameters);
  }

  levelOf(attack: Attack): Level {
    return this.#levels[attack].level;
  }

  /** When the level of a side ends at the earliest. */
  endsAtMs(attack: Attack, nowMs: EpochMs): EpochMs {
    return endsAtMs(this.#levels[attack], nowMs, this.#parameters);
  }

  /** Looks at both sides; answers the attacks that have just become too much. */
  look(nowMs: EpochMs): Attack[] {
    return ATTACKS.filter((attack) => {
      const before = this.#levels[attack];
      const danger = {
        toxicity: this.#toxicityOf(attack, nowMs),
        isLosing: this.#markouts.areLosing(attack, nowMs),
      };
      const after = nextLevel(before, danger, nowMs, this.#parameters);
      this.#levels[attack] = after;
      return after.level === LEVEL.hard && before.level !== LEVEL.hard;
    });
  }

  snapshot(): DangerState {
    return {
      flow: this.#flow,
      levels: this.#levels,
      trades: [...this.#sweeps.trades()],
      fills: [...this.#markouts.fills()],
      mid: this.#markouts.mid,
    };
  }

  restore({ flow, levels, trades, fills, mid }: DangerState): void {
    this.#flow = flow;
    this.#levels = { ...levels };
    this.#sweeps.replaceAll(trades);
    this.#markouts.replaceAll(fills, mid);
  }

  #toxicityOf(attack: Attack, nowMs: EpochMs): number {
    if (this.#sweeps.isSwept(attack, nowMs)) return 1;
    const flow = this.#flow;
    return isFlowKnown(flow, nowMs, this.#parameters)
      ? toxicityOf(flow, attack, this.#parameters)
      : 0;
  }
}
