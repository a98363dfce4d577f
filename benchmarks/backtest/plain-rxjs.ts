import {
  MarketState,
  RowFlag,
  RowKind,
  TimerQueue,
  type BotMarket,
  type BotTypes,
  type DecisionContext,
  type LoadedBot,
  type MarketDataBatch,
  type MarketHandlers,
  type TradeTick,
} from "@polytraders/core";
import { filter, Subject } from "rxjs";
import type { Round } from "../harness/benchmark.ts";
import { botsOf, type BotSetName } from "./bot-sets.ts";
import { DecisionTally } from "./decision-tally.ts";
import { holdRows, type RowsInput } from "./held-rows.ts";

interface Frame {
  readonly context: DecisionContext;
  readonly hasBookChange: boolean;
  readonly trades: readonly TradeTick[];
}

interface Made {
  readonly marketIndex: number;
  readonly signal: string;
  readonly value: number | null;
  readonly confidence: number | null;
  readonly reasonCode: string;
  readonly payload: unknown;
  readonly context: DecisionContext;
}

type Handlers = MarketHandlers<BotTypes>;

/**
 * The same bots joined by hand with RxJS: one Subject per market, decisions on one Subject, signals
 * filtered from it by kind. No row is checked, no payload, no budget; nothing is hashed or kept.
 */
export async function prepare(input: RowsInput & { readonly bots: BotSetName }): Promise<Round> {
  const { markets, batches } = await holdRows(input);
  const bots = botsOf(input.bots);
  return () => {
    const tally = new DecisionTally();
    const wiring = new Wiring(markets.map((market, index) => new MarketState(index, market)));
    wiring.decisions.subscribe(({ value, confidence }) => tally.note(value, confidence));
    bots.forEach((bot, index) => wiring.join(bot, index));
    let operations = 0;
    for (const batch of batches) {
      wiring.apply(batch);
      operations += batch.length;
    }
    return { operations, checksum: tally.checksum() };
  };
}

class Wiring {
  readonly decisions = new Subject<Made>();
  readonly #heartbeats = new Subject<DecisionContext>();
  readonly #frames: readonly Subject<Frame>[];
  readonly #markets: readonly MarketState[];
  readonly #timers = new TimerQueue();
  readonly #handlers: Handlers[][] = [];
  #nowMs = 0;
  #sequence = 0;

  constructor(markets: readonly MarketState[]) {
    this.#markets = markets;
    this.#frames = markets.map(() => new Subject<Frame>());
  }

  /** Subscribes one bot to every market. */
  join({ definition, manifest }: LoadedBot, botIndex: number): void {
    const parameters = Object.fromEntries(
      Object.entries(manifest.parameters).map(([name, rule]) => [name, rule.default]),
    );
    const behaviour = definition.create({
      parameters,
      clock: { nowMs: () => this.#nowMs },
      log: { info: () => undefined, warn: () => undefined },
      ownOrders: { restingSize: () => 0 },
      timers: {
        set: (market: number, name: string, atMs: number) =>
          this.#timers.set(botIndex, market, name, Math.max(atMs, this.#nowMs + 1)),
        cancel: (market: number, name: string) => this.#timers.cancel(botIndex, market, name),
      },
    } as never);
    const topics = new Set(manifest.consumes.map(({ topic }) => topic));
    const handlers = this.#markets.map((state) => {
      const market = marketOf(state, parameters);
      if ("perMarket" in behaviour) return behaviour.perMarket(market);
      if (!("decide" in behaviour)) return {};
      const input = { market, book: market.book };
      return { decide: (context: DecisionContext) => behaviour.decide(input, context) };
    });
    this.#handlers[botIndex] = handlers;
    handlers.forEach((own, index) => this.#subscribe(own, index, topics.has("trade")));
    if (topics.has("heartbeat")) {
      this.#heartbeats.subscribe((context) => {
        for (const own of handlers) own.onHeartbeat?.(context);
      });
    }
    for (const { kind } of manifest.consumes) {
      if (kind === null) continue;
      this.decisions.pipe(filter(({ signal }) => signal === kind)).subscribe((made) => {
        handlers[made.marketIndex]?.onSignal?.(made as never, made.context);
      });
    }
  }

  apply(batch: MarketDataBatch): void {
    let trades: TradeTick[] = [];
    let hasBookChange = false;
    for (let row = 0; row < batch.length; row += 1) {
      const kind = batch.kind[row];
      const market = this.#markets[batch.market[row] ?? 0];
      const side = batch.side[row] ?? 0;
      const price = batch.price[row] ?? 0;
      const size = batch.size[row] ?? 0;
      const timeMs = batch.timeMs[row] ?? 0;
      if (market === undefined) continue;
      if (kind === RowKind.Level) {
        market.book.setLevel(side, price, size);
        hasBookChange = true;
      } else if (kind === RowKind.BookStart) {
        market.book.clear();
        hasBookChange = true;
      } else if (kind === RowKind.Trade) trades.push(tradeOf(market, side, price, size, timeMs));
      if (((batch.flags[row] ?? 0) & RowFlag.FrameEnd) === 0) continue;
      this.#advanceTo(timeMs);
      if (kind === RowKind.Heartbeat) this.#heartbeats.next(this.#context());
      else {
        market.book.updatedAtMs = timeMs;
        this.#frames[market.index]?.next({ context: this.#context(), hasBookChange, trades });
      }
      trades = [];
      hasBookChange = false;
    }
  }

  #subscribe(own: Handlers, marketIndex: number, takesTrades: boolean): void {
    const view = this.#markets[marketIndex]?.firstView;
    this.#frames[marketIndex]?.subscribe(({ context, hasBookChange, trades }) => {
      if (takesTrades) for (const trade of trades) own.onTrade?.(trade, context);
      if (!hasBookChange || view === undefined) return;
      own.onOrderBook?.(view, context);
      this.#emit(own.decide?.(context), marketIndex, context);
    });
  }

  #emit(decision: unknown, marketIndex: number, context: DecisionContext): void {
    if (decision === null || decision === undefined) return;
    this.decisions.next({ ...(decision as Made), marketIndex, context });
  }

  #advanceTo(timeMs: number): void {
    for (;;) {
      const timer = this.#timers.takeDue(timeMs);
      if (timer === undefined) break;
      this.#nowMs = Math.max(this.#nowMs, timer.atMs);
      const context = this.#context();
      const own = this.#handlers[timer.hostIndex]?.[timer.marketIndex];
      this.#emit(own?.onTimer?.(timer.name, context), timer.marketIndex, context);
    }
    this.#nowMs = timeMs;
  }

  #context(): DecisionContext {
    this.#sequence += 1;
    return {
      nowMs: this.#nowMs,
      exchangeTimeMs: this.#nowMs,
      eventSequence: this.#sequence,
      correlationId: "",
      isStale: false,
    };
  }
}

function marketOf(state: MarketState, parameters: object): BotMarket<BotTypes> {
  const { definition, index, firstView: book, secondView: complementBook } = state;
  return { ...definition, index, parameters, book, complementBook };
}

function tradeOf(
  { definition, index }: MarketState,
  side: number,
  price: number,
  size: number,
  timeMs: number,
): TradeTick {
  const { marketId } = definition;
  const takerSide = side === 0 ? "BUY" : "SELL";
  const times = { exchangeTimeMs: timeMs, timeMs };
  const isInferred = false;
  return {
    schemaVersion: 1,
    marketId,
    marketIndex: index,
    takerSide,
    price,
    size,
    isInferred,
    ...times,
  };
}
