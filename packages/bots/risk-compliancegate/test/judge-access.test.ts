import { GuardBench } from "@polytraders/testkit";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPolicy } from "../src/access-policy.ts";
import bot, { contract, type Parameters } from "../src/index.ts";
import { judgeAccess, type AccessFacts } from "../src/judge-access.ts";

const PARAMETERS: Parameters = contract.parametersSchema.parse(
  Object.fromEntries(
    Object.entries(contract.manifest.parameters).map(([name, rule]) => [name, rule.default]),
  ),
);
const FACTS: AccessFacts = {
  status: "open",
  isGeoblocked: false,
  country: "IS",
  venueHeardAgeMs: 0,
  market: { marketId: "0xabc", slug: "a-market" },
  isClosing: false,
};

function codeOf(facts: Partial<AccessFacts>, parameters: Partial<Parameters> = {}): string {
  const all = { ...PARAMETERS, ...parameters };
  const { reasonCode } = judgeAccess({ ...FACTS, ...facts }, readPolicy(all), all);
  return reasonCode.replace(/^RISK_(COMPLIANCE_)?/, "");
}

describe("judgeAccess", () => {
  it.each([
    [{}, "CLEARED"],
    [{ venueHeardAgeMs: 60_000 }, "CLEARED"],
    [{ venueHeardAgeMs: 60_001 }, "UNVERIFIED"],
    [{ venueHeardAgeMs: Number.NaN }, "UNVERIFIED"],
    [{ isGeoblocked: null }, "UNVERIFIED"],
    [{ country: null }, "UNVERIFIED"],
    [{ market: null }, "UNVERIFIED"],
    [{ country: "KP" }, "COUNTRY_BLOCKED"],
    [{ country: "KP", isClosing: true }, "COUNTRY_BLOCKED"],
    [{ country: "FR" }, "GEOFENCE_BLOCK"],
    [{ country: "FR", isClosing: true }, "CLOSE_ONLY"],
    [{ isGeoblocked: true }, "GEOFENCE_BLOCK"],
    [{ status: "closed_only" }, "ACCOUNT_CLOSE_ONLY"],
  ] as const)("%j: %s", (facts, code) => {
    expect(codeOf(facts)).toBe(code);
  });

  it("lists name markets by id or slug, and closing is always allowed", () => {
    expect(codeOf({}, { blockedMarkets: "0xdef, a-market" })).toBe("MARKET_BLOCKED");
    expect(codeOf({ isClosing: true }, { blockedMarkets: "0xabc" })).toBe("CLOSE_ONLY");
    expect(codeOf({}, { allowedMarkets: "0xdef" })).toBe("MARKET_BLOCKED");
    expect(codeOf({}, { allowedMarkets: "0xdef,0xabc" })).toBe("CLEARED");
  });

  it("a list that cannot be read refuses everything", () => {
    for (const blockedCountries of ["Iran", "ir", "IR;SY"]) {
      expect(codeOf({ isClosing: true }, { blockedCountries })).toBe("POLICY_INVALID");
    }
  });

  it("a simulation need not ask, and a geoblock that was told counts all the same", () => {
    const simulated = { isGeoblockRequired: false };
    const unknown = { isGeoblocked: null, country: null, venueHeardAgeMs: null };
    expect(codeOf(unknown, simulated)).toBe("CLEARED");
    expect(codeOf({ ...unknown, isGeoblocked: true }, simulated)).toBe("GEOFENCE_BLOCK");
  });

  it("opens nothing while the venue blocks our address, and trades nothing from a blocked country", () => {
    const facts = fc.record({
      status: fc.constantFrom("open" as const, "closed_only" as const, "unreachable" as const),
      isGeoblocked: fc.option(fc.boolean()),
      country: fc.option(fc.constantFrom("IS", "IR", "US", "CU")),
      venueHeardAgeMs: fc.option(fc.nat(120_000)),
      market: fc.option(fc.constant({ marketId: "0xabc", slug: "a-market" })),
      isClosing: fc.boolean(),
    });
    fc.assert(
      fc.property(facts, fc.boolean(), (seen, isGeoblockRequired) => {
        const code = codeOf(seen, { isGeoblockRequired });
        if (seen.isGeoblocked === true) expect(code).not.toBe("CLEARED");
        if (code === "CLOSE_ONLY") expect(seen.isClosing).toBe(true);
        if (seen.country === "IR" || seen.country === "CU") {
          expect(["COUNTRY_BLOCKED", "UNVERIFIED"]).toContain(code);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("ComplianceGate", () => {
  it("limits a sale of what is held to closing, and says by which rule", () => {
    const held = [
      { marketId: "market-0", tokenId: "market-0-yes", size: 1_000_000, costMicroUsd: 500_000 },
    ];
    const world = { venue: { isGeoblocked: true, country: "DE" }, ledger: { held } };
    const bench = new GuardBench(bot, {}, world);
    const vote = bench.vote({ side: "SELL" });
    expect(vote).toEqual({
      vote: "RESHAPE_REQUIRED",
      reasonCode: "RISK_COMPLIANCE_CLOSE_ONLY",
      constraints: { closeOnly: true },
    });
    expect(bench.explain(vote)).toBe("limited to closing: the venue blocks our address in DE.");
    expect(bench.vote().reasonCode).toBe("RISK_GEOFENCE_BLOCK");
  });
});
