import {
  at,
  buildCommand,
  buildMarkets,
  buildReport,
  frame,
  gap,
  inMarket,
  row,
  script,
  status,
  tickSize,
  venueOrderIdOf,
  type Step,
} from "@polytraders/testkit";
import fc from "fast-check";
import { expect } from "vitest";
import { approve, type OperatorCommand, type VenueReport } from "../../src/index.ts";
import { guard } from "../risk/order-path.ts";
import { DeskBench, MICRO, planner, type Wish } from "../trading/desk-bench.ts";
import { stubborn } from "./hostile-bots.ts";
import { assertBooks, assertTradesAgain, assertWhole, liftAll } from "./survival.ts";

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
const mutation: fc.Arbitrary<Mutation | null> = fc.option(
  fc.record({ field: fc.nat({ max: 30 }), value: rubbish }),
  { freq: 2 },
);

function mutated<T extends object>(thing: T, change: Mutation | null, spared: string): T {
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
  fc
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
    .map((fields) => buildReport("trade_changed", fields)),
  fc
    .record({ cancelId: fc.constant(""), outcome: fc.constantFrom("answered", "unknown") })
    .map((fields) => buildReport("cancel_answered", fields)),
  fc
    .record({ tokenId: fc.option(token), amount: fc.oneof(size, fc.nat()) })
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

const wish: fc.Arbitrary<Wish> = fc.record({
  tokenId: token,
  side,
  price: fc.integer({ min: 1, max: 99 }).map((cents) => cents * 100),
  size,
  timeInForce: fc.constantFrom("GTC", "GTD", "FAK", "FOK"),
  isPostOnly: fc.boolean(),
  isReduceOnly: fc.boolean(),
  expiresAtMs: fc.constantFrom(null, 0, 1e12),
});

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

type Blow =
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

const blow: fc.Arbitrary<Blow> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant("report"),
      order: fc.integer({ min: -1, max: 29 }),
      report,
      change: mutation,
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("wish"), wish, change: mutation }) },
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
      status: fc.constantFrom("Open", "Open", "Halted", "Closed", "ResolvedFirst"),
      tick: fc.constantFrom(0.1, 0.01, 0.01, 0.001),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("time"), byMs: fc.nat({ max: 90_000 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("lift") }) },
);

/** Answers by the size of what it is asked about: any vote, and now and then none at all. */
function whim(isCalm: () => boolean): ReturnType<typeof guard> {
  const answers: readonly unknown[] = [
    ...Array.from({ length: 8 }, () => approve("RISK_FINE")),
    { vote: "WARNING_ONLY", reasonCode: "RISK_HM" },
    { vote: "REJECT", reasonCode: "RISK_NO" },
    {
      vote: "RESHAPE_REQUIRED",
      reasonCode: "RISK_LESS",
      constraints: { notionalMicroUsdMax: 9e6 },
    },
    {
      vote: "RESHAPE_REQUIRED",
      reasonCode: "RISK_LESS",
      constraints: { notionalMicroUsdMax: NaN },
    },
    { vote: "QUARANTINE", reasonCode: "RISK_NO" },
    { vote: "MAYBE", reasonCode: "RISK_FINE" },
    undefined,
    7,
  ];
  return guard("whim", ({ size: asked, price }) =>
    isCalm() ? approve("RISK_FINE") : answers[(asked / 10_000 + price / 100) % answers.length],
  );
}

/** Plans as it is asked to, but for some prices, where it plans anything. */
function fancy(isCalm: () => boolean): ReturnType<typeof planner> {
  return planner("fancy", ({ price, size: whole }, draft) => {
    const [slice] = draft.slices;
    const part = Math.floor(whole / 30_000) * 10_000;
    const plans: readonly object[] = [
      {},
      {
        slices: [
          { ...slice, size: part },
          { ...slice, size: part, notBeforeMs: (slice?.notBeforeMs ?? 0) + 1_500 },
        ],
      },
      { outcome: "hold", askAgainAtMs: (slice?.notBeforeMs ?? 0) + 700 },
      { outcome: "abandon" },
      { slices: [{ ...slice, price: price + 100 }] },
      { slices: [{ ...slice, size: NaN }] },
      {},
    ];
    return {
      plan: isCalm() ? {} : (plans[(price / 100) % plans.length] ?? {}),
      reasonCode: "EXEC_TEST",
    };
  });
}

class Storm {
  readonly bench: DeskBench;
  #isCalm = false;

  constructor() {
    const isCalm = (): boolean => this.#isCalm;
    const tiny = {
      tokenId: "market-1-yes",
      side: "BUY",
      price: 300,
      size: 5 * MICRO,
      timeInForce: "GTC",
    };
    // It would ask a thousand times a second: each order it hears of is one more to hear of.
    let echoCount = 0;
    const isLoud = (): boolean => !this.#isCalm && (echoCount += 1) < 200;
    const { bot: echo } = stubborn("echo", (propose) => ({
      onOrderBook: () => (isLoud() ? propose(tiny) : null),
      onOrderUpdate: () => (isLoud() ? { intent: tiny, reasonCode: "STRAT_WISH" } : null),
      onFill: () => (isLoud() ? propose(tiny) : null),
    }));
    this.bench = new DeskBench({
      markets: buildMarkets(3),
      bots: [whim(isCalm), fancy(isCalm), { bot: echo, markets: ["market-1"] }],
      trading: { balanceCheckMs: 60_000 },
    });
    for (const id of ["market-0", "market-1"]) {
      const fields = { operationId: `tokens of ${id}`, size: 500 * MICRO, marketId: id };
      this.bench.report(buildReport("pairs_converted", fields));
    }
  }

  strike(each: Blow, number: number): void {
    const { bench } = this;
    const { runtime } = bench.run;
    const { sequence } = runtime.kernel;
    const apply = (...steps: readonly Step[]): void => {
      runtime.apply(script(at(bench.nowMs + 1), ...steps));
      runtime.kernel.finish();
    };
    if (each.kind === "report") bench.report(mutated(this.#named(each), each.change, "kind"));
    else if (each.kind === "wish") bench.wish(mutated(each.wish, each.change, ""));
    else if (each.kind === "command") {
      runtime.command({ ...each.command, commandId: `command-${number}` });
    } else if (each.kind === "rows") {
      apply(inMarket(each.market, frame(...each.rows.map((one) => row(one)))));
    } else if (each.kind === "status") apply(gap(), tickSize(each.tick), status(each.status));
    else if (each.kind === "time") bench.advance(each.byMs);
    else liftAll(bench);
    expect(runtime.kernel.sequence).toBeGreaterThanOrEqual(sequence);
  }

  /** The weather clears: the bots come to their senses, and the first market opens as it was. */
  end(): void {
    this.#isCalm = true;
    const { runtime } = this.bench.run;
    runtime.apply(script(at(this.bench.nowMs + 1), tickSize(0.01), status("Open")));
    assertWhole(this.bench);
    assertTradesAgain(this.bench);
  }

  /** The report, about an order of the run or one that nobody knows. */
  #named({ report: given, order }: Extract<Blow, { kind: "report" }>): VenueReport {
    const { placements, cancels } = this.bench.gateway;
    const placement = placements[order < 0 ? -1 : order % Math.max(1, placements.length)];
    const placementId = placement?.placementId ?? "a stranger's";
    const id = venueOrderIdOf(placementId);
    if (given.kind === "order_answered") return { ...given, placementId, venueOrderId: id };
    if (given.kind === "order_changed") return { ...given, venueOrderId: id };
    if (given.kind === "trade_changed") {
      const { tokenId, side: taken } = placement ?? { tokenId: given.tokenId, side: given.side };
      return { ...given, venueOrderId: id, tokenId, side: taken };
    }
    if (given.kind !== "cancel_answered") return given;
    const { cancelId = "nobody's", venueOrderIds = [id] } = cancels.at(-1) ?? {};
    return { ...given, cancelId, cancelled: venueOrderIds };
  }
}

/** Throws anything at a whole run, and holds it after each step against what must always be true. */
export function assertOutlivesRubbish(numRuns: number, stepCount: number): void {
  const blows = fc.array(blow, { minLength: 10, maxLength: stepCount, size: "max" });
  fc.assert(
    fc.property(blows, (given) => {
      const hashes = [1, 2].map((telling) => {
        const storm = new Storm();
        for (const [number, each] of given.entries()) {
          storm.strike(each, number);
          if (telling === 1) assertBooks(storm.bench);
        }
        const ids = storm.bench.gateway.placements.map(({ placementId }) => placementId);
        expect(new Set(ids).size).toBe(ids.length);
        const { stateHash } = storm.bench;
        storm.end();
        return stateHash;
      });
      expect(hashes[0]).toBe(hashes[1]);
    }),
    { numRuns },
  );
}
