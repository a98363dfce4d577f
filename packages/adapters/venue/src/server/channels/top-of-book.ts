import type { FeedFrame } from "../../feed/feed-frame.ts";

/**
 * What a client of level 1 gets of a frame: books cut to their best levels, and of changes those
 * that stand at a best price or have emptied a better one. The venue does not document its levels
 * further.
 *
 * @returns the frame itself where nothing is cut, `null` where nothing is left
 */
export function topOfBookFrame(frame: FeedFrame): FeedFrame | null {
  if (frame.kind === "book") {
    return { ...frame, bids: frame.bids.slice(0, 1), asks: frame.asks.slice(0, 1) };
  }
  if (frame.kind !== "price_change") return frame;
  const changes = frame.changes.filter(({ side, price, bestBid, bestAsk }) =>
    side === "BUY" ? price >= bestBid : bestAsk === 0 || price <= bestAsk,
  );
  if (changes.length === frame.changes.length) return frame;
  return changes.length === 0 ? null : { ...frame, changes };
}
