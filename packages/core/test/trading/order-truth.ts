import { buildReport, venueOrderIdOf } from "@polytraders/testkit";
import fc from "fast-check";
import { expect } from "vitest";
import type { OrderUpdate, SettlementState, VenueReport } from "../../src/index.ts";
import { DEPOSIT, DeskBench, MICRO, planner } from "./desk-bench.ts";

/** A trade of a slice: its shares, and the states it passes. */
interface TrueTrade {
  readonly shares: number;
  readonly path: readonly SettlementState[];
}

/** What really happens to a slice at the venue. */
interface TrueSlice {
  readonly shares: number;
  readonly trades: readonly TrueTrade[];
  readonly end: "rests" | "filled" | "cancelled" | "expired" | "rejected";
  readonly isDelayed: boolean;
}

const PATHS: readonly (readonly SettlementState[])[] = [
  ["MATCHED"],
  ["MATCHED", "MINED"],
  ["MATCHED", "MINED", "CONFIRMED"],
  ["MATCHED", "RETRYING", "MINED", "CONFIRMED"],
  ["MATCHED", "RETRYING", "FAILED"],
  ["MATCHED", "FAILED"],
];

const trueSlices: fc.Arbitrary<TrueSlice> = fc
  .record({
    parts: fc.array(
      fc.record({ shares: fc.integer({ min: 1, max: 20 }), path: fc.constantFrom(...PATHS) }),
      { maxLength: 4 },
    ),
    rest: fc.integer({ min: 0, max: 20 }),
    end: fc.constantFrom("rests", "cancelled", "expired", "rejected"),
    isDelayed: fc.boolean(),
  })
  .map(({ parts, rest, end, isDelayed }) => {
    const trades = end === "rejected" ? [] : parts;
    const traded = trades.reduce((sum, { shares }) => sum + shares, 0);
    const shares = Math.max(1, traded + rest);
    return { shares, trades, end: traded === shares ? "filled" : end, isDelayed };
  });

/** Everything that the venue could say of a slice, in the order in which it happens. */
function reportsOf({ shares, trades, end, isDelayed }: TrueSlice, id: string): VenueReport[] {
  const venueOrderId = venueOrderIdOf(id);
  const answered = (answer: "resting" | "matched" | "delayed" | "rejected"): VenueReport =>
    buildReport("order_answered", { placementId: id, venueOrderId, answer });
  if (end === "rejected") return [answered("rejected")];
  const reports: VenueReport[] = [answered(isDelayed ? "delayed" : "resting")];
  let matched = 0;
  for (const [number, { shares: part, path }] of trades.entries()) {
    matched += part;
    for (const settlement of path) {
      const venueTradeId = `${id} trade ${number}`;
      const fields = { venueOrderId, venueTradeId, size: part * MICRO, settlement };
      reports.push(buildReport("trade_changed", fields));
    }
    const matchedSize = matched * MICRO;
    reports.push(buildReport("order_changed", { venueOrderId, state: "resting", matchedSize }));
  }
  const matchedSize = Math.min(matched, shares) * MICRO;
  if (end === "rests") reports.push(buildReport("order_changed", { venueOrderId, matchedSize }));
  else reports.push(buildReport("order_changed", { venueOrderId, state: end, matchedSize }));
  return reports;
}

/** What must be known in the end, added up from the truth. */
function expectedOf(slices: readonly TrueSlice[]): object {
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
  const filled = sum(slices.flatMap(({ trades }) => trades.map(({ shares }) => shares)));
  const planned = sum(slices.map(({ shares }) => shares));
  const held = sum(
    slices.flatMap(({ trades }) =>
      trades.map(({ shares, path }) => (path.at(-1) === "FAILED" ? 0 : shares)),
    ),
  );
  const open = slices.filter(({ end }) => end === "rests");
  const openShares = sum(
    open.map(({ shares, trades }) => shares - sum(trades.map((trade) => trade.shares))),
  );
  const ends = new Set(slices.map(({ end }) => end));
  let status: OrderUpdate["status"];
  if (open.length > 0) status = filled > 0 ? "partially_filled" : "resting";
  else if (filled === planned) status = "filled";
  else if (ends.has("cancelled")) status = "cancelled";
  else if (ends.has("expired")) status = "expired";
  else status = filled > 0 ? "cancelled" : "rejected";
  return {
    status,
    filledSize: filled * MICRO,
    isOpen: open.length > 0,
    displayed: openShares * MICRO,
    cash: DEPOSIT - held * 0.5 * MICRO,
    held: held * MICRO,
  };
}

function foundIn(bench: DeskBench, orderId: string): object {
  const { desk } = bench;
  const last = bench.updates.findLast((update) => update.orderId === orderId);
  return {
    status: last?.status,
    filledSize: last?.filledSize,
    isOpen: desk.openOrders.find(orderId) !== undefined,
    displayed: desk.openOrders.restingSize(0, "bid", 5_000),
    cash: desk.ledgerPort.cashMicroUsd,
    held: desk.ledger.view.heldSize("market-0-yes"),
  };
}

/** Sends one order in these slices and answers its placement ids. */
function send(slices: readonly TrueSlice[]): { bench: DeskBench; orderId: string; ids: string[] } {
  const plan = planner("router", (_order, draft) => ({
    plan: {
      slices: slices.map(({ shares }) => ({ ...draft.slices[0], size: shares * MICRO })),
    },
    reasonCode: "EXEC_TEST",
  }));
  const bench = new DeskBench({ bots: [plan], observers: [] });
  const [orderId = ""] = bench.wish({ size: 1_000 * MICRO });
  return { bench, orderId, ids: bench.gateway.placements.map(({ placementId }) => placementId) };
}

/** Reports of all slices, each once or more, in any order, with pauses in between. */
const deliveries = fc.array(trueSlices, { minLength: 1, maxLength: 3 }).chain((slices) => {
  const ids = slices.map((_slice, index) => (slices.length === 1 ? "order" : `order/${index + 1}`));
  const once = slices.flatMap((slice, index) =>
    reportsOf(slice, ids[index] ?? "").map((_report, number) => ({ index, number })),
  );
  return fc.record({
    slices: fc.constant(slices),
    order: fc.array(fc.constantFrom(...once), { maxLength: 10 }).chain((again) =>
      fc.shuffledSubarray([...once, ...again], {
        minLength: once.length + again.length,
        maxLength: once.length + again.length,
      }),
    ),
    pauses: fc.array(fc.integer({ min: 0, max: 4_000 }), { minLength: 8, maxLength: 8 }),
  });
});

/** Delivers the reports of a true history and holds what is known then against what happened. */
export function assertTruth(numRuns: number): void {
  fc.assert(
    fc.property(deliveries, ({ slices, order, pauses }) => {
      const { bench, orderId, ids } = send(slices);
      deliver(bench, slices, ids, order, pauses);
      expect(foundIn(bench, orderId)).toEqual(expectedOf(slices));
      expect(bench.gateway.placements).toHaveLength(slices.length);
      expect(repeated(bench.updates.map(told))).toEqual([]);
      const settled = bench.fills.map(({ fillId, settlement }) => `${fillId} ${settlement}`);
      expect(new Set(settled).size).toBe(settled.length);
      bench.desk.ledger.audit();
    }),
    { numRuns },
  );
}

/** The same for orders that are over: nothing may be held back for them once their trades are known. */
export function assertNothingReserved(numRuns: number): void {
  fc.assert(
    fc.property(deliveries, ({ slices, order }) => {
      const over = slices.map((slice) =>
        slice.end === "rests" ? ({ ...slice, end: "cancelled" } as const) : slice,
      );
      const { bench, orderId, ids } = send(over);
      deliver(bench, over, ids, order, [0]);
      expect(bench.desk.openOrders.find(orderId)).toBeUndefined();
      expect(bench.desk.ledgerPort.reservedMicroUsd).toBe(0);
      expect(bench.desk.openOrders.inMarket("market-0")).toEqual([]);
    }),
    { numRuns },
  );
}

/** The same inputs must give the same state hash. */
export function assertSameHash(numRuns: number): void {
  fc.assert(
    fc.property(deliveries, ({ slices, order, pauses }) => {
      const [first, second] = [1, 2].map(() => {
        const { bench, ids } = send(slices);
        deliver(bench, slices, ids, order, pauses);
        return bench.stateHash;
      });
      expect(first).toBe(second);
    }),
    { numRuns },
  );
}

function deliver(
  bench: DeskBench,
  slices: readonly TrueSlice[],
  ids: readonly string[],
  order: readonly { readonly index: number; readonly number: number }[],
  pauses: readonly number[],
): void {
  const all = slices.map((slice, index) => reportsOf(slice, ids[index] ?? ""));
  for (const [position, { index, number }] of order.entries()) {
    bench.advance(pauses[position % pauses.length] ?? 0);
    const report = all[index]?.[number];
    if (report !== undefined) bench.report(report);
  }
}

function told({ orderId, status, filledSize }: OrderUpdate): string {
  return `${orderId} ${status} ${filledSize}`;
}

/** What was said twice in a row. */
function repeated(words: readonly string[]): string[] {
  return words.filter((word, index) => index > 0 && words[index - 1] === word);
}
