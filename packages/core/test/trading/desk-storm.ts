import { buildCommand, buildMarkets, buildReport, venueOrderIdOf } from "@polytraders/testkit";
import fc from "fast-check";
import { expect } from "vitest";
import {
  abandon,
  hold,
  proceed,
  type SettlementState,
  type VenueReport,
  type VenueReportOf,
} from "../../src/index.ts";
import { DeskBench, MICRO, planner, type Wish } from "./desk-bench.ts";

const TOKENS = ["market-0-yes", "market-0-no"] as const;
const SETTLEMENTS: readonly SettlementState[] = [
  "MATCHED",
  "MINED",
  "CONFIRMED",
  "RETRYING",
  "FAILED",
];

/** Something that happens to the desk; orders are named by their number. */
type Blow =
  | { readonly kind: "wish"; readonly wish: Wish }
  | { readonly kind: "time"; readonly byMs: number }
  | { readonly kind: "command"; readonly command: "halt" | "reset_halt" | "cancel_orders" }
  | { readonly kind: "reconcile"; readonly order: number }
  | { readonly kind: "cancel"; readonly order: number }
  | { readonly kind: "report"; readonly order: number; readonly report: VenueReport }
  | { readonly kind: "book"; readonly bid: number };

const size = fc.integer({ min: 1, max: 40 }).map((shares) => shares * 5 * MICRO);
const anyWish: fc.Arbitrary<Wish> = fc.record({
  tokenId: fc.constantFrom(...TOKENS),
  side: fc.constantFrom("BUY", "SELL"),
  price: fc.integer({ min: 1, max: 99 }).map((cents) => cents * 100),
  size,
  timeInForce: fc.constantFrom("GTC", "FAK", "FOK"),
});

const order = fc.integer({ min: -1, max: 29 });

/** News of some order, true or not. */
const orderReport: fc.Arbitrary<VenueReport> = fc.oneof(
  fc
    .constantFrom("resting", "resting", "matched", "delayed", "unmatched", "rejected", "unknown")
    .map((answer) => buildReport("order_answered", { placementId: "", venueOrderId: "", answer })),
  fc
    .record({
      state: fc.constantFrom("resting", "filled", "cancelled", "expired", "rejected", "missing"),
      matchedSize: fc.oneof(fc.constant(0), size),
    })
    .map((fields) => buildReport("order_changed", { venueOrderId: "", ...fields })),
  fc
    .record({
      venueTradeId: fc.integer({ min: 0, max: 6 }).map((number) => `trade-${number}`),
      tokenId: fc.constantFrom(...TOKENS),
      side: fc.constantFrom("BUY", "SELL"),
      size: fc.constantFrom(5 * MICRO, 10 * MICRO),
      settlement: fc.constantFrom(...SETTLEMENTS),
    })
    .map((fields) => buildReport("trade_changed", { venueOrderId: "", ...fields })),
  fc
    .record({ isCancelled: fc.boolean(), outcome: fc.constantFrom("answered", "unknown") })
    .map(({ isCancelled, outcome }) =>
      buildReport("cancel_answered", { cancelId: isCancelled ? "yes" : "no", outcome }),
    ),
);

/** News of money and positions, true or not. */
const accountReport: fc.Arbitrary<VenueReport> = fc.oneof(
  fc
    .record({ tokenId: fc.constantFrom(null, ...TOKENS), amount: size })
    .map((fields) => buildReport("balance_found", fields)),
  fc
    .integer({ min: 0, max: 3 })
    .map((number) =>
      buildReport("tokens_redeemed", { operationId: `redeem-${number}`, sizes: [MICRO, 0] }),
    ),
  fc
    .record({ operationId: fc.uuid(), size, direction: fc.constantFrom("split", "merge") })
    .map((fields) => buildReport("pairs_converted", { marketId: "market-0", ...fields })),
  fc
    .constantFrom<readonly [number, number]>([10_000, 0], [0, 10_000], [5_000, 5_000])
    .map((payouts) => buildReport("market_resolved", { payouts })),
);

const anyReport = fc.oneof(
  { weight: 9, arbitrary: orderReport },
  { weight: 1, arbitrary: accountReport },
);

const blow: fc.Arbitrary<Blow> = fc.oneof(
  { weight: 4, arbitrary: anyWish.map((wish) => ({ kind: "wish", wish }) as const) },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 1, max: 20_000 }).map((byMs) => ({ kind: "time", byMs }) as const),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom("halt", "reset_halt", "reset_halt", "cancel_orders", "cancel_orders")
      .map((command) => ({ kind: "command", command }) as const),
  },
  {
    weight: 2,
    arbitrary: fc.oneof(
      order.map((number) => ({ kind: "reconcile", order: number }) as const),
      order.map((number) => ({ kind: "cancel", order: number }) as const),
    ),
  },
  {
    weight: 10,
    arbitrary: fc
      .tuple(order, anyReport)
      .map(([number, report]) => ({ kind: "report", order: number, report }) as const),
  },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 1, max: 59 }).map((bid) => ({ kind: "book", bid }) as const),
  },
);

/** Plans some orders in slices, holds some, gives some up: by their price. */
function moody(): ReturnType<typeof planner> {
  return planner("moody", ({ price, size: whole, approvedAtMs, timeInForce }, draft) => {
    const [slice] = draft.slices;
    if (slice === undefined || price % 700 === 0) return abandon("EXEC_TEST");
    if (price % 1_100 === 0 && whole > 0 && slice.notBeforeMs < approvedAtMs + 3_000) {
      return hold("EXEC_TEST", slice.notBeforeMs + 1_000);
    }
    if (price % 300 !== 0 || whole < 10 * MICRO || timeInForce !== "GTC")
      return proceed("EXEC_TEST");
    const half = Math.floor(whole / 20_000) * 10_000;
    const later = { ...slice, size: half, notBeforeMs: slice.notBeforeMs + 2_000 };
    return proceed("EXEC_TEST", { slices: [{ ...slice, size: half }, later] });
  });
}

function strike(bench: DeskBench, each: Blow, number: number): void {
  const { runtime } = bench.run;
  const orderIdAt = (index: number): string => {
    const { placements } = bench.gateway;
    return placements[index < 0 ? -1 : index % placements.length]?.placementId ?? "a stranger's";
  };
  if (each.kind === "wish") bench.wish(each.wish);
  else if (each.kind === "time") bench.advance(each.byMs);
  else if (each.kind === "book") bench.showBook([each.bid / 100, 10], [0.6, 10]);
  else if (each.kind === "command") {
    runtime.command(buildCommand(each.command, { commandId: `${each.command}-${number}` }));
  } else if (each.kind === "reconcile") {
    bench.desk.careOf("exec.moody").reconcile(orderIdAt(each.order));
  } else if (each.kind === "cancel") {
    bench.desk.careOf("exec.moody").cancel(orderIdAt(each.order), "EXEC_TEST");
  } else bench.report(named(each.report, orderIdAt(each.order), bench));
}

/** The report, about an order of the run or one that nobody knows. */
function named(report: VenueReport, placementId: string, bench: DeskBench): VenueReport {
  const venueOrderId = venueOrderIdOf(placementId);
  if (report.kind === "order_answered") return { ...report, placementId, venueOrderId };
  if (report.kind === "order_changed") return { ...report, venueOrderId };
  if (report.kind === "trade_changed") {
    const placement = bench.gateway.placements.find((each) => each.placementId === placementId);
    const { tokenId, side } = placement ?? report;
    return { ...report, venueOrderId, tokenId, side };
  }
  if (report.kind === "balance_found") return nearTheTruth(report, bench);
  if (report.kind !== "cancel_answered") return report;
  const { cancelId = report.cancelId, venueOrderIds = [venueOrderId] } =
    bench.gateway.cancels.at(-1) ?? {};
  if (report.cancelId === "yes") return { ...report, cancelId, cancelled: venueOrderIds };
  const notCancelled = venueOrderIds.map((id) => ({ venueOrderId: id, reason: "no" }));
  return { ...report, cancelId, notCancelled };
}

/** A balance up to a hundred dollars or shares off. */
function nearTheTruth(report: VenueReportOf<"balance_found">, { desk }: DeskBench): VenueReport {
  const { view } = desk.ledger;
  const expected =
    report.tokenId === null
      ? view.cash.settledMicroUsd
      : (view.position(report.tokenId)?.settledSize ?? 0);
  return { ...report, amount: Math.max(0, expected + report.amount - 100 * MICRO) };
}

/** Whatever happens, this holds. */
function assertSound(bench: DeskBench): void {
  const { desk, gateway } = bench;
  const ids = gateway.placements.map(({ placementId }) => placementId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(bench.noticeCodes.filter((code) => code.endsWith("_FAILED"))).toEqual([]);
  desk.ledger.audit();
  const open = desk.listOpenOrders();
  expect(open).toHaveLength(desk.openOrders.count);
  expect(desk.openOrders.inMarket("market-0")).toEqual(open);
  for (const { orderId, remainingSize, originalSize } of open) {
    expect(desk.openOrders.find(orderId)?.remainingSize).toBe(remainingSize);
    expect(remainingSize).toBeGreaterThanOrEqual(0);
    expect(remainingSize).toBeLessThanOrEqual(originalSize);
  }
  expect(desk.ledger.view.cash.reservedMicroUsd).toBeGreaterThanOrEqual(0);
  const halted = bench.run.runtime.risk.barrier.halts.length > 0;
  if (halted && open.length > 0) expect(open.every(({ isCancelling }) => isCancelling)).toBe(true);
}

/** Lets anything happen to a desk, in any order, and holds it against what must always be true. */
export function assertWeathersStorms(numRuns: number): void {
  fc.assert(
    fc.property(fc.array(blow, { minLength: 5, maxLength: 60 }), (blows) => {
      const hashes = [1, 2].map(() => {
        const bench = new DeskBench({ bots: [moody()], markets: buildMarkets(2) });
        const tokens = { operationId: "tokens", size: 2_000 * MICRO, marketId: "market-0" };
        bench.report(buildReport("pairs_converted", tokens));
        for (const [number, each] of blows.entries()) {
          strike(bench, each, number);
          assertSound(bench);
        }
        const sequence = bench.run.runtime.kernel.sequence;
        bench.showBook();
        expect(bench.run.runtime.kernel.sequence).toBeGreaterThan(sequence);
        return bench.stateHash;
      });
      expect(hashes[0]).toBe(hashes[1]);
    }),
    { numRuns },
  );
}
