import {
  at,
  book,
  buildCommand,
  buildMarkets,
  buildReport,
  inMarket,
  script,
} from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { DeskBench, MICRO, WISH } from "../trading/desk-bench.ts";
import { stubborn } from "./hostile-bots.ts";
import { assertTradesAgain, assertWhole, survive } from "./survival.ts";

const START = 200_970_000;
const WINNER = { price: 1_000, size: 200 * MICRO } as const;

interface Incident {
  readonly bench: DeskBench;
  /** Buys 200 shares in the second market for 180 dollars, and answers the order's id. */
  readonly buyLoser: () => string;
}

/** The account of the incident: 200.97 in cash, and 200 shares bought at 0.10. */
function incident(): Incident {
  let isBuying = false;
  const { bot } = stubborn("second", (propose) => ({
    onOrderBook: () => {
      if (!isBuying) return;
      isBuying = false;
      propose({ ...WISH, tokenId: "market-1-yes", price: 9_000, size: 200 * MICRO });
    },
  }));
  const bench = new DeskBench({
    isFunded: false,
    markets: buildMarkets(2),
    bots: [{ bot, markets: ["market-1"] }],
  });
  bench.report(buildReport("cash_transferred", { operationId: "start", amountMicroUsd: START }));
  const [orderId = ""] = bench.wish(WINNER);
  bench.trade(orderId, 200, { price: 1_000, settlement: "CONFIRMED" });
  bench.showBook([0.95, 1_000], [0.97, 1_000]);
  const buyLoser = (): string => {
    isBuying = true;
    const sides = { bids: [[0.89, 1_000]], asks: [[0.91, 1_000]] } as const;
    bench.run.runtime.apply(script(at(bench.nowMs + 1_000), inMarket(1, book(sides))));
    const loser = bench.gateway.placements.at(-1)?.placementId ?? "";
    bench.trade(loser, 200, { tokenId: "market-1-yes", price: 9_000, settlement: "CONFIRMED" });
    return loser;
  };
  return { bench, buyLoser };
}

function drawdownOf({ desk, nowMs }: DeskBench): number {
  const { peakMicroUsd, effectiveMicroUsd } = desk.ledger.view.drawdown(nowMs);
  return (peakMicroUsd - effectiveMicroUsd) / peakMicroUsd;
}

/** The second story up to its loss: redeemed to 380.97, with an order that rests, then 180 lost. */
function fallen(): DeskBench {
  const { bench, buyLoser } = incident();
  bench.report(
    buildReport("market_resolved", { payouts: [10_000, 0] }),
    buildReport("tokens_redeemed", { operationId: "won", sizes: [200 * MICRO, 0] }),
  );
  const [resting = ""] = bench.wish({ price: 100 });
  bench.answer(resting, "resting");
  buyLoser();
  bench.report(buildReport("market_resolved", { marketId: "market-1", payouts: [0, 10_000] }));
  return bench;
}

describe("the incident of the drawdown audit, through the whole order path:", () => {
  it("an open winner that comes to nothing is a loss of its cost, 9.95 %, and halts nothing", () => {
    const bench = survive(() => {
      const { bench: each } = incident();
      expect(drawdownOf(each)).toBe(0);
      each.report(buildReport("market_resolved", { payouts: [0, 10_000] }));
      return each;
    });
    expect(drawdownOf(bench)).toBeCloseTo(0.099_517_340_897, 12);
    expect(bench.run.runtime.risk.barrier.halts).toEqual([]);
    expect(bench.noticeCodes).toEqual([]);
  });

  it("380.97 redeemed and 180 of it lost is a true 47.25 %: everything halts, what rests is taken back", () => {
    const bench = survive(fallen);
    expect(drawdownOf(bench)).toBeCloseTo(0.472_478_147_886, 12);
    expect(bench.desk.ledgerPort.peakCashMicroUsd("all_time")).toBe(380_970_000);
    expect(bench.run.runtime.risk.barrier.halts).toMatchObject([
      {
        scope: { botId: null, marketId: null },
        cause: "automatic",
        reasonCode: "EXEC_DRAWDOWN_HALTED",
      },
    ]);
    const [resting] = bench.desk.listOpenOrders();
    expect(resting).toMatchObject({ price: 100, isCancelling: true });
    expect(bench.gateway.cancels).toMatchObject([{ venueOrderIds: [`0x${resting?.orderId}`] }]);
  });

  it("the halt stays when the money comes back, and refuses every strategy with its code", () => {
    const bench = fallen();
    bench.report(
      buildReport("income_paid", { operationId: "luck", amountMicroUsd: 1_000 * MICRO }),
    );
    const before = bench.gateway.placements.length;
    bench.wish({ price: 100 });
    expect(bench.gateway.placements).toHaveLength(before);
    const decisions = bench.run.audit.flatMap(({ decisions: some }) => some);
    expect(decisions.at(-1)).toMatchObject({
      outcome: "refused",
      reasonCode: "RISK_KILL_SWITCH_ACTIVE",
    });
    expect(bench.desk.ledger.view.isHalted).toBe(true);
  });

  it("a reset of the halt alone does not outlive the next look at the account", () => {
    const bench = fallen();
    bench.run.runtime.command(buildCommand("reset_halt"));
    bench.report(buildReport("income_paid", { operationId: "a cent", amountMicroUsd: 10_000 }));
    expect(bench.run.runtime.risk.barrier.halts).toHaveLength(1);
    const halted = bench.noticeCodes.filter((code) => code === "EXEC_DRAWDOWN_HALTED");
    expect(halted).toHaveLength(2);
  });

  it("a reset of peak and halt by an operator lets trading go on, and is on record with his name", () => {
    const bench = fallen();
    const said = { operator: "ada", reason: "the loss is real and accepted" };
    bench.run.runtime.command(buildCommand("reset_peak", said));
    bench.run.runtime.command(buildCommand("reset_halt", said));
    expect(bench.run.runtime.risk.barrier.halts).toEqual([]);
    expect(bench.desk.ledgerPort.peakCashMicroUsd("all_time")).toBe(START);
    expect(drawdownOf(bench)).toBe(0);
    for (const reasonCode of ["EXEC_PEAK_RESET", "EXEC_DRAWDOWN_RESET", "RISK_HALT_RESET"]) {
      const envelope = bench.run.envelopes.find((each) => each.reasonCode === reasonCode);
      expect(envelope?.payload).toMatchObject(said);
    }
    const commands = bench.run.audit.flatMap(({ event }) =>
      event.kind === "command" ? [event] : [],
    );
    expect(commands).toHaveLength(3);
    assertWhole(bench);
    assertTradesAgain(bench);
  });
});
