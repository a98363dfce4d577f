import type { FeedFrame, FeedSubscriber } from "../feed/feed-frame.ts";
import type { Feed } from "../feed/market-feed.ts";

/**
 * A feed that says everything once, on the view of the first token. The venue tells each change of a
 * book on both tokens' views, sends both books after each trade, and the best prices again in messages
 * of their own; a kernel with one book for both has heard it all by then.
 */
export function firstTokenFeed(feed: Feed): Feed {
  return {
    subscribe: (subscriber, scope) => feed.subscribe(saidOnce(subscriber), scope),
    snapshot: (conditionId) => feed.snapshot(conditionId).filter((frame) => !isRepeated(frame)),
    isFrozen: (conditionId) => feed.isFrozen(conditionId),
  };
}

function saidOnce(subscriber: FeedSubscriber): FeedSubscriber {
  return (frame) => {
    if (frame.kind === "price_change") {
      subscriber({ ...frame, changes: frame.changes.filter(({ token }) => token === 0) });
    } else if (!isRepeated(frame)) subscriber(frame);
  };
}

/** Trades are told on the taker's token, and once. */
function isRepeated(frame: FeedFrame): boolean {
  return frame.kind === "best_bid_ask" || (frame.kind === "book" && frame.token === 1);
}
