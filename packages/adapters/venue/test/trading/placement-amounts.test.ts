import { notionalMicroUsd, TICK_SIZES, type OrderPlacement } from "@polytraders/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAmounts } from "../../src/exchange/order-amounts.ts";
import { signedAmountsOf } from "../../src/trading/placement-amounts.ts";

const placement = fc
  .record({
    tick: fc.constantFrom(...TICK_SIZES),
    step: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    // From a dollar's worth up to a hundred million shares, on no grid at all.
    size: fc.oneof(
      fc.integer({ min: 1_000_000, max: 200_000_000 }),
      fc.integer({ min: 1_000_000, max: 100_000_000_000_000 }),
    ),
    side: fc.constantFrom("BUY" as const, "SELL" as const),
    timeInForce: fc.constantFrom("GTC" as const, "GTD" as const, "FOK" as const, "FAK" as const),
  })
  .map(({ tick, step, ...rest }) => {
    const steps = 10_000 / tick - 1;
    return { ...rest, tick, price: (1 + Math.floor(step * steps)) * tick };
  })
  .filter(({ price, size }) => notionalMicroUsd(price, size) >= 1_020_000);

function read(
  { side, timeInForce }: Pick<OrderPlacement, "side" | "timeInForce">,
  amounts: ReturnType<typeof signedAmountsOf>,
  tick: number,
) {
  return readAmounts(
    {
      orderId: "0x1",
      account: "0x2",
      session: "",
      tokenId: "1",
      side,
      ...amounts,
      orderType: timeInForce,
      isPostOnly: false,
      expiresAtMs: null,
      defersExecution: false,
      builderCode: null,
    },
    tick,
  );
}

describe("amounts of a placement", () => {
  it("are read by the venue as the price that was meant, and as no more than the size", () => {
    fc.assert(
      fc.property(placement, ({ tick, ...order }) => {
        const amounts = signedAmountsOf(order);
        const found = read(order, amounts, tick);
        expect(found).toMatchObject({ price: order.price });
        if ("code" in found) return;
        const isByMoney = order.side === "BUY" && order.timeInForce.startsWith("F");
        expect(order.size - found.size).toBeLessThan(
          isByMoney ? 1e8 / order.price + 10_100 : 10_000,
        );
        expect(order.size - found.size).toBeGreaterThanOrEqual(isByMoney ? -100 : 0);
        if (!isByMoney) return;
        expect(found.budgetMicroUsd).toBeLessThanOrEqual(notionalMicroUsd(order.price, order.size));
      }),
      { numRuns: 2_000 },
    );
  });

  it("cut a size to hundredths of a share, and money to cents", () => {
    const order = { price: 3_300, size: 12_349_999, side: "BUY" } as const;
    expect(signedAmountsOf({ ...order, timeInForce: "GTC" })).toEqual({
      makerAmount: 4_072_200,
      takerAmount: 12_340_000,
    });
    expect(signedAmountsOf({ ...order, timeInForce: "FAK" })).toEqual({
      makerAmount: 4_070_000,
      takerAmount: 12_333_300,
    });
    expect(signedAmountsOf({ ...order, side: "SELL", timeInForce: "FAK" })).toEqual({
      makerAmount: 12_340_000,
      takerAmount: 4_072_200,
    });
  });
});
