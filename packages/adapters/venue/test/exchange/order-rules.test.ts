import { describe, expect, it } from "vitest";
import type { OrderRequest } from "../../src/exchange/order-request.ts";
import {
  ALICE,
  BOB,
  CAROL,
  CONDITION,
  requestOf,
  START_MS,
  testWorld,
  YES,
} from "./exchange-world.ts";

function refusalOfRequest(changes: Partial<OrderRequest>, tickSize = 100): unknown {
  const { exchange } = testWorld({}, { tickSize });
  const base = requestOf({ side: "BUY", price: "0.5", size: "10" }, "o1");
  let answer: unknown;
  exchange.place({ ...base, ...changes }, (given) => {
    answer = given.isAccepted ? given.status : given.refusal;
  });
  return answer;
}

const refusal = (code: string, httpStatus: number, text: string) => ({ code, httpStatus, text });

describe("what an order must be", () => {
  it("refuses amounts that are none, and unknown tokens", () => {
    for (const makerAmount of [0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(refusalOfRequest({ makerAmount })).toEqual(
        refusal("invalid_payload", 400, "Invalid order payload"),
      );
    }
    expect(refusalOfRequest({ tokenId: "77" })).toEqual(
      refusal("invalid_token", 400, "Invalid token id"),
    );
  });

  it("keeps prices on the market's tick and inside its range", () => {
    const text = (price: string, tick: string): string =>
      `order o1 is invalid. Price (${price}) breaks minimum tick size rule: ${tick}`;
    expect(refusalOfRequest({ makerAmount: 5_150_000 })).toEqual(
      refusal("tick_size", 400, text("0.515", "0.01")),
    );
    expect(refusalOfRequest({ makerAmount: 5_150_000 }, 50)).toBe("live");
    expect(refusalOfRequest({ makerAmount: 5_155_000 }, 50)).toEqual(
      refusal("tick_size", 400, text("0.5155", "0.005")),
    );
    expect(refusalOfRequest({ makerAmount: 10_000_000 })).toEqual(
      refusal("price_range", 400, text("1", "0.01")),
    );
    expect(refusalOfRequest({ makerAmount: 12_000_000 })).toEqual(
      refusal("price_range", 400, text("1.2", "0.01")),
    );
    expect(refusalOfRequest({ makerAmount: 50_000 })).toEqual(
      refusal("tick_size", 400, text("0.005", "0.01")),
    );
    expect(refusalOfRequest({ makerAmount: 100_000 })).toBe("live");
    expect(refusalOfRequest({ makerAmount: 9_900_000 })).toBe("live");
  });

  it("wants whole hundredths of shares, and money that is price times size", () => {
    expect(refusalOfRequest({ makerAmount: 5_002_500, takerAmount: 10_005_000 })).toEqual(
      refusal(
        "amount_accuracy",
        400,
        "invalid amounts, the buy orders maker amount supports a max accuracy of 4 decimals, taker amount a max of 2 decimals",
      ),
    );
    expect(
      refusalOfRequest({ side: "SELL", makerAmount: 19_690_000, takerAmount: 4_330_000 }),
    ).toEqual(
      refusal(
        "amount_accuracy",
        400,
        "invalid amounts, the taker amount for a $0.22 order of size 19.69 should be '4.3318' but the value submited is '4.33'",
      ),
    );
  });

  it("takes a market buy's rounded shares, in whole cents and four decimals only", () => {
    const market = { orderType: "FAK", side: "BUY" } as const;
    const accuracy = refusal(
      "amount_accuracy",
      400,
      "invalid amounts, the market buy orders maker amount supports a max accuracy of 2 decimals, taker amount a max of 4 decimals",
    );
    const unmatched = refusal(
      "fak_unmatched",
      400,
      "no orders found to match with FAK order. FAK orders are partially filled or killed if no match is found.",
    );
    expect(
      refusalOfRequest({ ...market, makerAmount: 10_000_000, takerAmount: 33_333_300 }),
    ).toEqual(unmatched);
    expect(refusalOfRequest({ ...market, makerAmount: 1_009_200, takerAmount: 1_740_000 })).toEqual(
      accuracy,
    );
    expect(
      refusalOfRequest({ ...market, makerAmount: 10_000_000, takerAmount: 13_698_630 }, 10),
    ).toEqual(accuracy);
  });

  it("sets a least size for what rests and a least money for what takes", () => {
    const world = testWorld();
    expect(world.refusalOf({ side: "BUY", price: "0.5", size: "4.99" })).toBe(
      "order order-1 is invalid. Size (4.99) lower than the minimum: 5",
    );
    expect(world.refusalOf({ side: "BUY", price: "0.5", size: "5" })).toBe("");
    world.place({ by: BOB, side: "SELL", price: "0.6", size: "10" });
    const small = { by: CAROL, side: "BUY", price: "0.6" } as const;
    expect(world.refusalOf({ ...small, size: "1.5" })).toBe(
      "invalid amount for a marketable BUY order ($0.9), min size: $1",
    );
    expect(world.refusalOf({ ...small, size: "2" })).toBe("");
    expect(world.refusalOf({ by: BOB, side: "SELL", price: "0.5", size: "1" })).toBe("");
  });

  it("lets GTD orders live from a minute on, and gives no other order an expiry", () => {
    const gtd = { side: "BUY", price: "0.5", size: "10", type: "GTD" } as const;
    const world = testWorld();
    const now = world.exchange.nowMs;
    expect(world.refusalOf({ ...gtd })).toBe("invalid expiration");
    expect(world.refusalOf({ ...gtd, expiresAtMs: now + 59_000 })).toBe("invalid expiration");
    expect(world.refusalOf({ ...gtd, expiresAtMs: now + 61_000 })).toBe("");
    expect(world.refusalOf({ ...gtd, type: "GTC", expiresAtMs: now + 99_000 })).toBe(
      "invalid expiration",
    );
  });

  it("knows an order again, and accounts that may not trade", () => {
    const world = testWorld();
    const wish = { side: "BUY", price: "0.5", size: "10" } as const;
    expect(world.refusalOf({ ...wish, id: "0xab" })).toBe("");
    expect(world.refusalOf({ ...wish, id: "0xab" })).toBe("order 0xab is invalid. Duplicated.");
    world.exchange.banAccount(BOB, "banned");
    world.exchange.banAccount(ALICE, "closed_only");
    expect(world.refusalOf({ ...wish, by: BOB })).toBe(`'${BOB}' address banned`);
    expect(world.refusalOf(wish)).toBe(`'${ALICE}' address in closed only mode`);
    expect(world.refusalOf({ ...wish, side: "SELL" })).toBe("");
    expect(world.exchange.banOf(BOB)).toBe("banned");
  });

  it("lets only orders that can rest be post-only, and only without crossing", () => {
    const world = testWorld();
    world.place({ by: BOB, side: "SELL", price: "0.5", size: "10" });
    const wish = { side: "BUY", price: "0.5", size: "10", isPostOnly: true } as const;
    expect(world.refusalOf({ ...wish, type: "FOK" })).toMatch(/^invalid post-only order/u);
    expect(world.refusalOf(wish)).toBe("invalid post-only order: order crosses book");
    expect(world.refusalOf({ ...wish, price: "0.49" })).toBe("");
  });

  it("kills what must be filled at once and cannot be", () => {
    const world = testWorld();
    world.place({ by: BOB, side: "SELL", price: "0.5", size: "10" });
    const fok = { side: "BUY", price: "0.5", type: "FOK" } as const;
    const before = [world.exchange.stateHash(), world.exchange.eventCount];
    expect(world.refusalOf({ ...fok, money: "6", size: "12" })).toBe(
      "order couldn't be fully filled. FOK orders are fully filled or killed.",
    );
    expect(world.events.at(-1)).toMatchObject({
      kind: "order_killed",
      order: { state: "invalid", matchedSize: 0 },
    });
    expect([world.exchange.stateHash(), world.exchange.eventCount]).toEqual(before);
    expect(world.exchange.trades({})).toEqual([]);
    expect(world.refusalOf({ ...fok, type: "FAK", money: "6", size: "12" })).toBe("");
    expect(world.exchange.trades({})[0]).toMatchObject({ size: 10_000_000 });
  });

  it("asks for the balance last, and says what is there and what is needed", () => {
    const world = testWorld();
    expect(world.refusalOf({ by: CAROL, side: "SELL", price: "0.5", size: "10" })).toBe(
      "not enough balance / allowance: the balance is not enough -> balance: 0, order amount: 10000000",
    );
    expect(world.refusalOf({ by: CAROL, side: "BUY", price: "0.5", size: "20000.02" })).toBe(
      "not enough balance / allowance: the balance is not enough -> balance: 10000000000, order amount: 10000010000",
    );
    const stranger = `0x${"99".repeat(20)}`;
    expect(world.refusalOf({ by: stranger, side: "BUY", price: "0.5", size: "10" })).toBe(
      "not enough balance / allowance: the balance is not enough -> balance: 0, order amount: 5000000",
    );
    expect(world.exchange.accounts()).not.toContain(stranger);
  });

  it("changes nothing by refusing", () => {
    const world = testWorld();
    const before = world.exchange.stateHash();
    world.place({ side: "BUY", price: "0.515", size: "10" });
    world.place({ side: "BUY", price: "0.5", size: "1" });
    world.place({ by: CAROL, side: "SELL", price: "0.5", size: "10" });
    expect(world.exchange.stateHash()).toBe(before);
    expect(world.exchange.spendable(CAROL, YES)).toBe(0);
  });

  it("takes no orders while a market is halted, and keeps those that rest", () => {
    const world = testWorld();
    world.place({ side: "BUY", price: "0.5", size: "10", id: "rest" });
    world.exchange.setMarketPhase(CONDITION, "halted");
    expect(world.refusalOf({ side: "BUY", price: "0.5", size: "10" })).toBe(
      "the market is not yet ready to process new orders",
    );
    expect(world.exchange.order("rest")?.state).toBe("live");
    world.exchange.setMarketPhase(CONDITION, "open");
    expect(world.refusalOf({ side: "BUY", price: "0.5", size: "10" })).toBe("");
    expect(world.exchange.nowMs).toBeGreaterThan(START_MS);
  });
});
