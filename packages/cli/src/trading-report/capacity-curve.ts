import type { MicroUsd } from "@polytraders/core";
import type { CapacityCurve, CapacityPoint } from "./summary/capacity-summary.ts";

/** What one run of a capacity curve came to. */
export interface CapacityRun {
  readonly netPnlMicroUsd: MicroUsd;
  readonly filledMicroUsd: MicroUsd;
  /** Notional of the orders sent, for the share that was filled. */
  readonly orderedMicroUsd?: MicroUsd;
  readonly ordersPlaced?: number;
  readonly fillCount?: number;
}

export interface CapacityPlan {
  /** Factors on every order size, each above 0. */
  readonly multipliers: readonly number[];
  /** Runs the same strategies on the same data with every order scaled. */
  readonly run: (multiplier: number) => Promise<CapacityRun>;
}

/**
 * Profit against order size: the same run again and again, one after the other, with every order
 * scaled. What a strategy earns with small orders says little about large ones, because the book
 * shows only so much and queues are only so long.
 *
 * @throws RangeError for a multiplier that is not above 0
 */
export async function capacityCurve({ multipliers, run }: CapacityPlan): Promise<CapacityCurve> {
  const points: CapacityPoint[] = [];
  for (const multiplier of [...new Set(multipliers)].toSorted((left, right) => left - right)) {
    if (!(multiplier > 0 && multiplier < Infinity)) {
      throw new RangeError(`a multiplier must be above 0, found ${multiplier}`);
    }
    points.push(pointOf(multiplier, await run(multiplier)));
  }
  return { points, bestMultiplier: bestOf(points), saturatesAt: saturationOf(points) };
}

function pointOf(multiplier: number, run: CapacityRun): CapacityPoint {
  const { netPnlMicroUsd, filledMicroUsd, orderedMicroUsd } = run;
  return {
    multiplier,
    netPnlMicroUsd,
    filledMicroUsd,
    ordersPlaced: run.ordersPlaced ?? null,
    fillCount: run.fillCount ?? null,
    fillShare:
      orderedMicroUsd === undefined || orderedMicroUsd <= 0
        ? null
        : filledMicroUsd / orderedMicroUsd,
    pnlPerFilledUsd: filledMicroUsd > 0 ? netPnlMicroUsd / filledMicroUsd : null,
  };
}

function bestOf(points: readonly CapacityPoint[]): number | null {
  let best: CapacityPoint | null = null;
  for (const point of points) {
    if (point.netPnlMicroUsd > (best?.netPnlMicroUsd ?? 0)) best = point;
  }
  return best?.multiplier ?? null;
}

/** The size after which profit only falls or stands still. */
function saturationOf(points: readonly CapacityPoint[]): number | null {
  for (const [index, point] of points.entries()) {
    const larger = points.slice(index + 1);
    if (larger.length === 0) return null;
    if (larger.every(({ netPnlMicroUsd }) => netPnlMicroUsd <= point.netPnlMicroUsd)) {
      return point.multiplier;
    }
  }
  return null;
}
