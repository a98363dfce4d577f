import type { ListedMarket } from "../exchange/exchange.ts";
import type { FeedFrame } from "../feed/feed-frame.ts";
import type { ArmedFault } from "./armed-fault.ts";
import { falseBooksOf, trueBooks, type BookFaultEntry } from "./false-books.ts";
import type { FaultContext } from "./fault-context.ts";
import type { FaultEntryOf } from "./fault-plan.ts";

/** One entry's place on a frame's way: hands on what it was given, changed, late, twice or never. */
export type FeedStage = (frame: FeedFrame, next: (frame: FeedFrame) => void) => void;

/** The stage of an entry, `null` when it does not act on frames. */
export function feedStageOf(fault: ArmedFault, context: FaultContext): FeedStage | null {
  const { entry } = fault;
  switch (entry.kind) {
    case "feed_drop":
      return (frame, next) => {
        if (strikes(fault, entry.frames, frame)) fault.happened(frame.kind);
        else next(frame);
      };
    case "feed_duplicate":
      return (frame, next) => {
        next(frame);
        if (!strikes(fault, entry.frames, frame)) return;
        fault.happened(frame.kind);
        for (let copy = 0; copy < entry.copies; copy += 1) next(frame);
      };
    case "feed_reorder":
      return reorderStage(fault, entry, context);
    case "feed_delay":
      return delayStage(fault, entry, context);
    case "book_one_sided":
    case "book_crossed":
      return falseBookStage(fault, entry, context);
    default:
      return null;
  }
}

function strikes(
  fault: ArmedFault,
  frames: readonly FeedFrame["kind"][] | undefined,
  frame: FeedFrame,
): boolean {
  if (frames !== undefined && !frames.includes(frame.kind)) return false;
  return fault.targets.hasMarket(frame.conditionId) && fault.strikes();
}

function reorderStage(
  fault: ArmedFault,
  { frames, hold }: FaultEntryOf<"feed_reorder">,
  context: FaultContext,
): FeedStage {
  const held = new Map<string, () => void>();
  return (frame, next) => {
    const { conditionId, kind } = frame;
    const release = held.get(conditionId);
    if (release !== undefined) {
      next(frame);
      release();
      return;
    }
    if (context.exchange === null || !strikes(fault, frames, frame)) return next(frame);
    fault.happened(kind);
    const releaseOnce = (): void => {
      if (held.get(conditionId) !== releaseOnce) return;
      held.delete(conditionId);
      next(frame);
    };
    held.set(conditionId, releaseOnce);
    context.after(hold, releaseOnce);
  };
}

function delayStage(
  fault: ArmedFault,
  entry: FaultEntryOf<"feed_delay">,
  context: FaultContext,
): FeedStage {
  /** By market: how many frames wait, and until when the last one does. */
  const waiting = new Map<string, { count: number; untilMs: number }>();
  return (frame, next) => {
    const { conditionId, kind } = frame;
    const { nowMs } = context;
    const queue = waiting.get(conditionId) ?? { count: 0, untilMs: nowMs };
    const isLate = strikes(fault, entry.frames, frame);
    if (!isLate && (!entry.keepsOrder || queue.count === 0)) return next(frame);
    if (isLate) fault.happened(kind);
    const dueMs = isLate ? nowMs + entry.delay + fault.jitterMs(entry.jitter) : nowMs;
    const atMs = entry.keepsOrder ? Math.max(dueMs, queue.untilMs) : dueMs;
    queue.count += 1;
    queue.untilMs = Math.max(queue.untilMs, atMs);
    waiting.set(conditionId, queue);
    const release = (): void => {
      queue.count -= 1;
      if (queue.count === 0) waiting.delete(conditionId);
      next(frame);
    };
    // Behind one that is due now it still goes through the schedule, or it would overtake.
    if (context.exchange === null) release();
    else context.exchange.schedule(atMs, release);
  };
}

function falseBookStage(
  fault: ArmedFault,
  entry: BookFaultEntry,
  context: FaultContext,
): FeedStage {
  return (frame, next) => {
    next(frame);
    const market = context.market(frame.conditionId);
    if (market === undefined || !entry.shownBy.includes("channel")) return;
    if (!strikes(fault, entry.frames, frame)) return;
    const books = falseBooksOf(fault, entry, market, context.nowMs);
    if (books.length === 0) return;
    fault.happened(market.terms.slug);
    books.forEach(next);
    context.after(entry.correctAfter, () => trueBooks(market, context.nowMs).forEach(next));
  };
}

/**
 * What an entry shows instead of a market's books when they are asked for; `null` for the truth.
 *
 * @param correct - hands on the true books when their time has come
 */
export function falseSnapshotOf(
  fault: ArmedFault,
  market: ListedMarket,
  context: FaultContext,
  correct: (frame: FeedFrame) => void,
): readonly FeedFrame[] | null {
  const { entry, targets } = fault;
  if (entry.kind !== "book_one_sided" && entry.kind !== "book_crossed") return null;
  if (!entry.shownBy.includes("channel")) return null;
  if (!targets.hasMarket(market.terms.conditionId) || !fault.strikes()) return null;
  const books = falseBooksOf(fault, entry, market, context.nowMs);
  if (books.length === 0) return null;
  fault.happened(market.terms.slug);
  context.after(entry.correctAfter, () => trueBooks(market, context.nowMs).forEach(correct));
  return books;
}
