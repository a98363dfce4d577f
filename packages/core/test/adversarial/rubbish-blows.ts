import { buildCommand, buildReport, type row } from "@polytraders/testkit";
import fc from "fast-check";
import type { OperatorCommand, VenueReport } from "../../src/index.ts";
import { MICRO, type Wish } from "../trading/desk-bench.ts";

const TOKENS = ["market-0-yes", "market-0-no", "market-1-yes", "market-1-no"] as const;

/** What no field should ever hold, and what some should. */
const rubbish: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(NaN, Infinity, -Infinity, -1, -0, 0, 0.5, 1, 1e300, 2 ** 53, -(2 ** 53), 1e15),
  fc.constantFrom(null, undefined, "", "x", "__proto__", "toString", true, false, [], {}, [null]),
  fc.integer(),
  fc.double(),
  fc.string({ maxLength: 5 }),
);

/** Changes one field of something, or leaves it as it is. */
interface Mutation {
  readonly field: number;
  readonly value: unknown;
}
const mutation: fc.Arbitrary<Mutation | null> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.record({ field: fc.nat({ max: 30 }), value: rubbish }) },
);

export function mutated<T extends object>(thing: T, change: Mutation | null, spared: string): T {
  const fields = Object.keys(thing).filter((name) => name !== spared);
  if (change === null || fields.length === 0) return thing;
  return { ...thing, [fields[change.field % fields.length] ?? ""]: change.value };
}

const size = fc.integer({ min: 1, max: 40 }).map((shares) => shares * 5 * MICRO);
const token = fc.constantFrom(...TOKENS);
const marketId = fc.constantFrom("market-0", "market-1", "market-2");
const operationId = fc.integer({ min: 0, max: 20 }).map((number) => `operation-${number}`);
const side = fc.constantFrom("BUY", "SELL");
const venueOrderId = fc.constant("");

const trade: fc.Arbitrary<VenueReport> = fc
  .record({
    venueOrderId,
    venueTradeId: fc.integer({ min: 0, max: 9 }).map((number) => `trade-${number}`),
    tokenId: token,
    side,
    price: fc.integer({ min: 1, max: 99 }).map((cents) => cents * 100),
    size: fc.constantFrom(5 * MICRO, 10 * MICRO),
    feeMicroUsd: fc.constantFrom(0, 1_000, -1_000),
    settlement: fc.constantFrom("MATCHED", "MINED", "CONFIRMED", "RETRYING", "FAILED"),
  })
  .map((fields) => buildReport("trade_changed", fields));

const report: fc.Arbitrary<VenueReport> = fc.oneof(
  fc
    .constantFrom("resting", "matched", "delayed", "unmatched", "rejected", "unknown")
    .map((answer) => buildReport("order_answered", { placementId: "", venueOrderId: "", answer })),
  fc
    .record({
      venueOrderId,
      state: fc.constantFrom("resting", "filled", "cancelled", "expired", "rejected", "missing"),
      matchedSize: fc.oneof(fc.constant(0), size),
    })
    .map((fields) => buildReport("order_changed", fields)),
  trade,
  trade,
  trade,
  trade,
  fc
    .record({ cancelId: fc.constant(""), outcome: fc.constantFrom("answered", "unknown") })
    .map((fields) => buildReport("cancel_answered", fields)),
  fc
    .record({ tokenId: fc.option(token), amount: size })
    .map((fields) => buildReport("balance_found", fields)),
  fc
    .record({
      marketId,
      payouts: fc.constantFrom([10_000, 0], [0, 10_000], [5_000, 5_000], [1, 2]),
    })
    .map(({ marketId: id, payouts: [first = 0, second = 0] }) =>
      buildReport("market_resolved", { marketId: id, payouts: [first, second] }),
    ),
  fc
    .record({ operationId, marketId, sizes: fc.tuple(size, size) })
    .map((fields) => buildReport("tokens_redeemed", fields)),
  fc
    .record({ operationId, marketId, size, direction: fc.constantFrom("split", "merge") })
    .map((fields) => buildReport("pairs_converted", fields)),
  fc
    .record({ operationId, amountMicroUsd: fc.integer({ min: -1e9, max: 1e10 }) })
    .map((fields) => buildReport("cash_transferred", fields)),
  fc
    .record({ operationId, tokenId: token, size: fc.integer({ min: -1e8, max: 1e8 }) })
    .map((fields) => buildReport("tokens_transferred", fields)),
  fc
    .record({
      operationId,
      marketId,
      amountMicroUsd: fc.nat(),
      income: fc.constantFrom("reward", "rebate"),
    })
    .chain((fields) =>
      fc.constantFrom(buildReport("income_accrued", fields), buildReport("income_paid", fields)),
    ),
  fc
    .constantFrom("open", "cancel_only", "closed", "unreachable")
    .map((state) => buildReport("venue_status_changed", { status: state })),
);

const wish: fc.Arbitrary<Wish> = fc
  .record({
    tokenId: fc.constantFrom("market-0-yes", "market-0-no"),
    side: fc.constantFrom("BUY", "BUY", "SELL"),
    price: fc.integer({ min: 1, max: 99 }).map((cents) => cents * 100),
    size,
    lifetime: fc.constantFrom("GTC", "GTC", "GTC", "post-only", "GTD", "FAK", "FOK", "past"),
    isReduceOnly: fc.constantFrom(false, false, false, true),
  })
  .map(({ lifetime, ...terms }) => ({ ...terms, ...LIFETIMES[lifetime] }));

const LIFETIMES = {
  GTC: { timeInForce: "GTC" },
  "post-only": { timeInForce: "GTC", isPostOnly: true },
  GTD: { timeInForce: "GTD", expiresAtMs: 1e12 },
  FAK: { timeInForce: "FAK" },
  FOK: { timeInForce: "FOK", isPostOnly: false },
  past: { timeInForce: "GTD", expiresAtMs: 1 },
} as const;

const command = fc
  .record({
    botId: fc.constantFrom(null, null, "strat.wisher", "risk.whim", "nobody", "__proto__"),
    marketId: fc.constantFrom(null, null, "market-0", "market-1", "nowhere", "constructor"),
    expiresAtMs: fc.constantFrom(null, null, 0, 50_000, 1e15),
    name: fc.constantFrom(
      "pause",
      "resume",
      "enable_trading",
      "disable_trading",
      "cancel_orders",
      "halt",
      "reset_halt",
      "lift_quarantine",
      "reset_peak",
    ),
  })
  .map(({ name, botId, marketId: id, ...rest }) =>
    buildCommand(name, { scope: { botId, marketId: id }, ...rest }),
  );

/** Something that is thrown at a run; orders are named by their number. */
export type Blow =
  | {
      readonly kind: "report";
      readonly order: number;
      readonly report: VenueReport;
      readonly change: Mutation | null;
    }
  | { readonly kind: "wish"; readonly wish: Wish; readonly change: Mutation | null }
  | { readonly kind: "command"; readonly command: OperatorCommand }
  | { readonly kind: "rows"; readonly market: number; readonly rows: readonly Row[] }
  | {
      readonly kind: "status";
      readonly status: "Open" | "Halted" | "Closed" | "ResolvedFirst";
      readonly tick: 0.1 | 0.01 | 0.001;
    }
  | { readonly kind: "time"; readonly byMs: number }
  | { readonly kind: "lift" };
type Row = Parameters<typeof row>[0];

const rawRow: fc.Arbitrary<Row> = fc.record({
  kind: fc.integer({ min: 0, max: 12 }),
  side: fc.integer({ min: 0, max: 4 }),
  price: fc.oneof(fc.integer({ min: 0, max: 10_000 }), fc.integer()),
  size: fc.oneof(size, fc.integer(), fc.constantFrom(NaN, Infinity, -1, 1e300)),
  flags: fc.integer({ min: 0, max: 255 }),
});

export const blow: fc.Arbitrary<Blow> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant("report"),
      order: fc.integer({ min: -1, max: 29 }),
      report,
      change: mutation,
    }),
  },
  { weight: 10, arbitrary: fc.record({ kind: fc.constant("wish"), wish, change: mutation }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("command"), command }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("rows"),
      market: fc.nat({ max: 2 }),
      rows: fc.array(rawRow, { minLength: 1, maxLength: 5 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("status"),
      status: fc.constantFrom(
        "Open",
        "Open",
        "Open",
        "Open",
        "Open",
        "Open",
        "Halted",
        "ResolvedFirst",
      ),
      tick: fc.constantFrom(0.1, 0.01, 0.01, 0.001),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("time"), byMs: fc.nat({ max: 90_000 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("lift") }) },
);
