import type { OpenOrder, PlanDecision } from "@polytraders/core";
import { buildFill, PlanBench } from "@polytraders/testkit";
import bot from "../src/index.ts";
import type { Types } from "../src/contract.gen.ts";

/** One thing that happens. */
export type FlowStep =
  | {
      readonly do: "flow";
      readonly vpin: number | null;
      readonly buy: number;
      readonly sell: number;
    }
  | { readonly do: "trade"; readonly takerSide: "BUY" | "SELL"; readonly cents: number }
  | { readonly do: "move"; readonly cents: number }
  | { readonly do: "fill"; readonly order: number }
  | {
      readonly do: "quote";
      readonly side: "BUY" | "SELL";
      readonly shares: number;
      readonly isSecond: boolean;
    }
  | { readonly do: "ask_again" }
  | { readonly do: "wait"; readonly seconds: number };

interface Quoted {
  readonly orderId: string;
  readonly tokenId: string;
  readonly side: "BUY" | "SELL";
  readonly price: number;
  readonly size: number;
  readonly approvedAtMs: number;
  state: "held" | "resting" | "gone";
}

/** An answer with what was asked. */
export interface Answer {
  readonly nowMs: number;
  readonly order: Quoted;
  readonly decision: PlanDecision<Types>;
}

export interface FlowOutcome {
  readonly transcript: readonly string[];
  readonly answers: readonly Answer[];
  readonly cancelled: readonly string[];
}

/** Plays flow and quotes to the bot; what it lets go rests, what it holds is asked about again. */
export function playFlow(
  steps: readonly FlowStep[],
  { restartEvery = 0 }: { readonly restartEvery?: number } = {},
): FlowOutcome {
  const bench = new PlanBench(bot, {}, { orders: [] });
  const orders: Quoted[] = [];
  const answers: Answer[] = [];
  let midCents = 50;
  let fillCount = 0;

  const show = (): void => {
    const open = orders.filter(({ state }) => state !== "gone");
    bench.see({
      orders: open.map((order): Partial<OpenOrder> => ({
        ...order,
        state: order.state === "held" ? "planned" : "resting",
      })),
      markets: [
        {
          bids: [[(midCents - 1) / 100, 500]],
          asks: [[(midCents + 1) / 100, 500]],
        },
      ],
    });
  };
  const ask = (order: Quoted): void => {
    show();
    const { state: _, ...approved } = order;
    const decision = bench.plan({ ...approved, isPostOnly: true });
    answers.push({ nowMs: bench.nowMs, order: { ...order }, decision });
    const { outcome } = decision.plan;
    order.state = outcome === "hold" ? "held" : outcome === "abandon" ? "gone" : "resting";
  };
  const end = (order: Quoted): void => {
    order.state = "gone";
    show();
    bench.update({ ...order, status: "cancelled" });
  };

  for (const [index, step] of steps.entries()) {
    if (restartEvery > 0 && index % restartEvery === 0) bench.restart();
    const cancelCount = bench.cancels.length;
    if (step.do === "flow") {
      const { vpin, buy: takerBuyShares, sell: takerSellShares } = step;
      const payload = { vpin, tradeCount: 40, takerBuyShares, takerSellShares };
      bench.signal({ kind: "order_flow", value: 0, confidence: 0.5, payload });
    } else if (step.do === "trade") {
      bench.trade({ takerSide: step.takerSide, price: 100 * step.cents });
    } else if (step.do === "wait") bench.see({ nowMs: bench.nowMs + 1_000 * step.seconds });
    else if (step.do === "move") {
      midCents = Math.min(90, Math.max(10, midCents + step.cents));
      show();
      bench.showBook();
    } else if (step.do === "fill") {
      const resting = orders.filter(({ state }) => state === "resting");
      const order = resting[step.order % Math.max(1, resting.length)];
      if (order === undefined) continue;
      const { orderId, side, tokenId, price, size } = order;
      const fillId = `fill-${fillCount}`;
      const match = buildFill({ orderId, side, tokenId, price, size, fillId, timeMs: bench.nowMs });
      fillCount += 1;
      bench.fill(match);
      end(order);
    } else if (step.do === "quote") {
      const { side, shares, isSecond } = step;
      const own = isSecond ? 100 - midCents : midCents;
      orders.push({
        orderId: `order-${orders.length}`,
        tokenId: isSecond ? "market-0-no" : "market-0-yes",
        side,
        price: 100 * (side === "BUY" ? own - 1 : own + 1),
        size: 10_000 * shares,
        approvedAtMs: bench.nowMs,
        state: "held",
      });
    }
    for (const order of orders) if (order.state === "held") ask(order);
    show();
    for (const { orderId } of bench.cancels.slice(cancelCount)) {
      const order = orders.find((one) => one.orderId === orderId);
      if (order !== undefined && order.state === "resting") end(order);
    }
  }
  const said = answers.map(({ order, decision }) => JSON.stringify([order.orderId, decision]));
  return {
    transcript: [...said, JSON.stringify(bench.cancels)],
    answers,
    cancelled: bench.cancels.map(({ orderId }) => orderId),
  };
}
