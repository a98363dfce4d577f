import {
  at,
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
import { approve, type FillEvent, type VenueReport, type VenueReportOf } from "../../src/index.ts";
import { guard } from "../risk/order-path.ts";
import { DeskBench, MICRO, planner } from "../trading/desk-bench.ts";
import { stubborn } from "./hostile-bots.ts";
import { blow, mutated, type Blow } from "./rubbish-blows.ts";
import { assertBooks, assertTradesAgain, assertWhole, liftAll } from "./survival.ts";

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
      {},
      {},
      {},
      {},
    ];
    return {
      plan: isCalm() ? {} : (plans[(price / 100) % plans.length] ?? {}),
      reasonCode: "EXEC_TEST",
    };
  });
}

/** A run under whatever is thrown at it, with bots that answer anything until the weather clears. */
class Storm {
  readonly bench: DeskBench;
  #isCalm = false;

  constructor() {
    const isCalm = (): boolean => this.#isCalm;
    const tiny = {
      tokenId: "market-1-yes",
      side: "BUY",
      price: 700,
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
      const { fills } = this.bench;
      const fill = order % 2 === 0 ? fills[order % Math.max(1, fills.length)] : undefined;
      if (fill !== undefined) return furtherNews(fill, given);
      const { tokenId, side: taken } = placement ?? { tokenId: given.tokenId, side: given.side };
      return { ...given, venueOrderId: id, tokenId, side: taken };
    }
    if (given.kind === "balance_found") return this.#nearTheTruth(given);
    if (given.kind !== "cancel_answered") return given;
    const { cancelId = "nobody's", venueOrderIds = [id] } = cancels.at(-1) ?? {};
    return { ...given, cancelId, cancelled: venueOrderIds };
  }

  #nearTheTruth(given: VenueReportOf<"balance_found">): VenueReport {
    const { view } = this.bench.desk.ledger;
    const held =
      given.tokenId === null
        ? view.cash.settledMicroUsd
        : (view.position(given.tokenId)?.settledSize ?? 0);
    return { ...given, amount: Math.max(0, held + given.amount - 100 * MICRO) };
  }
}

/** The fill that was told before, in another state. */
function furtherNews(fill: FillEvent, given: VenueReportOf<"trade_changed">): VenueReport {
  const { venueTradeId, fillId, tokenId, side, role, price, size, feeMicroUsd } = fill;
  const venueOrderId = fillId.slice(venueTradeId.length + 1);
  return { ...given, venueTradeId, venueOrderId, tokenId, side, role, price, size, feeMicroUsd };
}

/** Throws anything at a whole run, and holds it after each step against what must always be true. */
export function assertOutlivesRubbish(numRuns: number, stepCount: number): void {
  const blows = fc.array(blow, { minLength: 10, maxLength: stepCount, size: "max" });
  fc.assert(
    fc.property(blows, (given) => {
      const hashes = [1, 2].map((telling) => {
        const storm = new Storm();
        const { kernel } = storm.bench.run.runtime;
        for (const [number, each] of given.entries()) {
          const { sequence } = kernel;
          storm.strike(each, number);
          const isSilent = each.kind === "time" || each.kind === "rows";
          expect(kernel.sequence).toBeGreaterThanOrEqual(sequence + (isSilent ? 0 : 1));
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
