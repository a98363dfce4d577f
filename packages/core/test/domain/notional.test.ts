import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { notionalMicroUsd, type Rounding } from "../../src/index.ts";

const size = fc.oneof(
  fc.maxSafeNat(),
  fc.nat(20_000),
  // Around the powers of ten, where a split can go wrong.
  fc
    .tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: -3, max: 3 }))
    .map(([power, offset]) => Math.max(0, 10 ** power + offset)),
);

function exactNotional(price: number, shares: number, rounding: Rounding): bigint {
  const product = BigInt(price) * BigInt(shares);
  if (rounding === "down") return product / 10_000n;
  if (rounding === "up") return (product + 9_999n) / 10_000n;
  return (product + 5_000n) / 10_000n;
}

describe("notionalMicroUsd", () => {
  it("is exact for every price, size and rounding", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000 }),
        size,
        fc.constantFrom<Rounding>("down", "up", "half_up"),
        (price, shares, rounding) => {
          const notional = notionalMicroUsd(price, shares, rounding);
          expect(BigInt(notional)).toBe(exactNotional(price, shares, rounding));
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it("rounds half up unless told otherwise", () => {
    expect(notionalMicroUsd(5_000, 1)).toBe(1);
    expect(notionalMicroUsd(4_999, 1)).toBe(0);
    expect(notionalMicroUsd(1, 1, "up")).toBe(1);
    expect(notionalMicroUsd(9_999, 1, "down")).toBe(0);
  });

  it("stays exact where the plain product is not", () => {
    const shares = 900_719_925_474_099;
    expect((9_999 * shares) % 2).toBe(0);
    expect(BigInt(notionalMicroUsd(9_999, shares, "down"))).toBe(
      (9_999n * BigInt(shares)) / 10_000n,
    );
  });
});
