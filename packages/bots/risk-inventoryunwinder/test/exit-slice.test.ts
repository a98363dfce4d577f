import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contract } from "../src/index.ts";
import { exitSlice, type ExitSetting } from "../src/exit-slice.ts";
import type { Parameters } from "../src/contract.gen.ts";

const defaults = Object.fromEntries(
  Object.entries(contract.manifest.parameters).map(([name, rule]) => [name, rule.default]),
);
const PARAMETERS = contract.parametersSchema.parse(defaults);
const shares = (count: number): number => Math.round(count * 1e6);

function slice(setting: Partial<ExitSetting>, parameters: Partial<Parameters> = {}) {
  const held = setting.wanted ?? shares(100);
  return exitSlice(
    {
      bids: [{ price: 2_000, size: shares(1_000) }],
      tickSize: 100,
      sellable: held,
      wanted: held,
      minimumOrderSize: shares(5),
      ...setting,
    },
    { ...PARAMETERS, ...parameters },
  );
}

describe("a slice", () => {
  it("is limited to a share of the best bid, and to the floor below which nothing goes", () => {
    expect(slice({})).toMatchObject({ price: 1_000 });
    expect(slice({}, { exitPriceShare: 0.9 })).toMatchObject({ price: 1_800 });
    expect(slice({}, { exitPriceMin: 1_500 })).toMatchObject({ price: 1_500 });
    expect(slice({}, { exitPriceMin: 2_100 })).toEqual({ kind: "below_floor", floor: 2_100 });
    expect(slice({ bids: [] })).toEqual({ kind: "below_floor", floor: 100 });
  });

  it("takes a share of the bids at or above the limit, and no more than can be sold", () => {
    const bids = [
      { price: 2_000, size: shares(20) },
      { price: 1_000, size: shares(20) },
      { price: 900, size: shares(500) },
    ];
    expect(slice({ bids })).toMatchObject({ size: shares(20) });
    expect(slice({ bids, sellable: shares(12) })).toMatchObject({ size: shares(12) });
  });

  it("takes everything rather than leave less than an order", () => {
    const bids = [{ price: 2_000, size: shares(190) }];
    expect(slice({ bids })).toMatchObject({ size: shares(95) });
    expect(slice({ bids: [{ price: 2_000, size: shares(192) }] })).toMatchObject({
      size: shares(100),
    });
  });

  it("is none where what is held is too small, or cannot be sold yet", () => {
    expect(slice({ wanted: shares(4.99) })).toEqual({ kind: "too_small" });
    expect(slice({ minimumOrderSize: 0, wanted: shares(0.99) })).toEqual({ kind: "too_small" });
    expect(slice({ sellable: 0 })).toEqual({ kind: "not_sellable" });
  });
});

it("is never below the floor, never above what can be sold, and always on the grid", () => {
  const setting = fc.record({
    bids: fc.array(
      fc.record({
        price: fc.integer({ min: 1, max: 99 }),
        size: fc.integer({ min: 1, max: 10_000_000_000 }),
      }),
      { maxLength: 6 },
    ),
    wanted: fc.integer({ min: 1, max: 100_000_000_000 }),
    sellableShare: fc.double({ min: 0, max: 1, noNaN: true }),
    tickSize: fc.constantFrom(1, 10, 100, 1_000),
    floor: fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 1, max: 1_000 }) },
      fc.integer({ min: 1, max: 9_999 }),
    ),
    priceShare: fc.double({ min: 0.01, max: 1, noNaN: true }),
    depthShare: fc.double({ min: 0.01, max: 1, noNaN: true }),
  });
  let sliceCount = 0;
  fc.assert(
    fc.property(
      setting,
      ({ bids, wanted, sellableShare, tickSize, floor, priceShare, depthShare }) => {
        const sellable = Math.floor(wanted * sellableShare);
        const levels = bids
          .map(({ price, size }) => ({ price: Math.min(9_999, price * 100), size }))
          .toSorted((one, other) => other.price - one.price);
        const answer = slice(
          { bids: levels, wanted, sellable, tickSize },
          { exitPriceMin: floor, exitPriceShare: priceShare, sliceDepthShare: depthShare },
        );
        if (answer.kind !== "slice") return;
        sliceCount += 1;
        expect(answer.price).toBeGreaterThanOrEqual(floor);
        expect(answer.price % tickSize).toBe(0);
        expect(answer.price).toBeLessThan(10_000);
        expect(answer.size).toBeLessThanOrEqual(sellable);
        expect(answer.size).toBeGreaterThanOrEqual(shares(5));
        expect(answer.size % 10_000).toBe(0);
      },
    ),
    { numRuns: 5_000, seed: 7 },
  );
  expect(sliceCount).toBeGreaterThan(200);
});
