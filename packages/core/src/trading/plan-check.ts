import type { ApprovedOrderRecord } from "../contracts/approved-order.ts";
import type { PlanChange } from "../bot/decision.ts";
import type { PlanDraft, PlanSlice } from "../bot/plan-draft.ts";
import { isOnGrid } from "../domain/tick-size.ts";
import type { EpochMs, PriceUnits } from "../domain/units.ts";
import { SIZE_STEP } from "../risk/read-terms.ts";

/** Slices of one order at most. */
export const SLICES_MAX = 32;
/** Orders that one plan may have taken back first. */
const CANCEL_FIRST_MAX = 256;

const SLICE_FIELDS: ReadonlySet<string> = new Set([
  "price",
  "size",
  "timeInForce",
  "isPostOnly",
  "expiresAtMs",
  "notBeforeMs",
]);
const CHANGE_FIELDS: ReadonlySet<string> = new Set([
  "slices",
  "cancelFirst",
  "estimatedFeesMicroUsd",
  "estimatedSlippageBps",
  "outcome",
  "askAgainAtMs",
]);

/** What holds whatever an execution bot would like. */
export interface PlanLimits {
  readonly order: ApprovedOrderRecord;
  readonly tickSize: PriceUnits;
  readonly nowMs: EpochMs;
}

/**
 * What is wrong with an execution bot's answer, `null` when it stays within the approval. The answer
 * may come from plain JavaScript: nothing in it is taken on trust.
 */
export function faultOfPlanChange(change: PlanChange, limits: PlanLimits): string | null {
  const { outcome = "proceed", askAgainAtMs } = change;
  const stranger = Object.keys(change).find((name) => !CHANGE_FIELDS.has(name));
  if (stranger !== undefined) return `a field ${stranger}, which no plan has`;
  if (outcome === "abandon") return null;
  if (outcome === "hold") {
    if (!isWhole(askAgainAtMs)) return `a hold until ${String(askAgainAtMs)}`;
    return askAgainAtMs > limits.nowMs ? null : `a hold until ${askAgainAtMs}, which has passed`;
  }
  if (outcome !== "proceed") return `an outcome ${String(outcome)}`;
  if (askAgainAtMs !== undefined) return "askAgainAtMs without a hold";
  return faultOfFigures(change) ?? faultOfCancels(change, limits) ?? faultOfSlices(change, limits);
}

function faultOfFigures({
  estimatedFeesMicroUsd,
  estimatedSlippageBps,
}: PlanChange): string | null {
  if (estimatedFeesMicroUsd !== undefined && !Number.isSafeInteger(estimatedFeesMicroUsd)) {
    return `estimatedFeesMicroUsd ${String(estimatedFeesMicroUsd)}`;
  }
  if (estimatedSlippageBps !== undefined && !Number.isFinite(estimatedSlippageBps)) {
    return `estimatedSlippageBps ${String(estimatedSlippageBps)}`;
  }
  return null;
}

function faultOfCancels({ cancelFirst }: PlanChange, { order }: PlanLimits): string | null {
  if (cancelFirst === undefined) return null;
  if (!Array.isArray(cancelFirst)) return "a cancelFirst that is no list";
  if (cancelFirst.length > CANCEL_FIRST_MAX) return `${cancelFirst.length} orders to take back`;
  const ids: readonly unknown[] = cancelFirst;
  if (ids.some((orderId) => typeof orderId !== "string" || orderId === "")) {
    return "an order to take back without an id";
  }
  return ids.includes(order.orderId) ? "the order itself among those to take back" : null;
}

function faultOfSlices(change: PlanChange, limits: PlanLimits): string | null {
  if (change.slices === undefined) return null;
  const slices: unknown = change.slices;
  if (!Array.isArray(slices) || slices.length === 0) return "a plan without slices";
  if (slices.length > SLICES_MAX) return `${slices.length} slices, at most ${SLICES_MAX}`;
  let size = 0;
  for (const [index, slice] of change.slices.entries()) {
    const fault = faultOfSlice(slice, limits);
    if (fault !== null) return `slice ${index + 1}: ${fault}`;
    size += slice.size;
  }
  if (size <= limits.order.size) return null;
  return `slices of ${size} micro-shares, approved ${limits.order.size}`;
}

function faultOfSlice(slice: PlanSlice, { order, tickSize, nowMs }: PlanLimits): string | null {
  if (typeof slice !== "object" || slice === null) return "nothing";
  const stranger = Object.keys(slice).find((name) => !SLICE_FIELDS.has(name));
  if (stranger !== undefined) return `a field ${stranger}, which no slice has`;
  const { price, size, isPostOnly, notBeforeMs } = slice;
  if (!isWhole(price) || !isOnGrid(price, tickSize)) return `price ${price} at tick ${tickSize}`;
  const isWorse = order.side === "BUY" ? price > order.price : price < order.price;
  if (isWorse) return `a ${order.side} at ${price}, approved at ${order.price}`;
  if (!isWhole(size) || size <= 0 || size % SIZE_STEP !== 0) return `size ${size}`;
  if (typeof isPostOnly !== "boolean") return "isPostOnly that is neither true nor false";
  if (order.isPostOnly && !isPostOnly) return "an order that may only rest, allowed to take";
  if (!isWhole(notBeforeMs) || notBeforeMs < 0) return `notBeforeMs ${notBeforeMs}`;
  return faultOfLifetime(slice, order, nowMs);
}

function faultOfLifetime(
  { timeInForce, isPostOnly, expiresAtMs, notBeforeMs }: PlanSlice,
  order: ApprovedOrderRecord,
  nowMs: EpochMs,
): string | null {
  const canRest = timeInForce === "GTC" || timeInForce === "GTD";
  if (!canRest && timeInForce !== "FOK" && timeInForce !== "FAK") {
    return `timeInForce ${String(timeInForce)}`;
  }
  if (isPostOnly && !canRest) return `post-only ${timeInForce}`;
  if (expiresAtMs !== null && !isWhole(expiresAtMs)) return `expiresAtMs ${String(expiresAtMs)}`;
  if (timeInForce === "GTD" && expiresAtMs === null) return "GTD without an expiry";
  if (order.expiresAtMs !== null && (expiresAtMs ?? Infinity) > order.expiresAtMs) {
    return `an expiry of ${expiresAtMs ?? "never"}, approved ${order.expiresAtMs}`;
  }
  if (expiresAtMs !== null && expiresAtMs <= Math.max(nowMs, notBeforeMs)) {
    return `an expiry of ${expiresAtMs} before it is sent`;
  }
  return null;
}

/**
 * A bot's answer as plain data, read once: what is checked is what is used. Lists too long to be right
 * stay as they are, to be refused.
 */
export function readPlanChange(given: PlanChange): PlanChange {
  const change = { ...given };
  const { slices, cancelFirst } = change;
  return {
    ...change,
    ...(isShortList(slices, SLICES_MAX) ? { slices: slices.map((slice) => ({ ...slice })) } : {}),
    ...(isShortList(cancelFirst, CANCEL_FIRST_MAX) ? { cancelFirst: [...cancelFirst] } : {}),
  };
}

function isShortList<T>(list: readonly T[] | undefined, lengthMax: number): list is readonly T[] {
  return Array.isArray(list) && list.length <= lengthMax;
}

/** The draft with a bot's changes, frozen: the next bot is shown it and may only answer. */
export function applyPlanChange(draft: PlanDraft, change: PlanChange): PlanDraft {
  const { slices, cancelFirst } = change;
  return freezeDraft({
    slices: slices ?? draft.slices,
    cancelFirst: cancelFirst === undefined ? draft.cancelFirst : [...new Set(cancelFirst)],
    estimatedFeesMicroUsd: change.estimatedFeesMicroUsd ?? draft.estimatedFeesMicroUsd,
    estimatedSlippageBps: change.estimatedSlippageBps ?? draft.estimatedSlippageBps,
  });
}

/** Makes sure that nobody changes a draft but by an answer. */
export function freezeDraft(draft: PlanDraft): PlanDraft {
  for (const slice of draft.slices) Object.freeze(slice);
  Object.freeze(draft.slices);
  Object.freeze(draft.cancelFirst);
  return Object.freeze(draft);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
