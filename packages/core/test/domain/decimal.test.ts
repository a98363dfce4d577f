import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatDecimal,
  formatPrice,
  formatShares,
  fromMicro,
  parseDecimal,
  parseMicroShares,
  parsePriceUnits,
  priceUsd,
} from "../../src/index.ts";

const count = fc.oneof(fc.maxSafeNat(), fc.nat(20_000), fc.constant(Number.MAX_SAFE_INTEGER));
const digits = fc.integer({ min: 0, max: 9 });

describe("parseDecimal", () => {
  it("reads back what formatDecimal writes", () => {
    fc.assert(
      fc.property(count, digits, (units, fractionDigits) => {
        expect(parseDecimal(formatDecimal(units, fractionDigits), fractionDigits)).toBe(units);
      }),
    );
  });

  it("agrees with exact arithmetic on any digits, or refuses", () => {
    const part = fc.stringMatching(/^\d{0,20}$/);
    fc.assert(
      fc.property(part, part, digits, (whole, fraction, fractionDigits) => {
        const parsed = parseDecimal(`${whole}.${fraction}`, fractionDigits);
        const kept = fraction.slice(0, fractionDigits).padEnd(fractionDigits, "0");
        const exact = BigInt(`0${whole}${kept}`);
        const isRepresentable =
          whole + fraction !== "" &&
          /^0*$/.test(fraction.slice(fractionDigits)) &&
          exact <= BigInt(Number.MAX_SAFE_INTEGER);
        expect(parsed).toBe(isRepresentable ? Number(exact) : Number.NaN);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["0.29", 2_900],
    [".48", 4_800],
    ["305.0", 3_050_000],
    ["12", 120_000],
    ["0.57", 5_700],
    ["1.00000000000000000000", 10_000],
    ["000000000000000000000000.5", 5_000],
    ["900719925474.0991", Number.MAX_SAFE_INTEGER],
  ])("reads %s", (text, units) => {
    expect(parseDecimal(text, 4)).toBe(units);
  });

  it.each([
    "",
    ".",
    " ",
    " 1",
    "1 ",
    "1\n",
    "-1",
    "+1",
    "1e3",
    "0x10",
    "1,5",
    "1_000",
    "1.2.3",
    "..5",
    "NaN",
    "Infinity",
    "٣",
    "１",
    "0.00001",
    "0.12345",
    "900719925474.0992",
    "9".repeat(400),
    "null",
    "1\u0000",
  ])("refuses %j", (text) => {
    expect(parseDecimal(text, 4)).toBeNaN();
  });

  it("never throws and gives a count or NaN for any text", () => {
    fc.assert(
      fc.property(fc.string(), digits, (text, fractionDigits) => {
        const parsed = parseDecimal(text, fractionDigits);
        expect(Number.isNaN(parsed) || (Number.isSafeInteger(parsed) && parsed >= 0)).toBe(true);
      }),
    );
  });
});

describe("units", () => {
  it("writes the venue's spellings", () => {
    expect(formatPrice(5_150)).toBe("0.515");
    expect(formatPrice(10_000)).toBe("1");
    expect(formatShares(21_574_080_000)).toBe("21574.08");
    expect(formatDecimal(0, 6)).toBe("0");
    expect(formatDecimal(-1_500_000, 6)).toBe("-1.5");
    expect(formatDecimal(70, 0)).toBe("70");
  });

  it("has four digits for prices and six for shares", () => {
    expect(parsePriceUnits("0.515")).toBe(5_150);
    expect(parsePriceUnits("0.51501")).toBeNaN();
    expect(parseMicroShares("21574.08")).toBe(21_574_080_000);
    expect(priceUsd(5_150)).toBe(0.515);
    expect(fromMicro(1_500_000)).toBe(1.5);
  });
});
