import { complementPrice, notionalMicroUsd } from "@polytraders/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAmounts } from "../../src/exchange/order-amounts.ts";
import type { OrderRequest } from "../../src/exchange/order-request.ts";
import { requestOf } from "./exchange-world.ts";

const TICKS = [1000, 100, 50, 25, 10, 1] as const;
/** Decimals of a derived amount by tick, as the official clients round it. */
const AMOUNT_DECIMALS: Readonly<Record<number, number>> = {
  1000: 3,
  100: 4,
  50: 5,
  25: 6,
  10: 5,
  1: 6,
};

const base = requestOf({ side: "BUY", price: "0.5", size: "10" }, "o");

const priceOnTick = fc.constantFrom(...TICKS).chain((tick) =>
  fc.record({
    tick: fc.constant(tick),
    price: fc.integer({ min: 1, max: 10_000 / tick - 1 }).map((steps) => steps * tick),
  }),
);

describe("price and size of an order's amounts", () => {
  it("are those of every limit order that the official clients make", () => {
    fc.assert(
      fc.property(
        priceOnTick,
        fc.integer({ min: 1, max: 100_000_000 }),
        fc.constantFrom("BUY" as const, "SELL" as const),
        ({ tick, price }, hundredths, side) => {
          const size = hundredths * 10_000;
          const money = notionalMicroUsd(price, size);
          const [makerAmount, takerAmount] = side === "BUY" ? [money, size] : [size, money];
          const request: OrderRequest = { ...base, side, makerAmount, takerAmount };
          expect(readAmounts(request, tick)).toEqual({ price, size, budgetMicroUsd: null });
        },
      ),
    );
  });

  it("are those of every market buy of the official clients that the venue's accuracy allows", () => {
    fc.assert(
      fc.property(
        priceOnTick,
        fc.integer({ min: 100, max: 10_000_000 }),
        ({ tick, price }, cents) => {
          const makerAmount = cents * 10_000;
          const unit = 10 ** (6 - (AMOUNT_DECIMALS[tick] ?? 6));
          const takerAmount = Math.floor((makerAmount * 10_000) / price / unit) * unit;
          const request: OrderRequest = { ...base, orderType: "FAK", makerAmount, takerAmount };
          const amounts = readAmounts(request, tick);
          if (takerAmount % 100 === 0) {
            expect(amounts).toEqual({ price, size: takerAmount, budgetMicroUsd: makerAmount });
          } else expect(amounts).toMatchObject({ code: "amount_accuracy" });
        },
      ),
    );
  });

  it("are a refusal, never a failure, for anything else", () => {
    const amount = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(
        amount,
        amount,
        fc.constantFrom(...TICKS),
        fc.constantFrom("GTC" as const, "FOK" as const),
        fc.constantFrom("BUY" as const, "SELL" as const),
        (makerAmount, takerAmount, tick, orderType, side) => {
          const amounts = readAmounts({ ...base, makerAmount, takerAmount, orderType, side }, tick);
          if ("code" in amounts) return;
          expect(amounts.price % tick).toBe(0);
          expect(amounts.price).toBeGreaterThanOrEqual(tick);
          expect(amounts.price).toBeLessThanOrEqual(complementPrice(tick));
        },
      ),
    );
  });
});
