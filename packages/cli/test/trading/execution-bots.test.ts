import {
  at,
  book,
  buildBot,
  buildCommand,
  buildContract,
  buildReport,
  buildRuntime,
  ScriptedGateway,
  script,
  type BotEntry,
} from "@polytraders/testkit";
import { loadBot, type OrderIntent } from "@polytraders/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

type Wish = Pick<OrderIntent, "tokenId" | "side" | "price" | "size" | "timeInForce"> &
  Partial<Pick<OrderIntent, "isPostOnly" | "expiresAtMs" | "slippageBpsMax">>;
type Levels = readonly (readonly [string, string])[];

const MICRO = 1_000_000;
const EXECUTION = ["smartrouter", "dustandroundingcleaner", "fee-slippage-estimator"].map(
  (name) => `@polytraders/bot-execution-${name}`,
);
const bots = await Promise.all(EXECUTION.map((name) => loadBot(name, import.meta.dirname)));

/** Why an order may be given up: anything else is a plan that the desk refuses. */
const GIVEN_UP = [
  ["EXEC_COST_SLIPPAGE_LIMIT", "exec.fee_slippage_estimator"],
  ["EXEC_DUST_REFUSED", "exec.dustandroundingcleaner"],
].map(([reasonCode, found]): unknown => expect.objectContaining({ reasonCode, found }));

interface PlannedOptions {
  readonly seed?: number;
  /** Parameters of the router. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Bots beside the three. */
  readonly beside?: readonly BotEntry[];
  /** How long the book stands, sampled every second, before the strategy asks. */
  readonly quietSeconds?: number;
}

/** A run in which a strategy asks for one order, and the three bots plan it. */
function planned(
  wish: Wish,
  sides: { readonly bids: Levels; readonly asks: Levels },
  options: PlannedOptions = {},
) {
  const contract = buildContract({
    authority: "trade",
    reasonCodes: ["STRAT_WISH"],
    emits: {},
    manifest: { botId: "strat.wisher", defaultMode: "enforced" },
  });
  const { seed = 1, parameters = {}, beside = [], quietSeconds = 0 } = options;
  let framesLeft = quietSeconds;
  const wisher = buildBot(contract, ({ intents }) => ({
    perMarket: () => ({
      onOrderBook: () => {
        if (framesLeft === 0) intents.propose({ intent: wish, reasonCode: "STRAT_WISH" });
        framesLeft -= 1;
      },
    }),
  }));
  const gateway = new ScriptedGateway();
  const [router, ...others] = bots;
  if (router === undefined) throw new RangeError("expected a router, found none");
  const routed = { bot: router, configuration: { parameters } };
  const run = buildRuntime({
    bots: [routed, wisher, ...others, ...beside],
    seed,
    trading: { gateway, balanceCheckMs: null },
  });
  run.runtime.command(buildCommand("enable_trading"));
  run.runtime.report(buildReport("cash_transferred", { amountMicroUsd: 1_000_000 * MICRO }));
  const held = {
    operationId: "before",
    tokenId: wish.tokenId,
    size: 1_000_000 * MICRO,
    costMicroUsd: 1,
  };
  run.runtime.report(buildReport("tokens_transferred", held));
  for (let second = 1; second <= quietSeconds + 1; second += 1) {
    run.runtime.apply(script(at(1_000 * second), book(sides)));
  }
  run.runtime.kernel.finish();
  run.runtime.advanceTo(1_000_000);
  const givenUp = run.envelopes
    .filter(({ reasonCode }) => reasonCode === "EXEC_ORDER_ABANDONED")
    .map(({ payload }) => payload["givenUp"]);
  return { ...run, stateHash: run.stateHash, placements: gateway.placements, givenUp };
}

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);

describe("the execution bots together", () => {
  it("take as much as the decay monitor lets them, and little without it", async () => {
    const wish = {
      tokenId: "market-0-yes",
      side: "BUY",
      price: 5_500,
      size: 6_000 * MICRO,
      timeInForce: "GTC",
    } as const;
    const sides = { bids: [["0.50", "2200"]], asks: [["0.54", "2200"]] } as const;
    const names = ["intelligence-liquidity-decay-monitor", "risk-market-halt-detector"];
    const beside = await Promise.all(
      names.map((name) => loadBot(`@polytraders/bot-${name}`, import.meta.dirname)),
    );
    const informed = beside.map((bot) => ({ bot, configuration: { mode: "advisory" as const } }));
    const options = { quietSeconds: 120, parameters: { sizeJitterShare: 0 } };
    const taken = (run: ReturnType<typeof planned>) =>
      run.placements
        .filter(({ timeInForce }) => timeInForce === "FAK")
        .map(({ size }) => size / MICRO);
    expect(taken(planned(wish, sides, { ...options, beside: informed }))).toEqual([2_200]);
    expect(taken(planned(wish, sides, options))).toEqual([550]);
  });

  it("plan the source's example: 2,200 at 0.54 at once, 3,800 resting at 0.55", () => {
    const wish = {
      tokenId: "market-0-yes",
      side: "BUY",
      price: 5_500,
      size: 6_000 * MICRO,
      timeInForce: "GTC",
    } as const;
    const asks: Levels = [
      ["0.54", "2200"],
      ["0.56", "9000"],
    ];
    const parameters = { conservativeSliceShare: 1, sizeJitterShare: 0 };
    const run = planned(wish, { bids: [], asks }, { parameters });
    expect(
      run.placements.map(({ timeInForce, price, size }) => [timeInForce, price, size / MICRO]),
    ).toEqual([
      ["FAK", 5_400, 2_200],
      ["GTC", 5_500, 3_800],
    ]);
    const [plan] = run.audit.flatMap(({ plans }) => plans);
    // Nobody has stated the fees, so the dearest are assumed: 2,200 x 0.07 x 0.54 x 0.46.
    expect(plan?.estimatedFeesMicroUsd).toBe(38_253_600);
  });

  const lots = fc.integer({ min: 500, max: 200_000 });
  const levels = (low: number, high: number) =>
    fc
      .uniqueArray(fc.tuple(fc.integer({ min: low, max: high }), lots), {
        maxLength: 5,
        selector: ([cents]) => cents,
      })
      .map((all) =>
        all.map(([cents, size]) => [(cents / 100).toFixed(2), (size / 100).toFixed(2)] as const),
      );
  const cases = fc.record({
    split: fc
      .integer({ min: 2, max: 98 })
      .chain((cents) => fc.record({ bids: levels(1, cents - 1), asks: levels(cents, 99) })),
    wish: fc.record({
      tokenId: fc.constantFrom("market-0-yes", "market-0-no"),
      side: fc.constantFrom("BUY" as const, "SELL" as const),
      price: fc.integer({ min: 1, max: 99 }).map((cents) => cents * 100),
      size: lots.map((count) => count * 10_000),
      timeInForce: fc.constantFrom("GTC" as const, "FAK" as const, "FOK" as const),
      slippageBpsMax: fc.integer({ min: 0, max: 1_000 }),
    }),
    seed: fc.nat(),
  });

  it("never leave what was approved, and say the same for the same seed", () => {
    let placedCount = 0;
    fc.assert(
      fc.property(cases, ({ split, wish, seed }) => {
        const run = planned(wish, split, { seed });
        for (const reason of run.givenUp) expect(GIVEN_UP).toContainEqual(reason);
        expect(sum(run.placements.map(({ size }) => size))).toBeLessThanOrEqual(wish.size);
        for (const { price } of run.placements) {
          expect(wish.side === "BUY" ? price <= wish.price : price >= wish.price).toBe(true);
        }
        placedCount += run.placements.length;
        expect(planned(wish, split, { seed }).stateHash).toBe(run.stateHash);
      }),
      { numRuns: 150 },
    );
    expect(placedCount).toBeGreaterThan(100);
  });
});
