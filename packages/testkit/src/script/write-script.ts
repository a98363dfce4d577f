import { createBatch, RowFlag, type MarketDataBatch } from "@polytraders/core";
import type { DraftRow, ScriptPosition, Step } from "./step.ts";

interface PlacedRow extends DraftRow {
  readonly timeMs: number;
  readonly exchangeTimeMs: number;
  readonly market: number;
}

/**
 * Writes steps as one batch. Each step is a frame of its own unless `frame(...)` joins several. The
 * script begins at time 1,000 in the first market.
 */
export function script(...steps: readonly Step[]): MarketDataBatch {
  const rows: PlacedRow[] = [];
  writeSteps(steps, { timeMs: 1_000, market: 0, latenessMs: 0, flags: 0 }, rows);
  const batch = createBatch(Math.max(rows.length, 1));
  for (const [index, row] of rows.entries()) {
    batch.timeMs[index] = row.timeMs;
    batch.exchangeTimeMs[index] = row.exchangeTimeMs;
    batch.market[index] = row.market;
    batch.kind[index] = row.kind;
    batch.side[index] = row.side;
    batch.flags[index] = row.flags;
    batch.price[index] = row.price;
    batch.size[index] = row.size;
  }
  batch.length = rows.length;
  return batch;
}

/**
 * The same rows in several batches.
 *
 * @param positions - row numbers at which a new batch begins, in any order; those outside are ignored
 */
export function splitBatch(
  batch: MarketDataBatch,
  positions: readonly number[],
): MarketDataBatch[] {
  const inside = positions.filter((position) => position > 0 && position < batch.length);
  const cuts = [...new Set(inside)].toSorted((left, right) => left - right);
  return [0, ...cuts].map((from, index) => sliceBatch(batch, from, cuts[index] ?? batch.length));
}

function sliceBatch(batch: MarketDataBatch, from: number, to: number): MarketDataBatch {
  return {
    length: to - from,
    timeMs: batch.timeMs.slice(from, to),
    exchangeTimeMs: batch.exchangeTimeMs.slice(from, to),
    market: batch.market.slice(from, to),
    kind: batch.kind.slice(from, to),
    side: batch.side.slice(from, to),
    flags: batch.flags.slice(from, to),
    price: batch.price.slice(from, to),
    size: batch.size.slice(from, to),
  };
}

function writeSteps(
  steps: readonly Step[],
  start: ScriptPosition,
  rows: PlacedRow[],
): ScriptPosition {
  let position = start;
  for (const step of steps) {
    if (step.does === "time") position = { ...position, timeMs: step.of(position.timeMs) };
    else if (step.does === "frame") writeFrame(step.rows, position, rows);
    else {
      const { timeMs } = writeSteps(step.steps, { ...position, ...step.setting }, rows);
      position = { ...position, timeMs };
    }
  }
  return position;
}

function writeFrame(
  drafts: readonly DraftRow[],
  position: ScriptPosition,
  rows: PlacedRow[],
): void {
  const { timeMs, market, latenessMs } = position;
  for (const [index, draft] of drafts.entries()) {
    const end = index === drafts.length - 1 ? RowFlag.FrameEnd : 0;
    rows.push({
      ...draft,
      timeMs,
      exchangeTimeMs: timeMs - latenessMs,
      market,
      flags: draft.flags | position.flags | end,
    });
  }
}
