import { acceptBot, createMemoryStateMirror, type OrderPlacement } from "@polytraders/core";
import {
  at,
  book,
  buildCommand,
  buildMarket,
  buildReport,
  buildRuntime,
  script,
  ScriptedGateway,
  type CollectedRun,
  type RunOptions,
} from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import bot from "../src/index.ts";
import { BOOK, NOW_MS, STEADY, termsOf } from "./lp-bench.ts";

const loaded = acceptBot(bot, "strat.lp_rewards", "bot.ts");

interface TradingRun {
  readonly run: CollectedRun;
  readonly gateway: ScriptedGateway;
  /** What the strategy has said so far, by code. */
  readonly codes: () => readonly string[];
}

/** The bot in a runtime of its own, with money and a venue that a test speaks for. */
function trade(mode: "enforced" | "shadow", options: Partial<RunOptions> = {}): TradingRun {
  const gateway = new ScriptedGateway();
  const run = buildRuntime({
    bots: [{ bot: loaded, configuration: { mode, parameters: STEADY } }],
    markets: [buildMarket({ terms: termsOf() })],
    trading: { gateway, balanceCheckMs: null },
    ...options,
  });
  run.runtime.command(buildCommand("enable_trading"));
  run.runtime.report(buildReport("cash_transferred", { amountMicroUsd: 500_000_000 }));
  const codes = (): string[] =>
    run.envelopes.filter(({ signal }) => signal !== null).map(({ reasonCode }) => reasonCode);
  return { run, gateway, codes };
}

function show({ runtime }: CollectedRun, afterMs: number, levels: typeof BOOK | null = BOOK): void {
  const sides = levels ?? { bids: [], asks: [] };
  runtime.apply(script(at(NOW_MS + afterMs), book(sides)));
  runtime.advanceTo(NOW_MS + afterMs + 1);
}

function only(placements: readonly OrderPlacement[]): OrderPlacement {
  const [first] = placements;
  if (first === undefined) throw new Error("expected a placement, found none");
  return first;
}

function rest({ runtime }: CollectedRun, { placementId, venueOrderId }: OrderPlacement): void {
  runtime.report(buildReport("order_answered", { placementId, venueOrderId }));
}

describe("in a runtime", () => {
  it("places, rests, and leaves the market after a fill", () => {
    const { run, gateway, codes } = trade("enforced");
    show(run, 0);
    const placement = only(gateway.placements);
    expect(placement).toMatchObject({ side: "BUY", price: 4_700, isPostOnly: true });
    rest(run, placement);
    const { venueOrderId, price } = placement;
    run.runtime.report(buildReport("trade_changed", { venueOrderId, price, size: 10_000_000 }));
    expect(codes()).toEqual(["STRAT_LP_QUOTING", "STRAT_LP_FILL_COOLDOWN"]);
    expect(gateway.cancels.flatMap(({ venueOrderIds }) => venueOrderIds)).toEqual([venueOrderId]);
    expect(run.notices).toEqual([]);
  });

  it("follows the book: cancels, hears that the order is gone, and places anew", () => {
    const { run, gateway, codes } = trade("enforced");
    show(run, 0);
    const first = only(gateway.placements);
    rest(run, first);
    const lower = {
      bids: [
        [0.44, 2_000],
        [0.43, 1_000],
      ],
      asks: [
        [0.46, 2_000],
        [0.47, 1_000],
      ],
    } as const;
    run.runtime.apply(script(at(NOW_MS + 5_000), book(lower)));
    run.runtime.advanceTo(NOW_MS + 5_001);
    expect(gateway.placements).toHaveLength(1);
    const { cancelId = "", venueOrderIds = [] } = gateway.cancels[0] ?? {};
    run.runtime.report(buildReport("cancel_answered", { cancelId, cancelled: venueOrderIds }));
    expect(gateway.placements.map(({ price }) => price)).toEqual([4_700, 4_300]);
    expect(codes()).toEqual(["STRAT_LP_QUOTING", "STRAT_LP_QUOTE_REPLACED", "STRAT_LP_QUOTING"]);
  });

  it("sends nothing in shadow, and says the same", () => {
    const { run, gateway, codes } = trade("shadow");
    show(run, 0);
    show(run, 120_000);
    expect(gateway.calls.filter(({ kind }) => kind === "place")).toEqual([]);
    expect(codes()).toEqual(["STRAT_LP_QUOTING", "STRAT_LP_QUOTE_KEPT"]);
  });

  it("finds its side and its cooldown in the state mirror", () => {
    const stateMirror = createMemoryStateMirror();
    const before = trade("enforced", { stateMirror });
    show(before.run, 0);
    const placement = only(before.gateway.placements);
    rest(before.run, placement);
    const { venueOrderId, price } = placement;
    const fill = { venueOrderId, price, size: placement.size };
    before.run.runtime.report(buildReport("trade_changed", fill));
    before.run.runtime.mirrorState();
    const after = trade("enforced", { stateMirror });
    show(after.run, 60_000);
    expect(after.codes()).toEqual(["STRAT_LP_FILL_COOLDOWN"]);
    show(after.run, 1_900_000);
    expect(after.gateway.placements.map(({ tokenId }) => tokenId)).toEqual(["market-0-no"]);
  });

  it("has the same state hash twice, whoever looks on", () => {
    const hashOf = (observers: RunOptions["observers"] = []): string => {
      const { run, gateway } = trade("enforced", { observers });
      for (let minute = 0; minute < 20; minute += 1) {
        show(run, 60_000 * minute);
        for (const each of gateway.placements.slice(minute)) rest(run, each);
      }
      return run.stateHash;
    };
    expect(hashOf()).toBe(hashOf([{ onAudit: () => undefined }]));
  });
});
