import type { OpenOrder, OrderUpdate } from "@polytraders/core";
import { PlanBench } from "@polytraders/testkit";
import bot from "../src/index.ts";

/** One thing that happens. Orders are named by their place in the history, modulo their number. */
export type HistoryStep =
  | { readonly do: "approve"; readonly side: "BUY" | "SELL" }
  | { readonly do: "answer"; readonly order: number; readonly status: Answer }
  | { readonly do: "fill"; readonly order: number; readonly isAll: boolean }
  | { readonly do: "wish_cancel"; readonly order: number }
  | { readonly do: "cancelled"; readonly order: number }
  | { readonly do: "wait"; readonly seconds: number };
export type Answer = "resting" | "delayed" | "unknown" | "rejected";

const SIZE = 100_000_000;
const LOST = new Set(["filled", "cancelled", "rejected"]);

interface Modelled {
  readonly orderId: string;
  readonly side: "BUY" | "SELL";
  readonly sentAtMs: number;
  status: OrderUpdate["status"];
  filledSize: number;
  isCancelling: boolean;
}

/** What a history came to. */
export interface HistoryOutcome {
  /** Everything that the bot said and did, in order. */
  readonly transcript: readonly string[];
  readonly cancelsByOrder: ReadonlyMap<string, number>;
  readonly reconcilesByOrder: ReadonlyMap<string, number>;
  readonly seconds: number;
  /** Orders let go although one of their kind was unknown. */
  readonly doubledCount: number;
}

/** Plays a history to the bot: a desk whose orders change as real ones can. */
export function playHistory(
  steps: readonly HistoryStep[],
  { restartEvery = 0 }: { readonly restartEvery?: number } = {},
): HistoryOutcome {
  const bench = new PlanBench(bot, {}, { orders: [] });
  const startedAtMs = bench.nowMs;
  const orders: Modelled[] = [];
  const transcript: string[] = [];
  let doubledCount = 0;

  const show = (): void => bench.see({ orders: orders.filter(isOpen).map(openOrderOf) });
  const tell = (order: Modelled, change: Partial<Modelled>): void => {
    Object.assign(order, change);
    show();
    const { orderId, side, status, filledSize } = order;
    const said = bench.update({ orderId, side, status, filledSize, originalSize: SIZE });
    transcript.push(JSON.stringify([orderId, said]));
  };

  for (const [index, step] of steps.entries()) {
    if (restartEvery > 0 && index % restartEvery === 0) bench.restart();
    if (step.do === "wait") {
      const said = bench.advanceTo(bench.nowMs + 1_000 * step.seconds);
      transcript.push(JSON.stringify(said));
      continue;
    }
    if (step.do === "approve") {
      const { side } = step;
      const orderId = `order-${orders.length}`;
      show();
      const { plan, reasonCode } = bench.plan({ orderId, side });
      transcript.push(JSON.stringify([orderId, plan, reasonCode]));
      if (plan.outcome !== "proceed") continue;
      const hasUnknownTwin = orders.some(
        (order) => order.side === side && order.status === "unknown",
      );
      if (hasUnknownTwin) doubledCount += 1;
      const sentAtMs = bench.nowMs;
      orders.push({
        orderId,
        side,
        sentAtMs,
        status: "sent",
        filledSize: 0,
        isCancelling: false,
      });
      continue;
    }
    const order = orders[step.order % Math.max(1, orders.length)];
    if (order === undefined || !isOpen(order)) continue;
    if (step.do === "answer" && canAnswer(order, step.status)) tell(order, { status: step.status });
    if (step.do === "wish_cancel") Object.assign(order, { isCancelling: true });
    if (step.do === "cancelled") tell(order, { status: "cancelled" });
    if (step.do === "fill" && order.status !== "unknown") {
      const filledSize = step.isAll ? SIZE : Math.min(SIZE - 1, order.filledSize + 10_000_000);
      tell(order, { filledSize, status: step.isAll ? "filled" : "partially_filled" });
    }
  }
  return {
    transcript: [...transcript, JSON.stringify([bench.cancels, bench.reconciles])],
    cancelsByOrder: countBy(bench.cancels.map(({ orderId }) => orderId)),
    reconcilesByOrder: countBy(bench.reconciles),
    seconds: (bench.nowMs - startedAtMs) / 1_000,
    doubledCount,
  };
}

function isOpen({ status }: Modelled): boolean {
  return !LOST.has(status);
}

/** A venue answers once; what rests can only become unknown, and what is unknown can become known. */
function canAnswer({ status, filledSize }: Modelled, answer: Answer): boolean {
  if (status === "sent") return true;
  if (status === "unknown") return answer !== "rejected" || filledSize === 0;
  if (status === "delayed") return answer !== "delayed";
  return answer === "unknown";
}

function openOrderOf(order: Modelled): Partial<OpenOrder> {
  const { orderId, side, status, isCancelling, sentAtMs, filledSize } = order;
  const state = status === "sent" || status === "unknown" ? status : "resting";
  const remainingSize = SIZE - filledSize;
  return { orderId, side, state, isCancelling, sentAtMs, originalSize: SIZE, remainingSize };
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
