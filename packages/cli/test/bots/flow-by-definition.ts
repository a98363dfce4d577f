import type { RecordedFrame, TapeTrade, Top } from "./recorded-frames.ts";

const WINDOW_MS = 60_000;
const BUCKET_SHARES = 500;
const BUCKETS = 20;
const MARKOUT_HORIZON_MS = 5_000;
const UPDATES_MIN = 10;
const TRADES_MIN = 10;
const TOXIC_VPIN_MIN = 0.7;
const SAMPLE_EVERY = 10;
const MICRO = 1e6;

/** What the analyzer publishes at one frame. */
export interface DefinedFlow {
  readonly timeMs: number;
  readonly reasonCode: string;
  readonly value: number | null;
  readonly confidence: number | null;
  readonly vpin: number | null;
  readonly tradeCount: number;
  readonly buyShares: number;
  readonly sellShares: number;
  readonly ofiShares: number;
  readonly effectiveHalfSpread: number | null;
  readonly adverseSelection: number | null;
  readonly flowClass: string | null;
}

/**
 * Order flow of one market by its definitions: the whole history is scanned for each frame that gets
 * an answer. Imbalance after Cont, Kukanov, Stoikov (2014) over its mean half depth, VPIN after Easley,
 * Lopez de Prado, O'Hara (2012), markout against the mid five seconds on.
 *
 * @param isAnswered - whether a frame that changed the book gets an answer
 */
export function flowByDefinition(
  frames: readonly RecordedFrame[],
  isAnswered: (frame: RecordedFrame) => boolean,
): DefinedFlow[] {
  const quotes = frames.filter(({ hasBookChange }) => hasBookChange);
  const marksOfAll = marksOf(frames);
  const found: DefinedFlow[] = [];
  let updates = 0;
  let flowClass: string | null = null;
  for (const [index, frame] of quotes.entries()) {
    const { timeMs, exchangeTimeMs } = frame;
    if (!isAnswered(frame) || timeMs - exchangeTimeMs > 2_000) continue;
    updates += 1;
    const tape = frames.slice(0, frames.indexOf(frame) + 1).flatMap(({ trades }) => trades);
    const recent = tape.filter((trade) => trade.timeMs > timeMs - WINDOW_MS);
    const vpin = vpinOf(tape);
    const marks = markoutOf(marksOfAll, timeMs);
    const before = flowClass;
    flowClass = recent.length < TRADES_MIN ? null : classOf(vpin, marks);
    const turnedToxic = flowClass === "toxic" && before !== "toxic";
    if (!turnedToxic && updates % SAMPLE_EVERY !== 0) continue;
    const ofi = imbalanceOf(quotes.slice(0, index + 1), timeMs);
    const hasEnough = ofi.updates >= UPDATES_MIN && ofi.normalised !== null;
    found.push({
      timeMs,
      reasonCode: codeOf(hasEnough, turnedToxic),
      value: hasEnough ? ofi.normalised : null,
      confidence: hasEnough ? ofi.updates / (ofi.updates + UPDATES_MIN) : null,
      vpin,
      tradeCount: recent.length,
      buyShares: sharesOf(recent.filter(({ isBuy }) => isBuy)),
      sellShares: sharesOf(recent.filter(({ isBuy }) => !isBuy)),
      ofiShares: ofi.shares,
      effectiveHalfSpread: marks?.effective ?? null,
      adverseSelection: marks?.adverse ?? null,
      flowClass,
    });
  }
  return found;
}

function codeOf(hasEnough: boolean, turnedToxic: boolean): string {
  if (!hasEnough) return "INTEL_FLOW_SUPPRESSED_LOW_SAMPLES";
  return turnedToxic ? "INTEL_FLOW_TOXIC" : "INTEL_FLOW_PUBLISHED";
}

function classOf(
  vpin: number | null,
  marks: { readonly effective: number; readonly adverse: number } | null,
): string {
  if (vpin !== null && vpin >= TOXIC_VPIN_MIN) return "toxic";
  return marks !== null && marks.effective - marks.adverse < 0 ? "informed" : "benign";
}

function imbalanceOf(quotes: readonly RecordedFrame[], nowMs: number) {
  let [micro, halfDepth, updates] = [0, 0, 0];
  for (const [index, { timeMs, top }] of quotes.entries()) {
    if (timeMs <= nowMs - WINDOW_MS) continue;
    const before = quotes[index - 1]?.top;
    micro += before === undefined ? 0 : eventOf(before, top);
    halfDepth += (top.bidSize + top.askSize) / 2;
    updates += 1;
  }
  const normalised = halfDepth > 0 ? micro / (halfDepth / updates) : null;
  return { shares: micro / MICRO, normalised, updates };
}

/** An empty ask side stands at one dollar, so that losing it counts as the price moving away. */
function eventOf(before: Top, now: Top): number {
  const [askBefore, askNow] = [askPriceOf(before), askPriceOf(now)];
  return (
    (now.bidPrice >= before.bidPrice ? now.bidSize : 0) -
    (now.bidPrice <= before.bidPrice ? before.bidSize : 0) -
    (askNow <= askBefore ? now.askSize : 0) +
    (askNow >= askBefore ? before.askSize : 0)
  );
}

function askPriceOf({ askPrice, askSize }: Top): number {
  return askSize === 0 ? 10_000 : askPrice;
}

/** Fills buckets share by share of a bucket, splitting trades that cross a boundary. */
function vpinOf(tape: readonly TapeTrade[]): number | null {
  const bucketMicro = BUCKET_SHARES * MICRO;
  const imbalances: number[] = [];
  let [bought, sold] = [0, 0];
  for (const { isBuy, size } of tape) {
    for (let left = size; left > 0;) {
      const part = Math.min(left, bucketMicro - bought - sold);
      if (isBuy) bought += part;
      else sold += part;
      left -= part;
      if (bought + sold < bucketMicro) continue;
      imbalances.push(Math.abs(bought - sold));
      [bought, sold] = [0, 0];
    }
  }
  if (imbalances.length < BUCKETS) return null;
  const sum = imbalances.slice(-BUCKETS).reduce((total, each) => total + each, 0);
  return sum / (BUCKETS * bucketMicro);
}

interface Mark {
  readonly dueMs: number;
  readonly size: number;
  /** What the taker paid beyond the mid, and how far the mid then moved the taker's way. */
  readonly effective: number;
  readonly adverse: number;
}

/** One mark for each trade that found a mid in force. */
function marksOf(frames: readonly RecordedFrame[]): Mark[] {
  return frames.flatMap(({ trades }, index) => {
    const mid = trades.length === 0 ? null : newestMid(frames.slice(0, index));
    if (mid === null) return [];
    return trades.map(({ timeMs, isBuy, price, size }) => {
      const dueMs = timeMs + MARKOUT_HORIZON_MS;
      const later = newestMid(frames.filter((frame) => frame.timeMs <= dueMs)) ?? mid;
      const side = isBuy ? 1 : -1;
      return { dueMs, size, effective: side * (price / 1e4 - mid), adverse: side * (later - mid) };
    });
  });
}

/** Means by size over the trades that are due by now. */
function markoutOf(marks: readonly Mark[], nowMs: number) {
  const due = marks.filter(({ dueMs }) => dueMs <= nowMs);
  const size = due.reduce((sum, mark) => sum + mark.size, 0);
  if (size === 0) return null;
  return {
    effective: due.reduce((sum, mark) => sum + mark.size * mark.effective, 0) / size,
    adverse: due.reduce((sum, mark) => sum + mark.size * mark.adverse, 0) / size,
  };
}

/** The newest mid of these frames. */
function newestMid(frames: readonly RecordedFrame[]): number | null {
  const top = frames.findLast(
    ({ hasBookChange, top: each }) => hasBookChange && each.bidSize > 0 && each.askSize > 0,
  )?.top;
  return top === undefined ? null : (top.bidPrice + top.askPrice) / 2e4;
}

function sharesOf(trades: readonly TapeTrade[]): number {
  return trades.reduce((sum, { size }) => sum + size, 0) / MICRO;
}
