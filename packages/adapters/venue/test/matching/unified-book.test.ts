import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type {
  IncomingOrder,
  SelfTradePrevention,
  SubmitResult,
} from "../../src/matching/market-book.ts";
import { createUnifiedBook } from "../../src/matching/unified-book.ts";
import { checkSequence } from "./check-sequence.ts";
import { sequences } from "./order-sequences.ts";

const SHARE = 1_000_000;

/** A book that takes orders in the words of a trader. */
function trader(policy: SelfTradePrevention = "cancel_resting") {
  const heard: string[] = [];
  const book = createUnifiedBook({
    tickSize: 100,
    selfTradePrevention: policy,
    listener: {
      matched: (maker, taker, size, price) =>
        heard.push(`${taker} takes ${size / SHARE} of ${maker} at ${price}`),
      selfTradePrevented: (index) => heard.push(`${index} prevented`),
      levelChanged: (side, price, size) => heard.push(`${side}/${price} = ${size / SHARE}`),
    },
  });
  let count = 0;
  const order = (
    side: "BUY" | "SELL",
    outcome: "YES" | "NO",
    price: number,
    shares: number,
    more: Partial<IncomingOrder> = {},
  ): SubmitResult => {
    const isFirst = outcome === "YES";
    const orderIndex = count;
    count += 1;
    return book.submit({
      orderIndex,
      accountIndex: orderIndex,
      token: isFirst ? 0 : 1,
      bookSide: (side === "BUY") === isFirst ? 0 : 1,
      bookPrice: isFirst ? price : 10_000 - price,
      size: shares * SHARE,
      budgetMicroUsd: null,
      timeInForce: "GTC",
      isPostOnly: false,
      ...more,
    });
  };
  return { book, heard, order };
}

describe("the unified book", () => {
  it("queues sellers of one token and buyers of the other by time alone", () => {
    const { book, heard, order } = trader();
    order("SELL", "YES", 6_000, 10);
    order("BUY", "NO", 4_000, 20);
    order("SELL", "YES", 6_000, 30);
    expect(book.levels(1)).toEqual([{ price: 6_000, size: 60 * SHARE }]);
    expect(book.sizeAhead(2)).toBe(30 * SHARE);
    heard.length = 0;
    expect(order("BUY", "YES", 6_500, 25)).toMatchObject({ outcome: "done" });
    expect(heard).toEqual(["3 takes 10 of 0 at 6000", "3 takes 15 of 1 at 6000", "1/6000 = 35"]);
    expect(book.restingOrders()).toEqual([1, 2]);
  });

  it("lets the taker have the better price and rests what is left", () => {
    const { book, heard, order } = trader();
    order("BUY", "NO", 4_500, 5);
    order("BUY", "NO", 4_700, 5);
    heard.length = 0;
    expect(order("BUY", "YES", 5_600, 15)).toEqual({
      outcome: "resting",
      filledSize: 10 * SHARE,
      restingSize: 5 * SHARE,
    });
    expect(heard).toEqual([
      "2 takes 5 of 1 at 5300",
      "1/5300 = 0",
      "2 takes 5 of 0 at 5500",
      "1/5500 = 0",
      "0/5600 = 5",
    ]);
    expect(book.levels(1)).toEqual([]);
  });

  it("cancels by id once, and a filled order never", () => {
    const { book, order } = trader();
    order("BUY", "YES", 5_000, 5);
    order("BUY", "YES", 4_900, 7);
    order("SELL", "YES", 5_000, 5);
    expect([book.cancel(0), book.cancel(1), book.cancel(1), book.cancel(99)]).toEqual([
      0,
      7 * SHARE,
      0,
      0,
    ]);
    expect(book.restingOrders()).toEqual([]);
  });

  it("refuses without touching the book what cannot be done", () => {
    const { book, heard, order } = trader();
    order("SELL", "YES", 5_000, 5);
    heard.length = 0;
    expect(order("BUY", "YES", 5_000, 1, { isPostOnly: true }).outcome).toBe("crosses");
    expect(order("BUY", "YES", 9_900, 6, { timeInForce: "FOK" }).outcome).toBe("unfillable");
    expect(order("BUY", "YES", 4_900, 6, { timeInForce: "FAK" }).outcome).toBe("unmatched");
    expect(heard).toEqual([]);
    expect(book.sizeAt(1, 5_000)).toBe(5 * SHARE);
  });

  it("keeps orders between the ticks when the tick gets coarser", () => {
    const { book, order } = trader();
    book.setTickSize(10);
    order("BUY", "YES", 4_990, 5);
    book.setTickSize(100);
    order("BUY", "YES", 4_900, 5);
    order("SELL", "YES", 5_000, 5);
    expect(book.levels(0).map(({ price }) => price)).toEqual([4_990, 4_900]);
    expect(order("SELL", "YES", 4_900, 7)).toMatchObject({ outcome: "done" });
    expect(book.levels(0)).toEqual([{ price: 4_900, size: 3 * SHARE }]);
    expect(book.levels(1)).toEqual([{ price: 5_000, size: 5 * SHARE }]);
  });
});

describe("an order against the same account", () => {
  const own = { accountIndex: 7 };

  it("cancels the resting one and goes on", () => {
    const { heard, order } = trader();
    order("SELL", "YES", 5_000, 5, own);
    order("BUY", "NO", 5_000, 5);
    heard.length = 0;
    expect(order("BUY", "YES", 5_000, 4, own)).toMatchObject({ outcome: "done" });
    expect(heard).toEqual(["0 prevented", "2 takes 4 of 1 at 5000", "1/5000 = 1"]);
  });

  it("is cut short under the other policy", () => {
    const { book, heard, order } = trader("cancel_incoming");
    order("BUY", "NO", 5_000, 5);
    order("SELL", "YES", 5_000, 5, own);
    heard.length = 0;
    expect(order("BUY", "YES", 5_000, 8, own)).toEqual({
      outcome: "self_trade",
      filledSize: 5 * SHARE,
      restingSize: 0,
    });
    expect(heard).toEqual(["2 takes 5 of 0 at 5000", "1/5000 = 5"]);
    expect(book.levels(0)).toEqual([]);
  });

  it.each(["cancel_resting", "cancel_incoming"] as const)(
    "does not count as liquidity of a FOK (%s)",
    (policy) => {
      const { heard, order } = trader(policy);
      order("SELL", "YES", 5_000, 5, own);
      order("SELL", "YES", 5_100, 5);
      heard.length = 0;
      const wanted = { ...own, timeInForce: "FOK" } as const;
      expect(order("BUY", "YES", 5_100, 6, wanted).outcome).toBe("unfillable");
      const expected = policy === "cancel_resting" ? "done" : "unfillable";
      expect(order("BUY", "YES", 5_100, 5, wanted).outcome).toBe(expected);
    },
  );
});

describe("a market buy", () => {
  it("gets more shares for the same money when the price improves", () => {
    const { order } = trader();
    order("SELL", "YES", 2_500, 1_000);
    const market = { budgetMicroUsd: 10 * SHARE, timeInForce: "FOK" } as const;
    expect(order("BUY", "YES", 5_000, 20, market)).toEqual({
      outcome: "done",
      filledSize: 40 * SHARE,
      restingSize: 0,
    });
  });

  it("of the second token pays that token's price", () => {
    const { order } = trader();
    order("BUY", "YES", 7_000, 100);
    const market = { budgetMicroUsd: 6 * SHARE, timeInForce: "FAK" } as const;
    expect(order("BUY", "NO", 4_000, 15, market).filledSize).toBe(20 * SHARE);
  });

  it("never spends more than its budget, to the micro-pUSD", () => {
    const { order } = trader();
    order("SELL", "YES", 3_300, 1, { size: 7 });
    order("SELL", "YES", 6_700, 1_000);
    const market = { budgetMicroUsd: 100, timeInForce: "FOK" } as const;
    // 7 micro-shares cost 2.31, counted as 3; the other 97 buy 144 at 0.67.
    expect(order("BUY", "YES", 6_700, 1, market).filledSize).toBe(7 + 144);
  });

  it("fills when its budget is exactly what is offered", () => {
    const { book, order } = trader();
    order("SELL", "YES", 4_000, 5);
    order("SELL", "YES", 5_000, 10);
    const market = { budgetMicroUsd: 7 * SHARE, timeInForce: "FOK" } as const;
    expect(order("BUY", "YES", 5_000, 14, market)).toMatchObject({ filledSize: 15 * SHARE });
    expect(book.levels(1)).toEqual([]);
  });

  it("spends budgets exactly where plain products pass 2^53", () => {
    const { order } = trader();
    order("SELL", "YES", 3_300, 4_000_000_000);
    const budgetMicroUsd = 1_000_000_000_000_001;
    const market = { budgetMicroUsd, timeInForce: "FOK" } as const;
    const { filledSize } = order("BUY", "YES", 3_300, 1, market);
    expect(BigInt(filledSize)).toBe((BigInt(budgetMicroUsd) * 10_000n) / 3_300n);
  });

  it("is refused whole when the money cannot be spent", () => {
    const { book, order } = trader();
    order("SELL", "YES", 5_000, 10);
    const market = { budgetMicroUsd: 5 * SHARE + 1, timeInForce: "FOK" } as const;
    expect(order("BUY", "YES", 5_000, 10, market).outcome).toBe("unfillable");
    expect(book.sizeAt(1, 5_000)).toBe(10 * SHARE);
  });
});

it("keeps every promise over 500 generated sequences", { timeout: 60_000 }, () => {
  fc.assert(fc.property(sequences, checkSequence), { numRuns: 500, seed: 1 });
});
