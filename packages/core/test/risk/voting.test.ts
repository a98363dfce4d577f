import { buildCommand, buildMarkets } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import {
  approve,
  quarantine,
  reject,
  reshape,
  warn,
  type LedgerPort,
  type OpenOrders,
} from "../../src/index.ts";
import { guard, NOT_IN_FORCE, orderPath, strategy, WISH } from "./order-path.ts";

const wisher = strategy(() => [WISH]);
const fine = (name: string) => guard(name, () => approve("RISK_FINE"));

describe("guards", () => {
  it("are asked in declared order, the kill switch first, and the first refusal ends it", () => {
    const bots = [
      wisher,
      fine("alpha"),
      guard("beta", () => reject("RISK_NO")),
      fine("gamma"),
      fine("killswitch"),
    ];
    const run = orderPath(bots, { risk: { guardOrder: ["risk.gamma", "risk.beta"] } });
    run.step();
    const [decision] = run.audit.flatMap(({ decisions }) => decisions);
    expect(decision?.votes.map(({ botId, decision: vote }) => `${botId} ${vote}`)).toEqual([
      "risk.killswitch APPROVE",
      "risk.gamma APPROVE",
      "risk.beta REJECT",
    ]);
    expect(decision).toMatchObject({
      outcome: "refused",
      reasonCode: "RISK_NO",
      decidedBy: "risk.beta",
      severity: "HARD_REJECT",
      granted: null,
    });
    expect(run.execution.orders).toEqual([]);
    expect(run.notices.map(({ code, found }) => [code, found])).toEqual([
      ["RISK_INTENT_REFUSED", "risk.beta: RISK_NO"],
    ]);
  });

  it("send what all of them let pass, with their votes on the order and in the audit record", () => {
    const run = orderPath([wisher, fine("alpha"), guard("beta", () => warn("RISK_HM"))], {
      risk: { orderIdPrefix: "run-7/" },
    });
    run.step();
    const [order] = run.execution.orders;
    expect(order).toMatchObject({
      orderId: "run-7/e2/strat.wisher/0/1",
      intentId: "e2/strat.wisher/0/1",
      originId: "strat.wisher",
      price: 5_000,
      size: 100_000_000,
    });
    expect(order?.votes.map(({ decision }) => decision)).toEqual(["APPROVE", "WARNING_ONLY"]);
    const record = run.audit.at(-1);
    expect(record?.votes.map(({ botId, reasonCode }) => [botId, reasonCode])).toEqual([
      ["risk.alpha", "RISK_FINE"],
      ["risk.beta", "RISK_HM"],
    ]);
    expect(record?.orders).toEqual([order]);
    expect(record?.envelopes.map(({ kind, reasonCode }) => [kind, reasonCode])).toEqual([
      ["order_intent", "STRAT_WISH"],
      ["risk_vote", "RISK_FINE"],
      ["risk_vote", "RISK_HM"],
      ["risk_decision", "RISK_INTENT_APPROVED"],
    ]);
  });

  it("shrink an intent before the next guard sees it", () => {
    const seen: number[] = [];
    const look = guard("b", (intent) => {
      seen.push(intent.size);
      return approve("RISK_FINE");
    });
    const cut = guard("a", () => reshape("RISK_LESS", { notionalMicroUsdMax: 20_000_001 }));
    const run = orderPath([wisher, cut, look]);
    run.step();
    expect(seen).toEqual([40_000_000]);
    expect(run.execution.orders.map(({ size }) => size)).toEqual([40_000_000]);
    const [decision] = run.audit.flatMap(({ decisions }) => decisions);
    expect([decision?.requested?.size, decision?.granted?.size]).toEqual([100_000_000, 40_000_000]);
  });

  it("cut to whole steps of 0.01 share and refuse what is then below the minimum", () => {
    const cutTo = (notionalMicroUsdMax: number) =>
      guard("a", () => reshape("RISK_LESS", { notionalMicroUsdMax }));
    const odd = orderPath([strategy(() => [{ ...WISH, price: 6_000 }]), cutTo(20_000_000)]);
    odd.step();
    expect(odd.execution.orders.map(({ size }) => size)).toEqual([33_330_000]);
    const small = orderPath([wisher, cutTo(2_499_999)]);
    small.step();
    expect(small.codes()).toEqual(["RISK_BELOW_MIN_SIZE"]);
    expect(small.execution.orders).toEqual([]);
  });

  it("bound prices on the tick grid, and never to the worse", () => {
    const bound = (limits: Parameters<typeof reshape>[1], wish: object) => {
      const run = orderPath([
        strategy(() => [{ ...WISH, ...wish }]),
        guard("a", () => reshape("RISK_LESS", limits)),
      ]);
      run.step();
      return run.execution.orders[0]?.price ?? run.codes()[0];
    };
    expect(bound({ priceMax: 4_550 }, {})).toBe(4_500);
    expect(bound({ priceMin: 5_510 }, { side: "SELL" })).toBe(5_600);
    expect(bound({ priceMin: 5_100 }, {})).toBe("RISK_CONSTRAINT_UNSATISFIABLE");
    expect(bound({ priceMax: 4_900 }, { side: "SELL" })).toBe("RISK_CONSTRAINT_UNSATISFIABLE");
    expect(bound({ priceMax: 99 }, {})).toBe("RISK_CONSTRAINT_UNSATISFIABLE");
    expect(bound({ passiveOnly: true }, { timeInForce: "FAK" })).toBe(
      "RISK_CONSTRAINT_UNSATISFIABLE",
    );
  });

  it("close a position only, and no more of it than there is", () => {
    const position = (tokenId: string) =>
      tokenId === "market-0-yes" ? { size: 30_000_000 } : undefined;
    const risk = {
      ledger: { position } as unknown as LedgerPort,
      openOrders: { inMarket: () => [] } as unknown as OpenOrders,
    };
    const closeOnly = guard("a", () => reshape("RISK_LESS", { closeOnly: true }));
    const wishes = strategy(() => [{ ...WISH, side: "SELL" }, WISH]);
    const run = orderPath([wishes, closeOnly], { risk });
    run.step();
    expect(
      run.execution.orders.map(({ side, size, isReduceOnly }) => [side, size, isReduceOnly]),
    ).toEqual([["SELL", 30_000_000, true]]);
    expect(run.codes()).toEqual(["RISK_INTENT_APPROVED", "RISK_INTENT_NOT_REDUCING"]);
    const blind = orderPath([wishes, closeOnly]);
    blind.step();
    expect(blind.codes()).toEqual(["RISK_LEDGER_UNAVAILABLE", "RISK_LEDGER_UNAVAILABLE"]);
  });

  it("in quarantine mode close what they quarantine and let the rest pass", () => {
    const configuration = { mode: "quarantine" as const };
    const picky = guard("a", ({ price }) =>
      price > 5_000 ? quarantine("RISK_NO", "strategy") : reject("RISK_NO"),
    );
    const run = orderPath([
      strategy(() => [WISH, { ...WISH, price: 5_100 }, WISH]),
      { bot: picky, configuration },
    ]);
    run.step();
    expect(run.codes()).toEqual(["RISK_INTENT_APPROVED", "RISK_NO", "RISK_QUARANTINED"]);
  });

  it("and strategies put into quarantine for one market are closed there", () => {
    const scope = { botId: "risk.a", marketId: "market-0" };
    const ofGuard = orderPath([wisher, fine("a")]);
    ofGuard.runtime.command(buildCommand("set_mode", { mode: "quarantine", scope }));
    ofGuard.step();
    const ofStrategy = orderPath([wisher, fine("a")]);
    ofStrategy.runtime.command(
      buildCommand("set_mode", { mode: "quarantine", scope: { ...scope, botId: "strat.wisher" } }),
    );
    ofStrategy.step();
    expect([ofGuard.codes(), ofStrategy.codes()]).toEqual([
      ["RISK_QUARANTINED"],
      ["RISK_QUARANTINED"],
    ]);
  });

  it("make an order wait at its price", () => {
    const run = orderPath([wisher, guard("a", () => reshape("RISK_LESS", { passiveOnly: true }))]);
    run.step();
    expect(run.execution.orders[0]?.isPostOnly).toBe(true);
  });

  it.each(NOT_IN_FORCE)("are asked and recorded in mode %s, and do not count", (mode) => {
    const bots = [
      wisher,
      { bot: guard("a", () => reject("RISK_NO")), configuration: { mode } },
      { bot: guard("b", () => ({ vote: "PERHAPS" })), configuration: { mode } },
      { bot: guard("c", () => quarantine("RISK_NO", "wallet")), configuration: { mode } },
      {
        bot: guard("d", () => reshape("RISK_LESS", { notionalMicroUsdMax: 1 })),
        configuration: { mode },
      },
    ];
    const run = orderPath(bots);
    run.step();
    run.step();
    expect(run.execution.orders.map(({ size }) => size)).toEqual([100_000_000, 100_000_000]);
    expect(run.execution.orders[0]?.votes.map((vote) => [vote.mode, vote.reasonCode])).toEqual([
      [mode, "RISK_NO"],
      [mode, "RISK_GUARD_ANSWER_INVALID"],
      [mode, "RISK_NO"],
      [mode, "RISK_LESS"],
    ]);
  });

  it("that are off are not asked", () => {
    const off = {
      bot: guard("a", () => reject("RISK_NO")),
      configuration: { mode: "off" as const },
    };
    const run = orderPath([wisher, off]);
    run.step();
    expect(run.execution.orders[0]?.votes).toEqual([]);
  });
});

describe("a strategy", () => {
  it.each(NOT_IN_FORCE)("in mode %s is voted on and never sends", (mode) => {
    const run = orderPath([{ bot: wisher, configuration: { mode } }, fine("a")]);
    run.step();
    const [decision] = run.audit.flatMap(({ decisions }) => decisions);
    expect(decision).toMatchObject({ outcome: "recorded", orderId: null });
    expect(decision?.granted?.size).toBe(100_000_000);
    expect(decision?.votes).toHaveLength(1);
    expect(run.execution.orders).toEqual([]);
  });

  it("learns at once what risk made of a proposal, and of a returned one right after", () => {
    const told: unknown[] = [];
    const run = orderPath([
      strategy((_context, { intents }) => {
        told.push(intents.propose({ intent: WISH, reasonCode: "STRAT_WISH" })?.outcome);
        told.push(intents.propose({ intent: WISH, reasonCode: "STRAT_OTHER" }));
        return [];
      }),
      guard("a", () => reject("RISK_NO")),
    ]);
    run.step();
    expect(told).toEqual(["refused", null]);
  });

  it("that ignores refusals gets nothing but more of them", () => {
    const run = orderPath([wisher, guard("a", () => reject("RISK_NO"))]);
    for (let round = 0; round < 100; round += 1) run.step();
    expect(run.execution.orders).toEqual([]);
    expect(run.runtime.risk.refusalCounts.get("RISK_NO")).toBe(100);
  });
});

describe("a quarantine", () => {
  const wishes = [WISH, { ...WISH, tokenId: "market-1-yes" }];
  const both = strategy(({ eventSequence }) => [wishes[eventSequence % 2]]);

  it.each([
    ["market", { botId: null, marketId: "market-0" }],
    ["wallet", { botId: null, marketId: null }],
    ["strategy", { botId: "strat.wisher", marketId: null }],
  ] as const)("of a %s closes just that, until it is lifted", (scope, reach) => {
    let isSick = true;
    const run = orderPath([
      strategy(() => [WISH]),
      strategy(() => [WISH], { botId: "strat.other" }),
      guard("a", ({ botId }) =>
        isSick && botId === "strat.wisher" ? quarantine("RISK_NO", scope) : approve("RISK_FINE"),
      ),
    ]);
    run.step();
    isSick = false;
    run.step();
    expect(run.runtime.risk.barrier.quarantines.map((entry) => entry.scope)).toEqual([reach]);
    const last = run.audit
      .at(-1)
      ?.decisions.map(({ botId, reasonCode }) => `${botId} ${reasonCode}`);
    const other = scope === "strategy" ? "RISK_INTENT_APPROVED" : "RISK_QUARANTINED";
    expect(last).toEqual([`strat.other ${other}`, "strat.wisher RISK_QUARANTINED"]);
  });

  it("does not reach other markets", () => {
    const run = orderPath(
      [
        both,
        guard("a", ({ marketId }) => quarantine("RISK_NO", marketId === "" ? "wallet" : "market")),
      ],
      { markets: buildMarkets(2) },
    );
    run.step();
    expect(run.runtime.risk.barrier.find("strat.wisher", "market-0")?.reasonCode).toBe(
      "RISK_QUARANTINED",
    );
    expect(run.runtime.risk.barrier.find("strat.wisher", "market-1")).toBeNull();
  });
});
