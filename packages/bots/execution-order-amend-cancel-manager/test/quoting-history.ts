import type { OpenOrder } from "@polytraders/core";
import { PlanBench } from "@polytraders/testkit";
import bot from "../src/index.ts";

/** One thing that happens. Orders are named by their place in the history, modulo their number. */
export type QuotingStep =
  | {
      readonly do: "quote";
      readonly side: "BUY" | "SELL";
      readonly offset: number;
      readonly shares: number;
    }
  | { readonly do: "confirm_cancels" }
  | { readonly do: "fill" | "lose" | "find"; readonly order: number }
  | { readonly do: "move"; readonly cents: number }
  | { readonly do: "halt" | "open" }
  | { readonly do: "wait"; readonly seconds: number };

interface Quoted {
  readonly orderId: string;
  readonly side: "BUY" | "SELL";
  readonly price: number;
  readonly size: number;
  readonly sentAtMs: number;
  /** Orders that must be gone before it is sent. */
  readonly waitsFor: readonly string[];
  state: OpenOrder["state"] | "gone";
  isCancelling: boolean;
}

/** What a history came to. */
export interface QuotingOutcome {
  readonly transcript: readonly string[];
  /** Quotes of one side that could have been filled at once, at most. */
  readonly quotesPerSide: number;
  readonly doubledUnknownCount: number;
  readonly takenBackTwice: boolean;
  readonly replacementsPerMinute: number;
}

/** Plays a strategy's quoting to the bot: a desk that does what plans say, and nothing else. */
export function playQuoting(
  steps: readonly QuotingStep[],
  parameters: Readonly<Record<string, unknown>> = {},
  { restartEvery = 0 }: { readonly restartEvery?: number } = {},
): QuotingOutcome {
  const desk = new QuotingDesk(parameters);
  for (const [index, step] of steps.entries()) {
    if (restartEvery > 0 && index % restartEvery === 0) desk.bench.restart();
    desk.take(step);
  }
  return desk.outcome();
}

class QuotingDesk {
  readonly bench;
  readonly #quotes: Quoted[] = [];
  readonly #transcript: string[] = [];
  readonly #replacedAtMs: number[] = [];
  #midCents = 50;
  #quotesPerSide = 0;
  #doubledUnknownCount = 0;

  constructor(parameters: Readonly<Record<string, unknown>>) {
    this.bench = new PlanBench(bot, parameters, { randomSeed: 7 });
    this.#show();
  }

  take(step: QuotingStep): void {
    const order = "order" in step ? this.#openOnes()[step.order % 4] : undefined;
    if (step.do === "quote") this.#quote(step);
    else if (step.do === "confirm_cancels") this.#confirmCancels();
    else if (step.do === "wait") this.bench.see({ nowMs: this.bench.nowMs + 1_000 * step.seconds });
    else if (step.do === "halt") this.bench.status("halted");
    else if (step.do === "open") this.bench.status("open");
    else if (step.do === "move")
      this.#midCents = Math.min(90, Math.max(10, this.#midCents + step.cents));
    else if (order !== undefined && step.do === "fill" && order.state === "resting")
      this.#end(order);
    else if (order !== undefined && step.do === "lose" && order.state !== "planned")
      order.state = "unknown";
    else if (order !== undefined && step.do === "find" && order.state === "unknown")
      order.state = "resting";
    this.#show();
    this.bench.showBook();
    this.#obeyCancels();
    this.#send();
  }

  outcome(): QuotingOutcome {
    const ids = this.bench.cancels.map(({ orderId }) => orderId);
    const inMinute = this.#replacedAtMs.map(
      (atMs) => this.#replacedAtMs.filter((other) => other > atMs - 60_000 && other <= atMs).length,
    );
    return {
      transcript: [...this.#transcript, JSON.stringify(this.bench.cancels)],
      quotesPerSide: this.#quotesPerSide,
      doubledUnknownCount: this.#doubledUnknownCount,
      takenBackTwice: new Set(ids).size < ids.length,
      replacementsPerMinute: Math.max(0, ...inMinute),
    };
  }

  #quote({ side, offset, shares }: Extract<QuotingStep, { do: "quote" }>): void {
    const orderId = `order-${this.#quotes.length}`;
    const price =
      100 * (side === "BUY" ? this.#midCents - 1 - offset : this.#midCents + 1 + offset);
    const size = 1_000_000 * shares;
    const sentAtMs = this.bench.nowMs;
    const { plan, reasonCode } = this.bench.plan({ orderId, side, price, size, isPostOnly: true });
    this.#transcript.push(JSON.stringify([orderId, plan, reasonCode]));
    if (plan.outcome !== "proceed") return;
    const own = this.#openOnes().filter((other) => other.side === side);
    if (own.some(({ state }) => state === "unknown")) this.#doubledUnknownCount += 1;
    const waitsFor = plan.cancelFirst ?? [];
    const isReplacement = own.some(
      (other) => waitsFor.includes(other.orderId) && !other.isCancelling,
    );
    if (isReplacement) this.#replacedAtMs.push(sentAtMs);
    for (const other of own) if (waitsFor.includes(other.orderId)) other.isCancelling = true;
    const state = "planned";
    this.#quotes.push({
      orderId,
      side,
      price,
      size,
      sentAtMs,
      waitsFor,
      state,
      isCancelling: false,
    });
  }

  /** Sends what waits for nothing any more, and counts what could now be filled. */
  #send(): void {
    for (const quote of this.#openOnes()) {
      const isFree = quote.waitsFor.every(
        (id) => !this.#openOnes().some((one) => one.orderId === id),
      );
      if (quote.state !== "planned" || !isFree) continue;
      if (quote.isCancelling) this.#end(quote);
      else quote.state = "resting";
    }
    for (const side of ["BUY", "SELL"] as const) {
      const out = this.#openOnes().filter((one) => one.side === side && one.state !== "planned");
      this.#quotesPerSide = Math.max(this.#quotesPerSide, out.length);
    }
    this.#show();
  }

  #confirmCancels(): void {
    for (const quote of this.#openOnes()) {
      if (quote.isCancelling && quote.state !== "unknown") this.#end(quote);
    }
  }

  #obeyCancels(): void {
    const ids = new Set(this.bench.cancels.map(({ orderId }) => orderId));
    for (const quote of this.#quotes) if (ids.has(quote.orderId)) quote.isCancelling = true;
  }

  #end(quote: Quoted): void {
    quote.state = "gone";
    this.#show();
    this.bench.update({ orderId: quote.orderId, side: quote.side, status: "cancelled" });
  }

  #openOnes(): Quoted[] {
    return this.#quotes.filter(({ state }) => state !== "gone");
  }

  #show(): void {
    const bid = (this.#midCents - 1) / 100;
    const ask = (this.#midCents + 1) / 100;
    const orders = this.#openOnes().flatMap(({ state, size, ...quote }) =>
      state === "gone" ? [] : [{ ...quote, state, originalSize: size, remainingSize: size }],
    );
    this.bench.see({ orders, markets: [{ bids: [[bid, 500]], asks: [[ask, 500]] }] });
  }
}
