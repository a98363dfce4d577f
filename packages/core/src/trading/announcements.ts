import type { FillEvent } from "../contracts/fill-event.ts";
import type { OrderUpdate } from "../contracts/order-update.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { MarketState } from "../kernel/market-state.ts";
import type { Agenda } from "./agenda.ts";

interface News {
  readonly market: MarketState;
  readonly updates: OrderUpdate[];
  readonly fills: FillEvent[];
}

/**
 * Tells the bots what has become of orders, once for each market and event. What the venue or a timer
 * of the desk has brought about is told at once; anything else a millisecond later, so that a strategy
 * which asks again at every answer cannot hold the kernel at one moment.
 */
export class Announcements {
  readonly #kernel: Kernel;
  readonly #agenda: Agenda;
  #news: News[] = [];
  #later: News[] = [];

  constructor(kernel: Kernel, agenda: Agenda) {
    this.#kernel = kernel;
    this.#agenda = agenda;
  }

  update(market: MarketState, update: OrderUpdate): void {
    this.#of(market).updates.push(update);
  }

  fill(market: MarketState, fill: FillEvent): void {
    this.#of(market).fills.push(fill);
  }

  /** @param isOwnEvent - the event is a venue report or a timer of the desk */
  flush(isOwnEvent: boolean): void {
    if (this.#news.length === 0) return;
    const news = this.#news;
    this.#news = [];
    if (isOwnEvent) {
      for (const each of news) this.#kernel.announce(each);
      return;
    }
    const isFirst = this.#later.length === 0;
    this.#later.push(...news);
    if (!isFirst) return;
    const { nowMs } = this.#kernel;
    this.#agenda.add({ isMoot: () => this.#later.length === 0, run: () => this.#take() }, 0, nowMs);
  }

  /** What was put off comes before what has happened since. */
  #take(): void {
    const since = this.#news;
    this.#news = this.#later;
    this.#later = [];
    for (const { market, updates, fills } of since) {
      const news = this.#of(market);
      news.updates.push(...updates);
      news.fills.push(...fills);
    }
  }

  #of(market: MarketState): News {
    const known = this.#news.findLast((news) => news.market === market);
    if (known !== undefined) return known;
    const news: News = { market, updates: [], fills: [] };
    this.#news.push(news);
    return news;
  }
}
