import { createSeededRandom, type KernelEvent } from "@polytraders/core";
import type { ScriptedKernel } from "./scripted-kernel.ts";

/**
 * Trades by chance at every n-th frame: quotes, takes and cancels. What it does follows from what it
 * sees alone, so two runs of the same inputs do the same.
 */
export function chanceTrader(
  seed: number,
  everyNth: number,
): (event: KernelEvent, bot: ScriptedKernel) => void {
  const random = createSeededRandom(seed, "chance trader");
  const open: string[] = [];
  let frames = 0;
  return (event, bot) => {
    if (event.kind !== "frame" || !event.hasBookChange) return;
    frames += 1;
    if (frames % everyNth !== 0) return;
    const { market } = event;
    const { book } = market;
    const tick = book.tickSize;
    const bid = Math.floor(book.priceOf(book.bestBidIndex) / tick) * tick;
    const ask = Math.ceil(book.priceOf(book.bestAskIndex) / tick) * tick;
    if (bid <= 3 * tick || ask >= 10_000 - 3 * tick || ask <= bid) return;
    const dice = random.next();
    const shares = 5 + Math.floor(random.next() * 60);
    const oldest = open.shift();
    if (dice < 0.3 && oldest !== undefined) return bot.cancel(oldest);
    if (oldest !== undefined) open.push(oldest);
    const at = { market: market.index, shares };
    if (dice < 0.5) open.push(bot.place({ ...at, price: bid, isPostOnly: true }));
    else if (dice < 0.7) {
      open.push(bot.place({ ...at, token: 1, price: 10_000 - ask, isPostOnly: true }));
    } else if (dice < 0.8) bot.place({ ...at, price: ask, timeInForce: "FAK" });
    else if (dice < 0.9) open.push(bot.place({ ...at, side: "SELL", price: ask }));
    else open.push(bot.place({ ...at, price: ask + tick }));
  };
}
