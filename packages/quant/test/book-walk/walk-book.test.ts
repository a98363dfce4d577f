import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { walkBook, type BookLevel } from "../../src/book-walk/walk-book.ts";

const total = (levels: readonly BookLevel[]): number =>
  levels.reduce((sum, { size }) => sum + size, 0);

const asks = fc
  .uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 12 })
  .chain((cents) =>
    fc.tuple(
      ...cents
        .toSorted((a, b) => a - b)
        .map((cent) =>
          fc.record({ price: fc.constant(cent / 100), size: fc.integer({ min: 1, max: 500 }) }),
        ),
    ),
  );

describe("walking the book", () => {
  it("conserves shares, stays inside the limit and never takes more than a level shows", () => {
    fc.assert(
      fc.property(
        asks,
        fc.integer({ min: 1, max: 4000 }),
        fc.integer({ min: 1, max: 99 }),
        fc.constantFrom("FAK" as const, "FOK" as const),
        (levels, shares, limitCents, timeInForce) => {
          const limitPrice = limitCents / 100;
          const walk = walkBook(levels, {
            side: "BUY",
            quantity: { shares },
            limitPrice,
            timeInForce,
          });
          expect(walk.filledShares + walk.unfilled).toBe(shares);
          expect(total(walk.levelsAfter)).toBe(total(levels) - walk.filledShares);
          expect(walk.levelsAfter.every(({ size }) => size > 0)).toBe(true);
          expect(walk.fills.every(({ price }) => price <= limitPrice)).toBe(true);
          const inside = total(levels.filter(({ price }) => price <= limitPrice));
          const fillable = Math.min(shares, inside);
          const isKilled = timeInForce === "FOK" && inside < shares;
          expect(walk.filledShares).toBe(isKilled ? 0 : fillable);
        },
      ),
    );
  });

  it("spends a notional exactly, or all that is displayed", () => {
    fc.assert(
      fc.property(asks, fc.integer({ min: 1, max: 3000 }), (levels, notionalUsd) => {
        const walk = walkBook(levels, {
          side: "BUY",
          quantity: { notionalUsd },
          timeInForce: "FAK",
        });
        const displayed = levels.reduce((sum, { price, size }) => sum + price * size, 0);
        expect(walk.notionalUsd).toBeCloseTo(Math.min(notionalUsd, displayed), 6);
        expect(walk.notionalUsd + walk.unfilled).toBeCloseTo(notionalUsd, 6);
      }),
    );
  });

  it("leaves an untouched book when a fill-or-kill order dies", () => {
    const levels = [{ price: 0.5, size: 10 }];
    const walk = walkBook(levels, {
      side: "SELL",
      quantity: { shares: 11 },
      timeInForce: "FOK",
    });
    expect(walk).toMatchObject({ status: "KILLED", fills: [], unfilled: 11, levelsAfter: levels });
  });

  it("ignores an empty level", () => {
    const levels = [
      { price: 0.4, size: 0 },
      { price: 0.5, size: 10 },
    ];
    const walk = walkBook(levels, { side: "BUY", quantity: { shares: 4 }, timeInForce: "FAK" });
    expect(walk.fills).toEqual([{ price: 0.5, shares: 4, feeUsd: 0 }]);
  });
});
