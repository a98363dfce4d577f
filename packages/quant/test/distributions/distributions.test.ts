import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { normalCdf, normalQuantile } from "../../src/distributions/normal.ts";
import { fitLine, sampleDeviation } from "../../src/distributions/sample.ts";
import { studentTCdf, studentTQuantile } from "../../src/distributions/student-t.ts";

const probability = fc.integer({ min: 1, max: 9999 }).map((parts) => parts / 10_000);

describe("the normal distribution", () => {
  // Values of the standard tables, to the digits printed there.
  it.each([
    [0, 0.5],
    [1, 0.841344746068543],
    [-1.96, 0.02499789514822],
    [4.9, 0.999999520816723],
    [5.1, 0.999999830173229],
    [-8, 6.2209605742718e-16],
  ])("at %d is %d", (x, expected) => {
    expect(Math.abs(normalCdf(x) / expected - 1)).toBeLessThan(1e-10);
  });

  it("has 2.3263478740 as its 99th percentile", () => {
    expect(normalQuantile(0.99)).toBeCloseTo(2.326_347_874_04, 10);
  });

  it("inverts itself and is symmetric", () => {
    fc.assert(
      fc.property(probability, (p) => {
        expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 12);
        expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 9);
      }),
    );
    expect(() => normalQuantile(1)).toThrow(RangeError);
  });
});

describe("Student's t", () => {
  it.each([
    [0.975, 1, 12.706_204_736],
    [0.975, 6, 2.446_911_851],
    [0.975, 29, 2.045_229_642],
    [0.95, 10, 1.812_461_123],
  ])("has its %d quantile with %d degrees of freedom at %d", (p, degrees, expected) => {
    expect(studentTQuantile(p, degrees)).toBeCloseTo(expected, 8);
  });

  it("is the Cauchy distribution with one degree of freedom", () => {
    fc.assert(
      fc.property(fc.integer({ min: -500, max: 500 }), (tenths) => {
        const x = tenths / 10;
        expect(studentTCdf(x, 1)).toBeCloseTo(0.5 + Math.atan(x) / Math.PI, 12);
      }),
    );
  });
});

describe("samples", () => {
  it("finds a line it is given and calls equal values explained", () => {
    expect(fitLine([0, 1, 2], [5, 7, 9])).toEqual({ intercept: 5, slope: 2, rSquared: 1 });
    expect(fitLine([0, 1, 2], [0.1, 0.1, 0.1])?.rSquared).toBe(1);
    expect(fitLine([3, 3], [1, 2])).toBeNull();
    expect(sampleDeviation([2])).toBeNull();
    expect(sampleDeviation([1, 3])).toBeCloseTo(Math.SQRT2, 15);
  });
});
