import type { LoadedBot, OrderPlacement } from "@polytraders/core";
import {
  after,
  at,
  book,
  buildCommand,
  buildMarket,
  buildReport,
  buildRuntime,
  heartbeat,
  script,
  ScriptedGateway,
  venueOrderIdOf,
  type CollectedRun,
  type Step,
} from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { readRiskSettings } from "../../src/risk-settings/read-risk-settings.ts";
import { loadBuiltInBots } from "../../src/run/select-bots.ts";
import { tradingBots } from "../../src/run/trading-bots.ts";

const YES = "market-0-yes";
const MICRO = 1_000_000;
const known = await loadBuiltInBots();

function botOf(botId: string): LoadedBot {
  const bot = known.find(({ manifest }) => manifest.botId === botId);
  if (bot === undefined) throw new Error(`expected ${botId} among the built-in bots`);
  return bot;
}

const quoted = (bid: string, ask: string, shares = 500): Step =>
  book({ bids: [[bid, shares]], asks: [[ask, shares]] });

/** A whole trading run at a scripted venue: every guard in force, 100 YES from before the start. */
class StopLossRun {
  readonly gateway = new ScriptedGateway();
  readonly run: CollectedRun;
  #timeMs = 1_000_000;
  #tradeCount = 0;

  constructor(strategies: readonly string[] = [], environment: Record<string, string> = {}) {
    const { settings } = readRiskSettings({ environment, warn: () => undefined });
    const markets = [buildMarket()];
    const { bots, guardOrder, requiredGuards, executionOrder, ledger } = tradingBots(settings, {
      chosen: strategies.map((id) => ({ bot: botOf(id), configuration: {} })),
      known,
      entries: {},
      markets,
      venue: "simulated",
    });
    this.run = buildRuntime({
      markets,
      bots: bots.map(({ bot, configuration }) => ({ bot, configuration })),
      risk: { guardOrder, requiredGuards, waitsForVotes: true },
      trading: { gateway: this.gateway, executionOrder, ledger, balanceCheckMs: null },
    });
    const { runtime } = this.run;
    runtime.command(buildCommand("enable_trading"));
    runtime.report(buildReport("cash_transferred", { amountMicroUsd: 500 * MICRO }));
    const tokens = { operationId: "seed", tokenId: YES, size: 100 * MICRO };
    runtime.report(buildReport("tokens_transferred", { ...tokens, costMicroUsd: 40 * MICRO }));
    runtime.report(buildReport("venue_status_changed", { status: "open" }));
  }

  /** The same book once a second, with a heartbeat. */
  seconds(count: number, bid: string, ask: string, shares = 500): void {
    for (let second = 0; second < count; second += 1) {
      this.#timeMs = Math.max(this.#timeMs, this.run.runtime.kernel.nowMs) + 1_000;
      // One share more or less: a book that says nothing new is no frame.
      const steps = [
        at(this.#timeMs),
        heartbeat(),
        quoted(bid, ask, shares + (second % 2)),
        after(1),
      ];
      this.run.runtime.apply(script(...steps));
      this.run.runtime.kernel.finish();
    }
  }

  get sales(): readonly OrderPlacement[] {
    return this.gateway.placements.filter(({ side }) => side === "SELL");
  }
  get refusals(): readonly string[] {
    const codes = this.run.audit.flatMap(({ decisions }) => decisions);
    return codes.filter(({ outcome }) => outcome === "refused").map(({ reasonCode }) => reasonCode);
  }
  get exits(): readonly string[] {
    return this.run.envelopes
      .filter(({ signal }) => signal === "inventory_exit")
      .map(({ reasonCode }) => reasonCode);
  }
  get held(): number {
    return this.run.runtime.desk?.ledgerPort.position(YES)?.size ?? 0;
  }

  /** The venue matches a sale as far as given, confirmed at once. */
  match({ placementId, price }: OrderPlacement, size: number): void {
    this.#tradeCount += 1;
    const venueOrderId = venueOrderIdOf(placementId);
    const { runtime } = this.run;
    runtime.report(buildReport("order_answered", { placementId, venueOrderId, answer: "matched" }));
    const trade = { venueTradeId: `t${this.#tradeCount}`, venueOrderId, tokenId: YES, price, size };
    for (const settlement of ["MATCHED", "MINED", "CONFIRMED"] as const) {
      const fill = {
        ...trade,
        side: "SELL",
        role: "taker",
        settlement,
        transactionHash: "0x1",
      } as const;
      runtime.report(buildReport("trade_changed", fill));
    }
    runtime.report(
      buildReport("order_changed", { venueOrderId, state: "cancelled", matchedSize: size }),
    );
  }
}

describe("the stop-loss among all guards", () => {
  it("sells a position from before the start, slice by slice, until nothing is left", () => {
    const desk = new StopLossRun();
    desk.seconds(10, "0.38", "0.40");
    expect(desk.exits).toEqual(["RISK_EXIT_SEEDED"]);
    for (let slice = 0; slice < 20 && desk.held > 0; slice += 1) {
      desk.seconds(4, "0.20", "0.22", 120);
      const sale = desk.sales[slice];
      if (sale === undefined) break;
      expect(sale.price).toBeGreaterThanOrEqual(1_000);
      expect(sale.size).toBeLessThanOrEqual(desk.held);
      desk.match(sale, sale.size);
    }
    desk.seconds(3, "0.20", "0.22", 120);
    expect(desk.held).toBe(0);
    expect(desk.exits).toEqual(["RISK_EXIT_SEEDED", "RISK_EXIT_DONE"]);
    expect(desk.sales.length).toBeGreaterThan(1);
    expect(desk.refusals).toEqual([]);
  });

  it("takes back a maker's quotes first, and the maker stays out of its way", () => {
    const desk = new StopLossRun(["strat.maker_tight"]);
    desk.seconds(10, "0.38", "0.42");
    const quotes = desk.gateway.placements;
    expect(quotes.length).toBeGreaterThan(0);
    for (const { placementId } of quotes) {
      const venueOrderId = venueOrderIdOf(placementId);
      desk.run.runtime.report(buildReport("order_answered", { placementId, venueOrderId }));
    }
    desk.seconds(3, "0.18", "0.22");
    const cancelled = desk.gateway.cancels.flatMap(({ venueOrderIds }) => venueOrderIds);
    expect(cancelled.length).toBeGreaterThan(0);
    for (const venueOrderId of new Set(cancelled)) {
      desk.run.runtime.report(
        buildReport("order_changed", { venueOrderId, state: "cancelled", matchedSize: 0 }),
      );
    }
    desk.seconds(6, "0.18", "0.22");
    const exits = desk.sales.filter(({ timeInForce }) => timeInForce === "FAK");
    expect(exits.length).toBeGreaterThan(0);
    expect(exits[0]?.price).toBeGreaterThanOrEqual(900);
  });

  it("keeps what nobody bids the floor for, and says so", () => {
    const desk = new StopLossRun([], { PM_EXIT_PRICE_FLOOR: "0.25" });
    desk.seconds(10, "0.38", "0.40");
    desk.seconds(10, "0.20", "0.22");
    expect(desk.exits).toEqual(["RISK_EXIT_SEEDED", "RISK_EXIT_BELOW_FLOOR"]);
    expect(desk.sales).toEqual([]);
    expect(desk.held).toBe(100 * MICRO);
  });

  it("sells nothing in a dry run, and under a halt", () => {
    const dry = new StopLossRun([], { PM_DRY_RUN: "true" });
    dry.seconds(10, "0.38", "0.40");
    dry.seconds(10, "0.20", "0.22");
    expect(dry.sales).toEqual([]);
    const halted = new StopLossRun();
    halted.seconds(10, "0.38", "0.40");
    halted.run.runtime.command(buildCommand("halt"));
    halted.seconds(10, "0.20", "0.22");
    expect(halted.sales).toEqual([]);
    expect(halted.exits).toContain("RISK_EXIT_BLOCKED");
  });
});
