import { createSeededRandom, type MarketDataBatch, type OperatorCommand } from "@polytraders/core";
import { at, book, buildBot, buildCommand, buildContract, script } from "@polytraders/testkit";

/** Steps of a run: a frame each, and what comes of it. */
export const STEPS = 30;
/** Steps behind them, in which what is on its way arrives. */
export const SETTLING_STEPS = 6;
const STEP_MS = 1_000;
const START_MS = 10_000;
const SHARES = 20_000_000;

/** Kernel time of a step. */
export function timeOf(step: number): number {
  return START_MS + step * STEP_MS;
}

/** Best ask of a step, price units on the cent. */
export function bestAskOf(seed: number, step: number): number {
  const random = createSeededRandom(seed, `step ${step}`);
  return 4_500 + Math.floor(random.next() * 10) * 100;
}

/** The frame of a step. */
export function rowsOf(seed: number, step: number): MarketDataBatch {
  const ask = bestAskOf(seed, step) / 10_000;
  const levels = { bids: [[(ask * 100 - 2) / 100, 500]], asks: [[ask, 500]] } as const;
  return script(at(timeOf(step)), book(levels));
}

/** What operators order before the frame of a step. */
export function commandOf(step: number): OperatorCommand | null {
  const times = { atMs: timeOf(step), expiresAtMs: null };
  if (step === 0) return buildCommand("enable_trading", { commandId: "c0", ...times });
  if (step === 12) return buildCommand("halt", { commandId: "c1", ...times });
  if (step === 16) return buildCommand("reset_halt", { commandId: "c2", ...times });
  return step === 25 ? buildCommand("halt", { commandId: "c3", ...times }) : null;
}

const contract = buildContract({
  authority: "trade",
  reasonCodes: ["STRAT_CRASH_ORDER"],
  manifest: { layer: "strategy", botId: "strat.crash" },
});

/** Takes, rests, takes back and sells by the number of the frame; pauses for a moment after a fill. */
export function crashStrategy(): ReturnType<typeof buildBot> {
  return buildBot(contract, ({ intents, openOrders, ledger }) => ({
    perMarket: ({ marketId, tokenIds: [tokenId], book: view }) => {
      let frame = 0;
      let quietUntilMs = 0;
      const propose = (side: "BUY" | "SELL", timeInForce: "FAK" | "GTC", price: number): void => {
        const order = { tokenId, side, price, size: SHARES, timeInForce };
        const isPostOnly = timeInForce === "GTC";
        intents.propose({ intent: { ...order, isPostOnly }, reasonCode: "STRAT_CRASH_ORDER" });
      };
      return {
        decide: ({ nowMs }) => {
          frame += 1;
          const [oldest] = openOrders.inMarket(marketId);
          if (frame % 5 === 4 && oldest !== undefined) intents.cancel(oldest.orderId);
          if (nowMs < quietUntilMs) return null;
          if (frame % 3 === 1) propose("BUY", "FAK", view.bestAskPrice);
          if (frame % 2 === 0) propose("BUY", "GTC", view.bestBidPrice - 100);
          if (ledger.sellableSize(tokenId) >= SHARES) propose("SELL", "FAK", view.bestBidPrice);
          return null;
        },
        onFill: ({ settlement }, { nowMs }) => {
          if (settlement === "MATCHED") quietUntilMs = nowMs + STEP_MS;
          return null;
        },
      };
    },
  }));
}
