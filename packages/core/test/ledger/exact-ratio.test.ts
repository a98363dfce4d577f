import fc from "fast-check";
import { expect, it } from "vitest";
import {
  compareWithShare,
  ratioOf,
  shareDown,
  shareOf,
  shareUp,
} from "../../src/ledger/amounts/exact-ratio.ts";

const amount = fc.oneof(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 0, max: 1e15 }));
const whole = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 1e15 }));

it("shares of money are exact, however large", () => {
  fc.assert(
    fc.property(amount, whole, fc.double({ min: 0, max: 1, noNaN: true }), (money, all, share) => {
      const part = Math.max(1, Math.floor(all * share));
      const product = BigInt(money) * BigInt(part);
      const divisor = BigInt(all);
      const half = (2n * product + divisor) / (2n * divisor);
      expect(BigInt(shareOf(money, part, all))).toBe(half);
      expect(BigInt(shareOf(0 - money, part, all))).toBe(-half);
      expect(BigInt(shareDown(money, part, all))).toBe(product / divisor);
      expect(BigInt(shareUp(money, part, all))).toBe((product + divisor - 1n) / divisor);
    }),
    { numRuns: 2_000 },
  );
});

it("half a micro-pUSD goes up, away from zero", () => {
  expect(shareOf(1, 1, 2)).toBe(1);
  expect(shareOf(-1, 1, 2)).toBe(-1);
  expect(shareOf(3, 1, 4)).toBe(1);
  expect(shareOf(1, 1, 3)).toBe(0);
});

it("amounts are compared with a share of another without dividing", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e15, max: 1e15 }),
      fc.integer({ min: 1, max: 1e15 }),
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.constantFrom(-1, 0, 1, null),
      (any, all, millionths, step) => {
        const nearest = Number((BigInt(millionths) * BigInt(all)) / 1_000_000n);
        const money = step === null ? any : nearest + step;
        const told = compareWithShare(money, ratioOf(millionths / 1_000_000), all);
        const difference = BigInt(money) * 1_000_000n - BigInt(millionths) * BigInt(all);
        expect(Math.sign(told)).toBe(difference === 0n ? 0 : difference > 0n ? 1 : -1);
      },
    ),
    { numRuns: 2_000 },
  );
  // One micro-pUSD apart, far beyond what a float could tell.
  expect(compareWithShare(299_999_999_999_999, ratioOf(0.3), 1e15)).toBeLessThan(0);
  expect(compareWithShare(3e14, ratioOf(0.3), 1e15)).toBe(0);
});
