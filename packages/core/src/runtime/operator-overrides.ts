import type { Mode } from "../bot/vocabulary.ts";
import type { OperatorCommand } from "../contracts/operator-command.ts";
import type { EpochMs } from "../domain/units.ts";

type Standing = Extract<
  OperatorCommand,
  { readonly command: "pause" | "set_mode" | "override_parameter" }
>;

/** Parameter values that an operator has ordered. */
export interface ParameterOverrides {
  readonly general: Readonly<Record<string, unknown>>;
  /** By market id; they win over the general ones. */
  readonly markets: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * What operators have ordered of one bot so far: pauses, modes and parameters, for all markets or
 * single ones, each until its command expires. A command to all markets replaces what was ordered
 * of single ones; a pause of all markets holds until all are resumed.
 */
export class OperatorOverrides {
  /** When the next order ends by itself. */
  nextExpiryMs = Number.POSITIVE_INFINITY;
  #standing: readonly Standing[] = [];
  #isPaused = false;
  #pausedMarkets: ReadonlySet<string> = new Set();
  #mode: Mode | null = null;
  #modeByMarket: ReadonlyMap<string, Mode> = new Map();

  /** Takes up a command; passes over those that are not about a bot's own work. */
  apply(command: OperatorCommand): void {
    const { marketId } = command.scope;
    const reaches = (other: Standing): boolean =>
      marketId === null || other.scope.marketId === marketId;
    if (command.command === "resume") {
      this.#keep((other) => other.command !== "pause" || !reaches(other));
    } else if (command.command === "clear_override") {
      this.#keep((other) => !isOverrideOf(other, command.parameter) || !reaches(other));
    } else if (command.command === "pause") {
      this.#keep((other) => other.command !== "pause" || !reaches(other), command);
    } else if (command.command === "set_mode") {
      this.#keep((other) => other.command !== "set_mode" || !reaches(other), command);
    } else if (command.command === "override_parameter") {
      const { parameter } = command;
      this.#keep((other) => !isOverrideOf(other, parameter) || !reaches(other), command);
    }
  }

  /** Takes back a parameter that cannot be put into force. */
  withdraw(command: OperatorCommand): void {
    this.#keep((other) => other !== command);
  }

  /** Ends what has expired. Answers whether a parameter was among it. */
  expire(nowMs: EpochMs): boolean {
    const ended = this.#standing.filter(({ expiresAtMs }) => (expiresAtMs ?? Infinity) <= nowMs);
    this.#keep((other) => !ended.includes(other));
    return ended.some(({ command }) => command === "override_parameter");
  }

  /** True when the bot is paused everywhere. */
  get isPaused(): boolean {
    return this.#isPaused;
  }

  isPausedIn(marketId: string): boolean {
    return this.#isPaused || (this.#pausedMarkets.size > 0 && this.#pausedMarkets.has(marketId));
  }

  /** The mode ordered for every market, `null` when none was. */
  get mode(): Mode | null {
    return this.#mode;
  }

  /** The mode ordered for a market, `null` when none was. */
  modeIn(marketId: string): Mode | null {
    if (this.#modeByMarket.size === 0) return this.#mode;
    return this.#modeByMarket.get(marketId) ?? this.#mode;
  }

  /** Parameter values in force by order. */
  get parameters(): ParameterOverrides {
    const general: Record<string, unknown> = {};
    const markets: Record<string, Record<string, unknown>> = {};
    for (const order of this.#standing) {
      if (order.command !== "override_parameter") continue;
      const { marketId } = order.scope;
      const values = marketId === null ? general : (markets[marketId] ??= {});
      values[order.parameter] = order.value;
    }
    return { general, markets };
  }

  #keep(isKept: (other: Standing) => boolean, added?: Standing): void {
    const kept = this.#standing.filter(isKept);
    this.#standing = added === undefined ? kept : [...kept, added];
    const pauses = this.#standing.filter(({ command }) => command === "pause");
    this.#isPaused = pauses.some(({ scope }) => scope.marketId === null);
    this.#pausedMarkets = new Set(pauses.map(({ scope }) => scope.marketId ?? ""));
    const modes = this.#standing.flatMap((order) =>
      order.command === "set_mode" ? [[order.scope.marketId, order.mode] as const] : [],
    );
    this.#mode = modes.find(([marketId]) => marketId === null)?.[1] ?? null;
    this.#modeByMarket = new Map(
      modes.flatMap(([marketId, mode]) => (marketId === null ? [] : [[marketId, mode]])),
    );
    const expiries = this.#standing.map(({ expiresAtMs }) => expiresAtMs ?? Infinity);
    this.nextExpiryMs = Math.min(Number.POSITIVE_INFINITY, ...expiries);
  }
}

function isOverrideOf(order: Standing, parameter: string): boolean {
  return order.command === "override_parameter" && order.parameter === parameter;
}
