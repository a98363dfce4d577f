import { buildLedgerPort, buildOpenOrders } from "@polytraders/testkit";
import { describe, expect, it } from "vitest";
import { approve, type OpenOrder } from "../../src/index.ts";
import { guard, orderPath, strategy, WISH, type OrderPath } from "./order-path.ts";

const fine = guard("fine", () => approve("RISK_FINE"));
const held = {
  marketId: "market-0",
  tokenId: "market-0-yes",
  size: 50_000_000,
  costMicroUsd: 25_000_000,
};
const exit = { ...WISH, side: "SELL", isReduceOnly: true };

/** A run in which a bot of a layer acts once, beside orders of a strategy. */
function run(
  layer: "risk" | "strategy",
  act: Parameters<typeof strategy>[0],
  orders: readonly Partial<OpenOrder>[] = [],
): OrderPath {
  const botId = layer === "risk" ? "risk.unwinder" : "strat.wisher";
  const path = orderPath([strategy(act, { botId, layer }), fine], {
    risk: {
      ledger: buildLedgerPort({ held: [held] }),
      openOrders: buildOpenOrders(orders, () => 1_000),
    },
  });
  path.step();
  return path;
}

describe("a bot of the risk layer", () => {
  it("may make a position smaller", () => {
    const { execution } = run("risk", () => [exit]);
    expect(execution.orders).toMatchObject([{ side: "SELL", size: 50_000_000 }]);
  });

  it.each([
    ["a purchase", WISH],
    ["a sale that does not say that it reduces", { ...exit, isReduceOnly: false }],
    ["a sale of what is not held", { ...exit, tokenId: "market-0-no" }],
  ])("is refused %s", (_name, wish) => {
    const path = run("risk", () => [wish]);
    expect(path.codes()).toEqual(["RISK_INTENT_NOT_REDUCING"]);
    expect(path.execution.orders).toEqual([]);
  });

  it("takes back what stands in its way, whoever wanted it", () => {
    const { execution } = run(
      "risk",
      (_context, { intents }) => {
        intents.cancel("order-0");
        return [];
      },
      [{ botId: "strat.other" }],
    );
    expect(execution.cancels).toMatchObject([{ orderId: "order-0", originId: "risk.unwinder" }]);
  });
});

it("a strategy buys as before, and takes back only what is its own", () => {
  const path = run(
    "strategy",
    (_context, { intents }) => {
      intents.cancel("order-0");
      return [WISH];
    },
    [{ botId: "strat.other" }],
  );
  expect(path.codes()).toEqual(["RISK_INTENT_APPROVED"]);
  expect(path.execution.cancels).toEqual([]);
});
