import type { Mode } from "../bot/vocabulary.ts";
import type { OperatorCommand } from "../contracts/operator-command.ts";

/**
 * What operators have ordered of one bot so far: pauses and modes, for all markets or single ones.
 * A command to all markets replaces what was ordered of single ones; a pause of all markets holds
 * until all are resumed.
 */
export class OperatorOverrides {
  #isPaused = false;
  readonly #pausedMarkets = new Set<string>();
  #mode: Mode | null = null;
  readonly #modeByMarket = new Map<string, Mode>();

  /** Takes up a pause, resume or set_mode; passes over every other command. */
  apply(command: OperatorCommand): void {
    const { marketId } = command.scope;
    if (command.command === "pause") {
      if (marketId === null) this.#isPaused = true;
      else this.#pausedMarkets.add(marketId);
    } else if (command.command === "resume") {
      if (marketId === null) {
        this.#isPaused = false;
        this.#pausedMarkets.clear();
      } else this.#pausedMarkets.delete(marketId);
    } else if (command.command === "set_mode") {
      if (marketId === null) {
        this.#mode = command.mode;
        this.#modeByMarket.clear();
      } else this.#modeByMarket.set(marketId, command.mode);
    }
  }

  /** True when the bot is paused everywhere. */
  get isPaused(): boolean {
    return this.#isPaused;
  }

  isPausedIn(marketId: string): boolean {
    return this.#isPaused || (this.#pausedMarkets.size > 0 && this.#pausedMarkets.has(marketId));
  }

  /** The mode ordered for a market, `null` when none was. */
  modeIn(marketId: string): Mode | null {
    if (this.#modeByMarket.size === 0) return this.#mode;
    return this.#modeByMarket.get(marketId) ?? this.#mode;
  }
}
