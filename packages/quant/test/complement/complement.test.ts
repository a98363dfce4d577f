import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { negRiskConvert } from "../../src/complement/neg-risk-convert.ts";
import { unifyBooks } from "../../src/complement/unify-books.ts";

const levels = fc.array(
  fc.record({
    price: fc.integer({ min: 1, max: 99 }).map((cents) => cents / 100),
    size: fc.integer({ min: 1, max: 500 }),
  }),
  { maxLength: 8 },
);

describe("the unified book", () => {
  it("keeps every share once and is ordered best first, one level per price", () => {
    fc.assert(
      fc.property(levels, levels, levels, levels, (yesBids, yesAsks, noBids, noAsks) => {
        const book = unifyBooks({ yesBids, yesAsks, noBids, noAsks });
        const sum = (rows: readonly { readonly size: number }[]): number =>
          rows.reduce((total, { size }) => total + size, 0);
        expect(sum(book.yesBids)).toBe(sum(yesBids) + sum(noAsks));
        expect(sum(book.yesAsks)).toBe(sum(yesAsks) + sum(noBids));
        const cents = book.yesAsks.map(({ price }) => Math.round(price * 100));
        expect(cents).toEqual([...new Set(cents)].toSorted((a, b) => a - b));
      }),
    );
  });

  it("adds a native level and its complement although 1 - 0.7 is not 0.3 in floating point", () => {
    const { yesAsks } = unifyBooks({
      yesBids: [],
      yesAsks: [{ price: 0.3, size: 10 }],
      noBids: [{ price: 0.7, size: 5 }],
      noAsks: [],
    });
    expect(yesAsks).toEqual([{ price: 0.3, size: 15, direct: 10, viaComplement: 5 }]);
  });

  it("calls two asks that sum to exactly one USD crossed: the venue would have matched them", () => {
    const none = { yesBids: [], noBids: [] };
    const asksAt = (yes: number, no: number) =>
      unifyBooks({
        ...none,
        yesAsks: [{ price: yes, size: 1 }],
        noAsks: [{ price: no, size: 1 }],
      }).isCrossed;
    expect(asksAt(0.3, 0.7)).toBe(true);
    expect(asksAt(0.31, 0.7)).toBe(false);
  });
});

describe("neg-risk conversion", () => {
  it("pays the same as holding to resolution, whichever outcome wins", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 8 }), fc.nat(), (outcomeCount, bits) => {
        const held = Array.from({ length: outcomeCount }, (_, index) => index).filter(
          (index) => index === 0 || ((bits >> index) & 1) === 1,
        );
        const { collateralUsd, yesShares } = negRiskConvert(outcomeCount, held, 3, 0);
        for (let winner = 0; winner < outcomeCount; winner += 1) {
          const heldPays = held.filter((outcome) => outcome !== winner).length * 3;
          expect(collateralUsd + (yesShares.get(winner) ?? 0)).toBe(heldPays);
        }
      }),
    );
  });

  it("refuses an outcome that is not in the set or comes twice", () => {
    expect(() => negRiskConvert(3, [3], 1, 0)).toThrow("no outcome 3");
    expect(() => negRiskConvert(3, [1, 1], 1, 0)).toThrow("only once");
  });
});
